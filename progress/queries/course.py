"""One patient's course: adherence, pain and sessions of each local day between two dates."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import chain
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
)
from exercises.queries.days import DayTotal, PlannedDay, planned_totals
from progress.adherence import DayState, DayTally, extra_sessions, sets_done, tally_day, window_adherence
from progress.queries.tallies import Day, exercises_of, planned_by_day, series_by_moment, told_by_day
from progress.trends import DayScores, Series

RTM_DAYS = 30


@dataclass(frozen=True, slots=True)
class CourseDay:
    """One local day. `entries`, `sessions`, `extra` and `late` are counts; `extra` lies beyond the plan."""

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
    pain: DayScores | None


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
    late: int
    days_with_entries: int


@dataclass(frozen=True, slots=True)
class Course:
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
    """What the floors below know of one patient's window, by day."""

    planned: Mapping[Day, list[PlannedDay]]
    totals: Mapping[date, DayTotal]
    told: Mapping[Day, list[DaySets]]
    sessions: Mapping[date, list[SessionTold]]
    entries: Mapping[date, DayEntries]
    moments: Mapping[str, Series]


def today_of(patient: Any, now: datetime) -> date:
    """The local date of `patient` at `now`; it ends at their own midnight."""
    return local_date(now, patient.user.time_zone)


def course(patient: Any, from_on: date, to_on: date, now: datetime) -> Course:
    """The course of `patient` from `from_on` to `to_on`, both included, in their own local days.

    Six statements, whatever the window and the history.
    """
    today = today_of(patient, now)
    rtm_to = min(to_on, today)
    rtm_from = rtm_to - timedelta(days=RTM_DAYS - 1)
    rows = _rows(patient.pk, from_on, to_on, min(from_on, rtm_from))
    exercise_of = exercises_of(rows.planned)
    dates = [from_on + timedelta(days=nth) for nth in range((to_on - from_on).days + 1)]
    days = [_day(rows, patient.pk, on, today, exercise_of) for on in dates]
    return Course(
        from_on=from_on,
        to_on=to_on,
        today=today,
        days=days,
        exercises=_exercises(rows, patient.pk, [day.tally for day in days], exercise_of),
        totals=_totals(days),
        rtm_days=sum(1 for on in rows.entries if rtm_from <= on <= rtm_to),
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
        late=sum(day.late for day in days),
        days_with_entries=sum(1 for day in days if day.entries),
    )


def _rows(patient_id: UUID, from_on: date, to_on: date, entries_from: date) -> _Rows:
    who = [patient_id]
    sessions: dict[date, list[SessionTold]] = defaultdict(list)
    for session in sessions_between(who, from_on, to_on):
        sessions[session.local_date].append(session)
    return _Rows(
        planned=planned_by_day(who, from_on, to_on),
        totals={row.on: row for row in planned_totals(who, from_on, to_on)},
        told=told_by_day(who, from_on, to_on),
        sessions=sessions,
        entries={row.local_date: row for row in days_with_entries(who, entries_from, to_on)},
        moments=series_by_moment(pain_by_day(who, from_on, to_on)).get(patient_id, {}),
    )


def _day(rows: _Rows, patient_id: UUID, on: date, today: date, exercise_of: Mapping[UUID, str]) -> CourseDay:
    planned = rows.planned.get((patient_id, on), [])
    total, entries = rows.totals.get(on), rows.entries.get(on)
    sessions = rows.sessions.get(on, [])
    told = rows.told.get((patient_id, on), ())
    return CourseDay(
        tally=tally_day(on, today, planned, told, exercise_of, held=total is not None and total.held),
        pain={moment: series[on] for moment, series in rows.moments.items() if on in series},
        entries=entries.entries if entries else 0,
        sessions=len(sessions),
        extra=_extra(sessions, planned),
        late=entries.late if entries else 0,
    )


def _extra(sessions: Iterable[SessionTold], planned: Iterable[PlannedDay]) -> int:
    asked = {step.assignment_id: step.times_per_day for step in planned}
    told = Counter(session.assignment_id for session in sessions)
    of_plan = sum(times for assignment, times in told.items() if assignment in asked)
    return extra_sessions(told.total(), of_plan, sum(asked.values()))


def _exercises(
    rows: _Rows, patient_id: UUID, tallies: Iterable[DayTally], exercise_of: Mapping[UUID, str]
) -> list[ExerciseCourse]:
    planned: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for on in (tally.on for tally in tallies if tally.state == DayState.COUNTED):
        day = (patient_id, on)
        for step in rows.planned[day]:
            planned[step.exercise_slug] += step.sets_planned
        for step_id, sets in sets_done(rows.planned[day], rows.told.get(day, ()), exercise_of).items():
            done[exercise_of[step_id]] += sets
    pains = _pains(chain.from_iterable(rows.told.values()), exercise_of)
    names = {step.exercise_slug: step.exercise_name for step in chain.from_iterable(rows.planned.values())}
    return [
        ExerciseCourse(slug, names[slug], planned[slug], done[slug], pains.get(slug))
        for slug in sorted(names)
    ]


def _pains(told: Iterable[DaySets], exercise_of: Mapping[UUID, str]) -> dict[str, DayScores]:
    """The pain told during each exercise: one score a day, the highest of it."""
    scores: dict[str, list[int]] = defaultdict(list)
    for step in told:
        if step.pain is not None and step.step_id in exercise_of:
            scores[exercise_of[step.step_id]].append(step.pain)
    return {name: DayScores(sum(given), len(given), max(given)) for name, given in scores.items()}
