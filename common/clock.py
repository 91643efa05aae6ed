"""The only place that reads the clock. Endpoints and periodic tasks read it here and hand it in."""

from datetime import UTC, date, datetime

from common.zones import ZoneInfo


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one reader


def local_date(instant: datetime, zone: str) -> date:
    """The calendar date on which `instant` (aware) falls in the IANA zone `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()
