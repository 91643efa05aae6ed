"""One patient's course: adherence, pain and sessions of each local day between two dates."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from common.clock import local_date
from progress.queries.window import Asked, Session, Window, window
from progress.rules.adherence import (
    DayState,
    DayTally,
    day_state,
    extra_sessions,
    of_plan,
    sets_asked,
    sets_done,
    step_of,
    tally_day,
    window_adherence,
)
from progress.rules.trends import DayScores, Scores

RTM_DAYS = 30


class CourseDay(NamedTuple):
    """One local day. `entries`, `sessions` (those done: with a set), `extra` and `late` are counts; `extra`
    lies beyond the plan."""

    tally: DayTally
    pain: Mapping[str, DayScores]
    entries: int
    sessions: int
    extra: int
    late: int


@dataclass(frozen=True, slots=True)
class ExerciseCourse:
    """One exercise over the counted days: sets planned and done, and the pain during it."""

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


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """What a day's plan and sessions come to, on any date; `planned` and `done` are sets by exercise."""

    tally: DayTally
    sessions: int
    extra: int
    planned: Counter[str]
    done: Counter[str]


_Alike = tuple[tuple[Asked, ...], tuple[Session, ...]]


class _Works:
    """The work of each day; days with the same plan and the same sessions are worked out once."""

    def __init__(self, read: Window) -> None:
        self._read = read
        self._slugs = {key: step.slug for key, step in read.steps.items()}
        self._known: dict[_Alike, _Work] = {}

    def on(self, on: date) -> _Work:
        alike = tuple(self._read.asked.get(on, ())), tuple(self._read.sessions.get(on, ()))
        if alike not in self._known:
            self._known[alike] = self._work(*alike)
        return self._known[alike]

    def _work(self, asked: Sequence[Asked], sessions: Sequence[Session]) -> _Work:
        told = [session for session in sessions if session.has_steps]
        done = [session for session in sessions if session.told]
        wanted = sum(each.sessions for each in asked)
        return _Work(
            tally=tally_day(date.min, date.min, asked, told, self._slugs),
            sessions=len(done),
            extra=extra_sessions(len(done), len(of_plan(asked, done)), wanted),
            planned=self._by_exercise(sets_asked(asked)),
            done=self._by_exercise(sets_done(asked, told, self._slugs)),
        )

    def _by_exercise(self, sets: Mapping[str, int]) -> Counter[str]:
        found: Counter[str] = Counter()
        for key, number in sets.items():
            found[self._slugs[step_of(key)]] += number
        return found


def today_of(patient: Any, now: datetime) -> date:
    """The local date of `patient` at `now`; it ends at their own midnight."""
    return local_date(now, patient.user.time_zone)


def course(patient: Any, from_on: date, to_on: date, now: datetime) -> PatientTimeline:
    """The course of `patient` from `from_on` to `to_on`, both included, in their own local days.

    One statement, whatever the window and the history.
    """
    today = today_of(patient, now)
    rtm_to = min(to_on, today)
    rtm_from = rtm_to - timedelta(days=RTM_DAYS - 1)
    read = window(patient.pk, from_on, to_on, min(from_on, rtm_from))
    dates = [from_on + timedelta(days=nth) for nth in range((to_on - from_on).days + 1)]
    works = list(map(_Works(read).on, dates))
    days = [_day(read, work, on, today) for work, on in zip(works, dates, strict=True)]
    counted = [work for work, day in zip(works, days, strict=True) if day.tally.state == DayState.COUNTED]
    return PatientTimeline(
        from_on=from_on,
        to_on=to_on,
        today=today,
        days=days,
        exercises=_exercises(read, counted),
        totals=_totals(days),
        rtm_days=sum(1 for on in read.entries if rtm_from <= on <= rtm_to),
    )


def _day(read: Window, work: _Work, on: date, today: date) -> CourseDay:
    entries, late = read.entries.get(on, (0, 0))
    tally = work.tally
    in_care = tally.prescribed > 0 or read.in_care(on)
    state = day_state(on, today, tally.prescribed, on in read.held, in_care)
    return CourseDay(
        tally=DayTally(on, state, tally.prescribed, tally.done, tally.reported, tally.extra),
        pain=read.pain.get(on, {}),
        entries=entries,
        sessions=work.sessions,
        extra=work.extra,
        late=late,
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


def _exercises(read: Window, counted: Sequence[_Work]) -> list[ExerciseCourse]:
    """The exercises that were planned in the window; their sets are of the days that count."""
    planned: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for work, days in Counter(counted).items():
        planned.update({slug: sets * days for slug, sets in work.planned.items()})
        done.update({slug: sets * days for slug, sets in work.done.items()})
    pains = _pains(read)
    versions = {asked for day in read.asked.values() for asked in day}
    steps = {read.steps[step_of(key)] for key in sets_asked(versions)}
    return [
        ExerciseCourse(slug, name, planned[slug], done[slug], pains.get(slug))
        for slug, name in sorted({(step.slug, step.name) for step in steps})
    ]


def _pains(read: Window) -> dict[str, Scores]:
    """The pain told during each exercise: of each step one score a day, the highest of it."""
    scores: dict[str, Counter[int]] = defaultdict(Counter)
    for sessions, days in Counter(map(tuple, read.sessions.values())).items():
        for step, pain in _highest(sessions).items():
            if step in read.steps:
                scores[read.steps[step].slug][pain] += days
    return {slug: _summed(given) for slug, given in scores.items()}


def _highest(sessions: Sequence[Session]) -> dict[str, int]:
    """The highest pain of each step over the sessions of one day."""
    highest: dict[str, int] = {}
    for session in sessions:
        for step, pain in session.pains.items():
            highest[step] = max(pain, highest.get(step, 0))
    return highest


def _summed(given: Counter[int]) -> Scores:
    return Scores(sum(score * times for score, times in given.items()), given.total(), max(given))
