"""Adherence: how much of what was prescribed the patient reports as done.

Patients over-report (diary 220 against sensor 176 repetitions, r = 0.52; Nicolson 2018), so every number
of this page is called patient-reported where it is shown, and its formula stands beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Protocol
from uuid import UUID


class DayState(StrEnum):
    """What a local day is to adherence; only `counted` days are in a sum."""

    COUNTED = "counted"
    PENDING = "pending"
    FUTURE = "future"
    HELD = "held"
    REST = "rest"


class PlannedStep(Protocol):
    """One step of a version in force on a day; `sets_planned` is of the whole day."""

    @property
    def assignment_id(self) -> UUID: ...
    @property
    def step_id(self) -> UUID: ...
    @property
    def exercise_slug(self) -> str: ...
    @property
    def sets_planned(self) -> int: ...


class ToldStep(Protocol):
    """The sets of one step as the patient told them of a day."""

    @property
    def assignment_id(self) -> UUID | None: ...
    @property
    def step_id(self) -> UUID: ...
    @property
    def sets(self) -> int: ...


@dataclass(frozen=True)
class DayTally:
    """One local day. `prescribed` and `done` are sets; `reported` says that something of the plan was
    written.
    """

    on: date
    state: DayState
    prescribed: int = 0
    done: int = 0
    reported: bool = False

    @property
    def adherence(self) -> Fraction | None:
        """Done / prescribed of the day, 0 to 1; None when nothing was planned or nothing was written,
        never 0.
        """
        if self.state in (DayState.HELD, DayState.REST, DayState.FUTURE):
            return None
        if not self.prescribed or not self.reported:
            return None
        return Fraction(self.done, self.prescribed)


def sets_that_count(prescribed: Mapping[UUID, int], done: Mapping[UUID, int]) -> dict[UUID, int]:
    """The sets of a day that count, by step: of each no more than it asked for, so that one step cannot
    stand in for another and the day cannot pass 1.

    `prescribed` and `done` map a step's id to sets of the whole day (a step for each side counts both).
    Source: adherence as done / prescribed, capped at 100 %, with partial credit by sets.
    """
    return {step: min(done.get(step, 0), sets) for step, sets in prescribed.items()}


def day_state(on: date, today: date, prescribed: int, held: bool) -> DayState:
    """What the day counts as; `today` is the patient's own, pending until their local midnight."""
    if on > today:
        return DayState.FUTURE
    if prescribed:
        return DayState.PENDING if on == today else DayState.COUNTED
    return DayState.HELD if held else DayState.REST


def window_adherence(days: Iterable[DayTally]) -> Fraction | None:
    """Sets done / sets prescribed over the counted days, 0 to 1; None when nothing was written on any of
    them.

    A planned day that is over and has no entry counts as prescribed and not done, as soon as anything in
    the window was reported; held, rest, future days and today are left out.
    """
    counted = [day for day in days if day.state == DayState.COUNTED]
    prescribed = sum(day.prescribed for day in counted)
    if not prescribed or not any(day.reported for day in counted):
        return None
    return Fraction(sum(day.done for day in counted), prescribed)


def extra_sessions(sessions: int, of_plan: int, asked: int) -> int:
    """Sessions of a day beyond the plan (`of_plan` more than were `asked`) or outside it; shown apart."""
    return sessions - of_plan + max(0, of_plan - asked)


def of_plan(planned: Iterable[PlannedStep], told: Iterable[ToldStep]) -> list[ToldStep]:
    """What was told of the assignments that were planned that day."""
    assignments = {step.assignment_id for step in planned}
    return [step for step in told if step.assignment_id in assignments]


def sets_done(
    planned: Sequence[PlannedStep], told: Iterable[ToldStep], exercise_of: Mapping[UUID, str]
) -> dict[UUID, int]:
    """The sets of each step in force that day which count as done.

    Only sessions of an assignment planned that day count. `exercise_of` names the exercise of steps of
    other versions: a phone that was offline when the dose changed still tells the old steps, and their
    sets count for the step in force with the same exercise.
    """
    asked = {step.step_id: step.sets_planned for step in planned}
    done: Counter[UUID] = Counter()
    for step in of_plan(planned, told):
        in_force = step.step_id if step.step_id in asked else _same_exercise(step, planned, exercise_of)
        if in_force is not None:
            done[in_force] += step.sets
    return sets_that_count(asked, done)


def tally_day(
    on: date,
    today: date,
    planned: Sequence[PlannedStep],
    told: Iterable[ToldStep],
    exercise_of: Mapping[UUID, str],
    held: bool = False,
) -> DayTally:
    """One patient's day: what was planned on it against what was told of it (see `sets_done`)."""
    reported = of_plan(planned, told)
    prescribed = sum([step.sets_planned for step in planned])
    done = sum(sets_done(planned, reported, exercise_of).values()) if reported else 0
    return DayTally(on, day_state(on, today, prescribed, held), prescribed, done, reported=bool(reported))


def _same_exercise(
    told: ToldStep, planned: Iterable[PlannedStep], exercise_of: Mapping[UUID, str]
) -> UUID | None:
    exercise = exercise_of.get(told.step_id)
    same = (
        step.step_id
        for step in planned
        if step.exercise_slug == exercise and step.assignment_id == told.assignment_id
    )
    return next(same, None)
