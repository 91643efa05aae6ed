"""What to tell a therapist about a prescription. Nothing here forbids: the therapist decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from exercises.dosage import Dosage, seconds_of

# Programmes of 2-4 exercises are done best (Bachmann 2018); the minutes are our judgement.
MOST_EXERCISES = 4
MOST_MINUTES_A_DAY = 20


class Caution(StrEnum):
    """What a warning is about."""

    MANY_EXERCISES = "many_exercises"
    LONG_DAY = "long_day"
    NUMB_FEET = "numb_feet"


@dataclass(frozen=True)
class StepAsked:
    """One step of a prescription, with what its exercise says about numb feet."""

    name: str
    dosage: Dosage
    side: str
    numb_foot_caution: bool


@dataclass(frozen=True)
class Warned:
    """One warning with its figure: exercises, minutes a day, or the names of the exercises concerned."""

    about: Caution
    number: int = 0
    names: tuple[str, ...] = ()


def warnings_of(steps: Sequence[StepAsked], times_per_day: int, may_feel_less: bool) -> list[Warned]:
    """Warns above 4 exercises, above about 20 minutes a day, and of cautions for feet that may feel less."""
    found = []
    if len(steps) > MOST_EXERCISES:
        found.append(Warned(Caution.MANY_EXERCISES, len(steps)))
    if (minutes := minutes_a_day(steps, times_per_day)) > MOST_MINUTES_A_DAY:
        found.append(Warned(Caution.LONG_DAY, minutes))
    if may_feel_less and (names := tuple(step.name for step in steps if step.numb_foot_caution)):
        found.append(Warned(Caution.NUMB_FEET, len(names), names))
    return found


def minutes_a_day(steps: Sequence[StepAsked], times_per_day: int) -> int:
    """About how many minutes a day the steps take, rounded up."""
    return ceil(times_per_day * sum(seconds_of(step.dosage, step.side) for step in steps) / 60)
