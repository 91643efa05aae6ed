"""When an event happened in the patient's own calendar, and how far its clock can be trusted.

Event time, zone, offset, and time of receipt are all stored. A skewed clock is marked, never refused.
"""

from datetime import UTC, date, datetime, timedelta

from common.zones import ZoneInfo

CLOCK_TOLERANCE = timedelta(minutes=5)
FIRST_PLAUSIBLE = datetime(
    2020, 1, 1, tzinfo=UTC
)  # a phone whose clock was reset says 1970 or its build year


def local_date(instant: datetime, zone: str) -> date:
    """The patient's own date of `instant` (aware) in the IANA zone `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()


def offset_minutes(instant: datetime) -> int:
    """The original UTC offset of an aware `instant`, in whole minutes east."""
    offset = instant.utcoffset() or timedelta()
    return int(offset.total_seconds() / 60)


def is_late(event_on: date, received_at: datetime, zone: str) -> bool:
    """Whether an entry was received later than the local day after the event, and so written from memory.

    An entry recorded in time but sent late counts as late too: only the phone's clock could say otherwise.
    """
    return (local_date(received_at, zone) - event_on).days > 1


def is_skewed(recorded_at: datetime, received_at: datetime) -> bool:
    """Whether the device's clock was certainly wrong: over 5 minutes ahead of the server's, or before
    2020.
    """
    return recorded_at > received_at + CLOCK_TOLERANCE or recorded_at < FIRST_PLAUSIBLE
