"""What was planned on which local day: the denominator of adherence, set-based for any number of patients."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from exercises.models import AssignmentStep

_DUE = "exercises_planned_day(%(patients)s::uuid[], %(from_on)s::date, %(to_on)s::date)"
_DAYS = f"SELECT patient_id, day, assignment_id, version_id, held FROM {_DUE}"  # noqa: S608 - our own words only
_FEET = "CASE s.side WHEN 'each' THEN ARRAY['left', 'right'] ELSE ARRAY[s.side] END"
_SESSIONS = f"""
SELECT patient_id, day, coalesce(sum(times_per_day) FILTER (WHERE NOT held), 0)::int, bool_or(held)
FROM {_DUE}
GROUP BY patient_id, day
"""  # noqa: S608
# The steps of a version are put together once, not once a day.
_SETS_BY_DAY = f"""
WITH due AS MATERIALIZED (SELECT * FROM {_DUE} WHERE NOT held), asked AS (
  SELECT s.version_id,
    json_object_agg(s.id || '/' || foot, coalesce(s.sets, 1) * d.times_per_day)::text AS sets
  FROM (SELECT DISTINCT version_id, times_per_day FROM due) d
  JOIN exercises_assignmentstep s ON s.version_id = d.version_id
  CROSS JOIN LATERAL unnest({_FEET}) AS foot
  GROUP BY s.version_id
)
SELECT patient_id, assignment_id, string_agg(day::text, ' '), sets
FROM due JOIN asked USING (version_id)
GROUP BY patient_id, assignment_id, version_id, sets
"""  # noqa: S608


class PlannedDay(NamedTuple):
    """The version of an assignment that is due on one local day of one patient; nothing is to be done of it
    where it is `held` by a pause.
    """

    patient_id: UUID
    on: date
    assignment_id: UUID
    version_id: UUID
    held: bool


class PlannedSets(NamedTuple):
    """What one assignment asked for on one local day: the sets of the whole day (the step's sets times the
    times a day) by the step's id and the foot, as `ID/left`, `ID/right` or `ID/both`. A step for `each` side
    asks for its sets on the left and on the right.
    """

    patient_id: UUID
    on: date
    assignment_id: UUID
    sets: dict[str, int]


class DaySessions(NamedTuple):
    """How many sessions one local day of one patient asks for: the times a day of all its assignments."""

    patient_id: UUID
    on: date
    sessions: int
    """0 on a day that was planned but wholly held."""
    held: bool


def planned_days(patient_ids: Iterable[UUID], from_on: date, to_on: date) -> list[PlannedDay]:
    """Which version of which assignment is due on every day from `from_on` to `to_on`, both included: one row
    an assignment and day, in no order, held or not. One statement.

    The SQL function `exercises_planned_day` alone says what is planned on a day (decision 30): the version in
    force, from the assignment's start to its own end or its episode's, on its ISO weekdays or on a first day
    that counts.
    """
    return [PlannedDay._make(row) for row in _rows(_DAYS, patient_ids, from_on, to_on)]


def planned_sets(patient_ids: Iterable[UUID], from_on: date, to_on: date) -> list[PlannedSets]:
    """What was planned on every day from `from_on` to `to_on`, both included: one row an assignment and day,
    in no order. The days of one version share one `sets`.

    The days of `planned_days` without those that are held. One statement, however many patients.
    """
    rows = _rows(_SETS_BY_DAY, patient_ids, from_on, to_on)
    return [planned for row in rows for planned in _planned_sets(*row)]


def _planned_sets(patient_id: UUID, assignment_id: UUID, days: str, asked: str) -> list[PlannedSets]:
    sets = orjson.loads(asked)
    return [PlannedSets(patient_id, date.fromisoformat(on), assignment_id, sets) for on in days.split()]


def exercises_of_steps(step_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By the id (as text) of each step, of any version: its exercise's slug and name. Unknown ids are
    left out.
    """
    steps = AssignmentStep.objects.filter(pk__in=list(step_ids))
    rows = steps.values_list("pk", "exercise__slug", "exercise__name")
    return {str(step_id): (slug, name) for step_id, slug, name in rows}


def planned_sessions(patient_ids: Iterable[UUID], from_on: date, to_on: date) -> list[DaySessions]:
    """The sessions asked for on each planned day, one row a patient and day. One statement."""
    return [DaySessions._make(row) for row in _rows(_SESSIONS, patient_ids, from_on, to_on)]


def _rows(sql: str, patient_ids: Iterable[UUID], from_on: date, to_on: date) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"patients": list(patient_ids), "from_on": from_on, "to_on": to_on})
        return cursor.fetchall()
