"""English as it is read everywhere; Django's own is that of the United States alone (Nov. 20, 2026)."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
