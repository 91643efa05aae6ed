"""Adherence: how much of what was prescribed the patient reports as done.

Patients over-report (diary 220 against sensor 176 repetitions, r = 0.52; Nicolson 2018), so every number
of this page is called patient-reported where it is shown, and its formula stands beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, Protocol
from uuid import UUID


class DayState(StrEnum):
    """The state of a local day for adherence; only `counted` days are in a sum. A rest day lies within the
    time of an assignment, a day without a plan outside of all.
    """

    COUNTED = "counted"
    PENDING = "pending"
    FUTURE = "future"
    HELD = "held"
    REST = "rest"
    NO_PLAN = "no_plan"


class Planned(Protocol):
    """What one assignment prescribes on a day: `sets` of the whole day by step id and foot, as `ID/left`,
    `ID/right` or `ID/both`; a step for each side prescribes its sets on the left and on the right.
    """

    @property
    def assignment_id(self) -> UUID: ...
    @property
    def sets(self) -> Mapping[str, int]: ...


class RecordedSession(Protocol):
    """One recorded session: the sets done by step id and foot, where one set may count for more than one
    (`diary.rules.session.sets_by_foot`), and `told`, their total number.
    """

    @property
    def assignment_id(self) -> UUID | None: ...
    @property
    def sets(self) -> Mapping[str, int]: ...
    @property
    def told(self) -> int: ...


class DayTally(NamedTuple):
    """One local day. `prescribed` and `done` are sets; `reported` says that something of the plan was
    written. `extra` are the sets told beyond what counts: more than asked, or of a foot that was not asked.
    """

    on: date
    state: DayState
    prescribed: int = 0
    done: int = 0
    reported: bool = False
    extra: int = 0

    @property
    def is_measured(self) -> bool:
        """Whether the day has an adherence: something was planned for it and something reported."""
        shown = self.state in (DayState.COUNTED, DayState.PENDING)
        return shown and self.prescribed > 0 and self.reported

    @property
    def adherence(self) -> Fraction | None:
        """Done / prescribed of the day, 0 to 1; None if nothing was planned or nothing was recorded,
        never 0.
        """
        return Fraction(self.done, self.prescribed) if self.is_measured else None


def sets_that_count(prescribed: Mapping[str, int], done: Mapping[str, int]) -> dict[str, int]:
    """The sets of a day that count, by step and foot: of each no more than prescribed, so that neither a step
    nor a foot can replace another and the day cannot exceed 1.

    `prescribed` and `done` map a step and foot (`ID/left`) to sets of the whole day. Source: adherence as
    done / prescribed, capped at 100 %, with partial credit by sets.
    """
    return {step: min(done.get(step, 0), sets) for step, sets in prescribed.items()}


def day_state(on: date, today: date, prescribed: int, held: bool, in_care: bool = True) -> DayState:
    """The state of the day; `today` is the patient's own, pending until their local midnight. `in_care`:
    whether an assignment runs that day, even if nothing is planned.
    """
    if on > today:
        return DayState.FUTURE
    if prescribed:
        return DayState.PENDING if on == today else DayState.COUNTED
    if held:
        return DayState.HELD
    return DayState.REST if in_care else DayState.NO_PLAN


def window_adherence(days: Iterable[DayTally]) -> Fraction | None:
    """Sets done / sets prescribed over the counted days, 0 to 1; None if nothing was recorded on any of them.

    A planned day that is over and has no entry counts as prescribed and not done, as soon as anything in the
    window was recorded; held, rest, future days and today are left out.
    """
    counted = [day for day in days if day.state == DayState.COUNTED]
    prescribed = sum(day.prescribed for day in counted)
    if not prescribed or not any(day.reported for day in counted):
        return None
    return Fraction(sum(day.done for day in counted), prescribed)


def extra_sessions(sessions: int, of_plan: int, asked: int) -> int:
    """Sessions of a day beyond the plan (`of_plan` more than were `asked`) or outside it; shown
    separately.
    """
    return sessions - of_plan + max(0, of_plan - asked)


def of_plan(planned: Iterable[Planned], told: Iterable[RecordedSession]) -> list[RecordedSession]:
    """The sessions of assignments that were planned that day."""
    assignments = {asked.assignment_id for asked in planned}
    return [session for session in told if session.assignment_id in assignments]


def sets_asked(planned: Iterable[Planned]) -> dict[str, int]:
    """The prescribed sets of a day, by step and foot."""
    return {step: sets for asked in planned for step, sets in asked.sets.items()}


def sets_done(
    planned: Iterable[Planned], told: Iterable[RecordedSession], exercise_of: Mapping[str, str]
) -> dict[str, int]:
    """The sets of each step in force that day that count as done, by step and foot.

    Only sessions of an assignment planned that day count. `exercise_of` names the exercise of steps: a phone
    that was offline when the dosage changed still records the steps of the previous version. Their sets count
    for the steps in force with the same exercise, as far as these prescribe more.
    """
    return sets_that_count(sets_asked(planned), _done(planned, of_plan(planned, told), exercise_of))


def unscheduled(planned: Iterable[Planned], told: Iterable[RecordedSession]) -> set[str]:
    """The recorded steps of the day's plan that are not in force on it; with them, those that are."""
    asked = {step_of(key) for key in sets_asked(planned)}
    named = {step_of(key) for session in of_plan(planned, told) for key in session.sets}
    return named | asked if named - asked else set()


def step_of(key: str) -> str:
    """The step's id of a step and foot (`ID/left`)."""
    return key.partition("/")[0]


def _exercise_and_foot(key: str, exercise_of: Mapping[str, str]) -> str:
    step, _, foot = key.partition("/")
    return f"{exercise_of.get(step, step)}/{foot}"


def tally_day(
    on: date,
    today: date,
    planned: Sequence[Planned],
    told: Sequence[RecordedSession],
    exercise_of: Mapping[str, str],
    held: bool = False,
    in_care: bool = True,
) -> DayTally:
    """One patient's day: the plan against the recorded sessions (see `sets_done`)."""
    asked, reported = sets_asked(planned), of_plan(planned, told)
    counts = sets_that_count(asked, _done(planned, reported, exercise_of)) if reported else {}
    prescribed = sum(asked.values())
    state = day_state(on, today, prescribed, held, in_care)
    done = sum(counts.values())
    extra = max(0, sum(session.told for session in reported) - done)
    return DayTally(on, state, prescribed, done, reported=bool(reported), extra=extra)


def _done(
    planned: Iterable[Planned], told_of_plan: Iterable[RecordedSession], exercise_of: Mapping[str, str]
) -> dict[str, int]:
    """The recorded sets of each step in force, with those of older versions' steps where there is room."""
    in_force = {step_of(key) for key in sets_asked(planned)}
    done: dict[str, int] = {}
    older: dict[tuple[UUID | None, str], int] = {}
    for session in told_of_plan:
        for key, sets in session.sets.items():
            if step_of(key) in in_force:
                done[key] = done.get(key, 0) + sets
            else:
                exercise = session.assignment_id, _exercise_and_foot(key, exercise_of)
                older[exercise] = older.get(exercise, 0) + sets
    return _with_older(planned, done, older, exercise_of) if older else done


def _with_older(
    planned: Iterable[Planned],
    done: Mapping[str, int],
    older: Mapping[tuple[UUID | None, str], int],
    exercise_of: Mapping[str, str],
) -> dict[str, int]:
    """`done` with the sets of steps that are not in force: they fill the steps of the same assignment with
    the same exercise and foot.
    """
    filled, left = dict(done), dict(older)
    for asked in planned:
        for step, sets in asked.sets.items():
            exercise = asked.assignment_id, _exercise_and_foot(step, exercise_of)
            taken = min(max(0, sets - filled.get(step, 0)), left.get(exercise, 0))
            if taken:
                filled[step] = filled.get(step, 0) + taken
                left[exercise] -= taken
    return filled
