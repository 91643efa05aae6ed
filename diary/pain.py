"""What a diary may hold, as plain words."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry tells."""

    PAIN = "pain"
    SESSION = "session"
    FOOT_CHECK = "foot_check"


class Moment(StrEnum):
    """When a pain score holds. Different moments are different measures and never share a series."""

    NOW = "now"
    AVERAGE_24H = "average_24h"
    WORST_24H = "worst_24h"
    FIRST_STEPS = "first_steps"
    DURING = "during"
    AFTER = "after"
    NEXT_MORNING = "next_morning"
