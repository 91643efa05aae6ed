"""What was planned for and told by one patient between two dates, in one statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from diary.rules.series import MOMENT_OF
from diary.rules.session import count_sets, sets_by_foot
from progress.rules.trends import Scores

# Sessions with the same steps are told once, with their days: most days are done alike.
_WINDOW = """
WITH told AS MATERIALIZED (
  SELECT local_date AS day, kind, series, score, late, assignment_id, data -> 'steps' AS steps
  FROM diary_entry
  WHERE patient_id = %(patient)s AND local_date BETWEEN %(entries_from)s AND %(to_on)s AND NOT deleted
)
SELECT json_build_object(
  'due', (
    SELECT json_agg(json_build_array(day, assignment_id, version_id, times_per_day, held))
    FROM exercises_planned_day(ARRAY[%(patient)s::uuid], %(from_on)s, %(to_on)s)),
  'steps', (
    SELECT json_agg(json_build_array(s.id, s.version_id, coalesce(s.sets, 1), s.side, e.slug, e.name))
    FROM exercises_assignment a
    JOIN exercises_assignmentversion v ON v.assignment_id = a.id
    JOIN exercises_assignmentstep s ON s.version_id = v.id
    JOIN exercises_exercise e ON e.id = s.exercise_id
    WHERE a.patient_id = %(patient)s),
  'runs', (
    SELECT json_agg(json_build_array(a.starts_on, least(a.ends_on, care.ended_on)))
    FROM exercises_assignment a JOIN accounts_episode care ON care.id = a.episode_id
    WHERE a.patient_id = %(patient)s),
  'entries', (
    SELECT json_agg(json_build_array(day, number, late)) FROM (
      SELECT day, count(*) AS number, count(*) FILTER (WHERE late) AS late FROM told GROUP BY day) AS days),
  'pain', (
    SELECT json_agg(json_build_array(day, series, total, number, highest)) FROM (
      SELECT day, series, sum(score) AS total, count(*) AS number, max(score) AS highest FROM told
      WHERE day >= %(from_on)s AND series = ANY(%(moments)s) GROUP BY day, series) AS scored),
  'sessions', (
    SELECT json_agg(json_build_array(assignment_id, steps, days)) FROM (
      SELECT assignment_id, steps, array_agg(day) AS days FROM told
      WHERE day >= %(from_on)s AND kind = 'session' GROUP BY assignment_id, steps) AS alike)
)::text
"""
_ON_ONE_LINE = " ".join(_WINDOW.split())  # short enough for the driver to remember how it read it


class Step(NamedTuple):
    """One step of one version: its sets in one session, and its exercise."""

    version_id: str
    sets: int
    side: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What one version asks of a day on which it is due: see `adherence.Planned`."""

    assignment_id: UUID
    sets: Mapping[str, int]
    sessions: int


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """What was told in sessions that are alike: see `adherence.Told`. `pains`: of the steps that have one."""

    assignment_id: UUID | None
    sets: Mapping[str, int]
    told: int
    pains: Mapping[str, int]
    has_steps: bool


@dataclass(frozen=True, slots=True)
class Window:
    """What one patient's window holds. `asked` leaves out what is held; `held` are the days of which a pause
    takes something. `entries`: how many of a day, and how many of them came late. `steps`: by id, of any
    version.
    """

    asked: Mapping[date, Sequence[Asked]]
    held: frozenset[date]
    steps: Mapping[str, Step]
    runs: Sequence[tuple[date, date | None]]
    entries: Mapping[date, tuple[int, int]]
    pain: Mapping[date, dict[str, Scores]]
    sessions: Mapping[date, Sequence[Session]]

    def in_care(self, on: date) -> bool:
        """Whether an assignment runs on that day."""
        return any(first <= on and (last is None or on <= last) for first, last in self.runs)


def window(patient_id: UUID, from_on: date, to_on: date, entries_from: date) -> Window:
    """What was planned and told from `from_on` to `to_on`, both included; of entries the numbers from
    `entries_from` on, which is not later. One statement.
    """
    values: dict[str, Any] = {
        "patient": patient_id,
        "from_on": from_on,
        "to_on": to_on,
        "entries_from": entries_from,
        "moments": list(MOMENT_OF),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ON_ONE_LINE, values)
        read = orjson.loads(cursor.fetchall()[0][0])
    steps = {key: Step(*step) for key, *step in read["steps"] or ()}
    return Window(
        asked=_asked(read["due"] or (), steps),
        held=frozenset(_day(on) for on, *_, held in read["due"] or () if held),
        steps=steps,
        runs=[(_day(first), last and _day(last)) for first, last in read["runs"] or ()],
        entries={_day(on): (number, late) for on, number, late in read["entries"] or ()},
        pain=_pain(read["pain"] or ()),
        sessions=_sessions(read["sessions"] or ()),
    )


_day = date.fromisoformat


def _asked(due: Sequence[Any], steps: Mapping[str, Step]) -> dict[date, list[Asked]]:
    of_version: dict[str, list[tuple[str, Step]]] = defaultdict(list)
    for key, step in steps.items():
        of_version[step.version_id].append((key, step))
    versions: dict[str, Asked] = {}
    days: dict[date, list[Asked]] = defaultdict(list)
    for on, assignment, version, times, held in due:
        if version not in versions:
            versions[version] = Asked(UUID(assignment), _sets(of_version[version], times), times)
        if not held:
            days[_day(on)].append(versions[version])
    return days


def _sets(steps: Sequence[tuple[str, Step]], times: int) -> dict[str, int]:
    """By step and foot: a step for each side asks for its sets on the left and on the right."""
    feet = {"each": ("left", "right")}
    return {
        f"{key}/{foot}": step.sets * times
        for key, step in steps
        for foot in feet.get(step.side, (step.side,))
    }


def _pain(rows: Sequence[Any]) -> dict[date, dict[str, Scores]]:
    days: dict[date, dict[str, Scores]] = defaultdict(dict)
    for on, series, *scores in rows:
        days[_day(on)][MOMENT_OF[series]] = Scores(*scores)
    return days


def _sessions(rows: Sequence[Any]) -> dict[date, list[Session]]:
    days: dict[date, list[Session]] = defaultdict(list)
    for assignment, steps, alike in rows:
        told = _session(assignment and UUID(assignment), steps or ())
        for on in alike:
            days[_day(on)].append(told)
    return days


def _session(assignment_id: UUID | None, steps: Sequence[dict[str, Any]]) -> Session:
    sets: dict[str, int] = {}
    told = 0
    pains = {}
    for step in steps:
        key, sides = step["step_id"].lower(), [each["side"] for each in step["sets"]]
        sets |= {f"{key}/{foot}": number for foot, number in sets_by_foot(sides).items()}
        told += count_sets(sides)
        if step.get("pain") is not None:
            pains[key] = step["pain"]
    return Session(assignment_id, sets, told, pains, has_steps=bool(steps))
