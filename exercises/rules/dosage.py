"""Dosages and the terms of prescribing, as plain rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """The foot of a step; `each` means first one, then the other, every set twice."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    EACH = "each"


class Kind(StrEnum):
    """The type of an exercise."""

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


class HoldCause(StrEnum):
    """Why a whole plan rests: a finding of the diary, or answers that a therapist must look at first."""

    FINDING = "finding"
    ANSWERS = "answers"


# The reasons for a pause that a person may choose.
HOLD_REASONS = [reason for reason in HoldReason if reason is not HoldReason.WARNING_SIGN]


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
    """Sets that count as the whole step: at least one, twice as many if each side has its own."""
    return (sets or 1) * (2 if side == Side.EACH else 1)


# Larger numbers are typing errors, not doses (our judgement): sets, repetitions, seconds.
LIMITS = {"sets": 20, "reps": 300, "hold_seconds": 600, "duration_seconds": 7200, "rest_seconds": 1800}


class Slip(StrEnum):
    """What is wrong with one part of a dosage."""

    NOT_WHOLE = "not_whole"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NO_AMOUNT = "no_amount"


def slips(parts: Mapping[str, Any]) -> dict[str, Slip]:
    """The errors of a dosage by field name; empty if it is valid.

    Each part is null or a whole number from 1 to its LIMITS; at least one of `reps`, `hold_seconds` and
    `duration_seconds` is given, else `reps` is named.
    """
    found = {name: slip for name in LIMITS if (slip := _slip(parts.get(name), LIMITS[name]))}
    if not found and not any(parts.get(name) for name in ("reps", "hold_seconds", "duration_seconds")):
        found["reps"] = Slip.NO_AMOUNT
    return found


def _slip(part: Any, limit: int) -> Slip | None:
    if part is None:
        return None
    if not isinstance(part, int) or isinstance(part, bool):
        return Slip.NOT_WHOLE
    if part < 1:
        return Slip.TOO_SMALL
    return Slip.TOO_LARGE if part > limit else None


# The duration of a repetition without a hold and of an unstated rest: rounded guesses of ours.
_SECONDS_A_REPETITION = 4
_SECONDS_BETWEEN_SETS = 15


def seconds_of(dosage: Dosage, side: str) -> int:
    """The approximate duration of a step: sets x (time, or repetitions x hold) and the rests between the
    sets.
    """
    once = dosage.duration_seconds or (dosage.reps or 1) * (dosage.hold_seconds or _SECONDS_A_REPETITION)
    sets = sets_prescribed(dosage.sets, side)
    return sets * once + (sets - 1) * (dosage.rest_seconds or _SECONDS_BETWEEN_SETS)
