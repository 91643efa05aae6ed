"""A dosage and the words around prescribing, as plain rules."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Which foot a step is for; `each` means first one, then the other, every set twice."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    EACH = "each"


class Kind(StrEnum):
    """What sort of exercise it is."""

    STRENGTH = "strength"
    STRETCH = "stretch"
    BALANCE = "balance"
    MOBILITY = "mobility"
    MASSAGE = "massage"
    CARE = "care"


class HoldReason(StrEnum):
    """Why a plan pauses. A warning sign holds the whole plan until a therapist resumes it."""

    FLARE = "flare"
    ILL = "ill"
    TRAVEL = "travel"
    OTHER = "other"
    WARNING_SIGN = "warning"


class EndReason(StrEnum):
    """Why an assignment ends."""

    FINISHED = "finished"
    FLARE = "flare"
    ILL = "ill"
    TRAVEL = "travel"
    OTHER = "other"


@dataclass(frozen=True)
class Dosage:
    """How much: each part a positive whole number or null; at least one of reps and a time (seconds)."""

    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    duration_seconds: int | None = None
    rest_seconds: int | None = None


def sets_prescribed(sets: int | None, side: str) -> int:
    """Sets that count as the whole step: at least one, twice as many when each side has its own."""
    return (sets or 1) * (2 if side == Side.EACH else 1)
