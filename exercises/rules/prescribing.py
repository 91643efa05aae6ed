"""Warnings about a prescription for the therapist. None of them forbids: the therapist decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from exercises.rules.dosage import Dosage, seconds_of

# Programmes of 2-4 exercises are done best (Bachmann 2018); the minutes are our judgement.
MOST_EXERCISES = 4
MOST_MINUTES_A_DAY = 20


class Caution(StrEnum):
    """The subject of a warning."""

    MANY_EXERCISES = "many_exercises"
    LONG_DAY = "long_day"
    NUMB_FEET = "numb_feet"
    SAME_EXERCISE = "same_exercise"


@dataclass(frozen=True)
class PrescribedStep:
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


@dataclass(frozen=True)
class PrescribedDay:
    """What one plan has on one day."""

    steps: Sequence[PrescribedStep]
    times_per_day: int


@dataclass(frozen=True)
class SharedDay:
    """A day of a plan, and everything that the patient's other plans have on that day."""

    own: PrescribedDay
    others: Sequence[PrescribedDay] = ()


def warnings_of(days: Sequence[SharedDay], may_feel_less: bool) -> list[Warned]:
    """Warnings above 4 exercises and above about 20 minutes on the fullest day, about exercises that another
    plan has on the same day too, and about cautions for feet that may feel less.
    """
    found = []
    if (most := max(map(_exercises, days), default=0)) > MOST_EXERCISES:
        found.append(Warned(Caution.MANY_EXERCISES, most))
    if (minutes := max(map(_minutes, days), default=0)) > MOST_MINUTES_A_DAY:
        found.append(Warned(Caution.LONG_DAY, minutes))
    if twice := tuple(dict.fromkeys(name for day in days for name in _asked_twice(day))):
        found.append(Warned(Caution.SAME_EXERCISE, len(twice), twice))
    numb = tuple(dict.fromkeys(s.name for day in days for s in day.own.steps if s.numb_foot_caution))
    if may_feel_less and numb:
        found.append(Warned(Caution.NUMB_FEET, len(numb), numb))
    return found


def _exercises(day: SharedDay) -> int:
    return sum(len(asked.steps) for asked in (day.own, *day.others))


def _minutes(day: SharedDay) -> int:
    return ceil(sum(_seconds(asked.steps, asked.times_per_day) for asked in (day.own, *day.others)) / 60)


def _asked_twice(day: SharedDay) -> list[str]:
    elsewhere = {step.name for other in day.others for step in other.steps}
    return [step.name for step in day.own.steps if step.name in elsewhere]


def minutes_a_day(steps: Sequence[PrescribedStep], times_per_day: int) -> int:
    """The approximate minutes a day of the steps, rounded up."""
    return ceil(_seconds(steps, times_per_day) / 60)


def _seconds(steps: Sequence[PrescribedStep], times_per_day: int) -> float:
    return times_per_day * sum(seconds_of(step.dosage, step.side) for step in steps)
