"""What an operator is told of the time-zone data, at the start and by `/readyz`."""

from datetime import date

from common.zones import ZoneData, zone_data

STALE = (
    "The time-zone data (release %(release)s) may be older than 180 days. Reminders may come an hour off "
    "where a government has changed the clocks since. Install the newest tzdata and restart."
)


def stale_zones(today: date, data: ZoneData | None = None) -> str | None:
    """What to do about time-zone data that may lack a change of clocks; None while it is young enough."""
    data = data or zone_data()
    return STALE % {"release": data.release} if data.is_stale(today) else None
