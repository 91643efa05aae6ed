"""Adherence: how much of what was prescribed the patient reports as done.

Patients over-report (diary 220 against sensor 176 repetitions, r = 0.52; Nicolson 2018), so every number
of this page is called patient-reported where it is shown, and its formula stands beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID


class DayState(StrEnum):
    """What a local day is to adherence; only `counted` days are in a sum."""

    COUNTED = "counted"
    PENDING = "pending"
    FUTURE = "future"
    HELD = "held"
    REST = "rest"


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


def sets_that_count(prescribed: Mapping[UUID, int], done: Mapping[UUID, int]) -> int:
    """The sets of a day that count: per step no more than the step asked for, so one step cannot stand in for
    another, and the day cannot pass 1.

    `prescribed` and `done` map a step's id to sets of the whole day (a step for each side counts both).
    Source: adherence as done / prescribed, capped at 100 %, with partial credit by sets.
    """
    return sum(min(done.get(step, 0), sets) for step, sets in prescribed.items())


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
