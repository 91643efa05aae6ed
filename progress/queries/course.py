"""One patient's course: adherence, pain and sessions of each local day between two dates."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from common.clock import local_date
from diary.queries.tallies import (
    DayEntries,
    DaySets,
    SessionTold,
    days_with_entries,
    pain_by_day,
    sessions_between,
    sets_by_day,
)
from exercises.queries.days import DaySessions, assigned_periods, exercises_of_steps, planned_sessions
from progress.queries.tallies import Sets, series_by_moment, sets_between
from progress.rules.adherence import (
    DayState,
    DayTally,
    extra_sessions,
    sets_asked,
    sets_done,
    step_of,
    window_adherence,
)
from progress.rules.trends import DayScores, Scores, Series

RTM_DAYS = 30


@dataclass(frozen=True, slots=True)
class CourseDay:
    """One local day. `entries`, `sessions` (those done: with a set), `extra` and `late` are counts; `extra`
    lies beyond the plan."""

    tally: DayTally
    pain: dict[str, DayScores]
    entries: int
    sessions: int
    extra: int
    late: int


@dataclass(frozen=True, slots=True)
class ExerciseCourse:
    """One exercise over the counted days: sets planned and done, and the pain told during it."""

    exercise: str
    name: str
    planned: int
    done: int
    pain: Scores | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a window. Sets and planned days are of the days that count; `done_days` are those of them
    on which something planned was done; the rest is of all days.
    """

    planned: int
    done: int
    adherence: Fraction | None
    planned_days: int
    done_days: int
    sessions: int
    extra: int
    extra_sets: int
    late: int
    days_with_entries: int


@dataclass(frozen=True, slots=True)
class PatientTimeline:
    """What a patient's diary says of a window.

    `rtm_days`: distinct local days with entries within the 30 days that end with the window (today at the
    latest), as remote therapeutic monitoring counts them.
    """

    from_on: date
    to_on: date
    today: date
    days: list[CourseDay]
    exercises: list[ExerciseCourse]
    totals: Totals
    rtm_days: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the floors below know of one patient's window."""

    patient_id: UUID
    today: date
    sets: Sets
    asked: Mapping[date, DaySessions]
    sessions: Mapping[date, list[SessionTold]]
    entries: Mapping[date, DayEntries]
    moments: Mapping[str, Series]
    assigned: Sequence[tuple[date, date | None]]

    def in_care(self, on: date) -> bool:
        """Whether an assignment runs on that day."""
        return any(first <= on and (last is None or on <= last) for first, last in self.assigned)


def today_of(patient: Any, now: datetime) -> date:
    """The local date of `patient` at `now`; it ends at their own midnight."""
    return local_date(now, patient.user.time_zone)


def course(patient: Any, from_on: date, to_on: date, now: datetime) -> PatientTimeline:
    """The course of `patient` from `from_on` to `to_on`, both included, in their own local days.

    At most ten statements, whatever the window and the history.
    """
    today = today_of(patient, now)
    rtm_to = min(to_on, today)
    rtm_from = rtm_to - timedelta(days=RTM_DAYS - 1)
    rows = _rows(patient.pk, today, from_on, to_on, min(from_on, rtm_from))
    dates = [from_on + timedelta(days=nth) for nth in range((to_on - from_on).days + 1)]
    days = [_day(rows, on) for on in dates]
    counted = [day.tally.on for day in days if day.tally.state == DayState.COUNTED]
    return PatientTimeline(
        from_on=from_on,
        to_on=to_on,
        today=today,
        days=days,
        exercises=_exercises(rows, counted, sets_by_day([patient.pk], from_on, to_on)),
        totals=_totals(days),
        rtm_days=sum(1 for on in rows.entries if rtm_from <= on <= rtm_to),
    )


def _rows(patient_id: UUID, today: date, from_on: date, to_on: date, entries_from: date) -> _Rows:
    who = [patient_id]
    sessions: dict[date, list[SessionTold]] = defaultdict(list)
    for session in sessions_between(who, from_on, to_on):
        sessions[session.local_date].append(session)
    return _Rows(
        patient_id=patient_id,
        today=today,
        sets=sets_between(who, from_on, to_on),
        asked={row.on: row for row in planned_sessions(who, from_on, to_on)},
        sessions=sessions,
        entries={row.local_date: row for row in days_with_entries(who, entries_from, to_on)},
        moments=series_by_moment(pain_by_day(who, from_on, to_on)).get(patient_id, {}),
        assigned=assigned_periods(patient_id),
    )


def _day(rows: _Rows, on: date) -> CourseDay:
    asked, entries = rows.asked.get(on), rows.entries.get(on)
    sessions = [session for session in rows.sessions.get(on, []) if session.done]
    assignments = {planned.assignment_id for planned in rows.sets.planned.get((rows.patient_id, on), ())}
    of_plan = sum(1 for session in sessions if session.assignment_id in assignments)
    held = asked is not None and asked.held
    return CourseDay(
        tally=rows.sets.tally(rows.patient_id, on, rows.today, held, rows.in_care(on)),
        pain={moment: series[on] for moment, series in rows.moments.items() if on in series},
        entries=entries.entries if entries else 0,
        sessions=len(sessions),
        extra=extra_sessions(len(sessions), of_plan, asked.sessions if asked else 0),
        late=entries.late if entries else 0,
    )


def _totals(days: list[CourseDay]) -> Totals:
    counted = [day.tally for day in days if day.tally.state == DayState.COUNTED]
    return Totals(
        planned=sum(tally.prescribed for tally in counted),
        done=sum(tally.done for tally in counted),
        adherence=window_adherence(counted),
        planned_days=len(counted),
        done_days=sum(1 for tally in counted if tally.done),
        sessions=sum(day.sessions for day in days),
        extra=sum(day.extra for day in days),
        extra_sets=sum(day.tally.extra for day in days),
        late=sum(day.late for day in days),
        days_with_entries=sum(1 for day in days if day.entries),
    )


def _exercises(rows: _Rows, counted: list[date], told: list[DaySets]) -> list[ExerciseCourse]:
    """The exercises that were planned in the window; their sets are of the days that count."""
    steps = {step_of(key) for asked in rows.sets.planned.values() for key in sets_asked(asked)}
    named = exercises_of_steps(steps | {str(step.step_id) for step in told})
    planned: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for on in counted:
        asked, sessions = rows.sets.on(rows.patient_id, on)
        for key, sets in sets_asked(asked).items():
            planned[named[step_of(key)][0]] += sets
        for key, sets in sets_done(asked, sessions, rows.sets.exercise_of).items():
            done[named[step_of(key)][0]] += sets
    pains = _pains(told, named)
    return [
        ExerciseCourse(slug, name, planned[slug], done[slug], pains.get(slug))
        for slug, name in sorted({named[step] for step in steps})
    ]


def _pains(told: Iterable[DaySets], named: Mapping[str, tuple[str, str]]) -> dict[str, Scores]:
    """The pain told during each exercise: of each step one score a day, the highest of it."""
    scores: dict[str, list[int]] = defaultdict(list)
    for step in told:
        if step.pain is not None and str(step.step_id) in named:
            scores[named[str(step.step_id)][0]].append(step.pain)
    return {name: Scores(sum(given), len(given), max(given)) for name, given in scores.items()}
