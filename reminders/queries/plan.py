"""The rules in a patient's plan, so that a phone knows them offline."""

from typing import Final

from exercises.queries.plan import Parts

# A change of a rule bumps the plan's version.
_REMINDERS = """
coalesce((
  SELECT json_agg(r) FROM (
    SELECT id, kind, times, days, channels, enabled FROM reminders_reminder
    WHERE patient_id = me.id ORDER BY id) r
), '[]')
"""
PLAN_PARTS: Final[Parts] = (("reminders", _REMINDERS),)
