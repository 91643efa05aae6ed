"""What was planned on which local day: the denominator of adherence, set-based for any number of patients."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.db.models.functions import Least

from exercises.models import Assignment, AssignmentStep

# The days on which each version was in force and fell on one of its weekdays; a hold covers both of its ends.
_DAYS_IN_FORCE = """
WITH versions AS (
  SELECT a.patient_id, a.id AS assignment_id, CASE WHEN a.first_day_counts THEN a.starts_on END AS taken_on,
    v.id AS version_id, v.version, v.days, v.times_per_day,
    greatest(v.valid_from, a.starts_on, %(from_on)s::date) AS first_on,
    least(lead(v.valid_from) OVER (PARTITION BY a.id ORDER BY v.valid_from, v.version) - 1, a.ends_on,
      care.ended_on, %(to_on)s::date) AS last_on
  FROM exercises_assignment a
  JOIN accounts_episode care ON care.id = a.episode_id
  JOIN exercises_assignmentversion v ON v.assignment_id = a.id
  WHERE a.patient_id = ANY(%(patients)s)
    AND a.starts_on <= %(to_on)s AND (a.ends_on IS NULL OR a.ends_on >= %(from_on)s)
), days_in_force AS (
  SELECT versions.*, first_on + nth AS day, EXISTS (
      SELECT FROM exercises_pause h
      WHERE h.assignment_id = versions.assignment_id
        AND h.from_on <= first_on + nth AND (h.until_on IS NULL OR h.until_on >= first_on + nth)
    ) AS held
  FROM versions, generate_series(0, last_on - first_on) AS nth
  WHERE extract(isodow FROM first_on + nth) = ANY(days) OR first_on + nth = taken_on
)
"""
_SETS = "coalesce(s.sets, 1) * d.times_per_day"
_FEET = "CASE s.side WHEN 'each' THEN ARRAY['left', 'right'] ELSE ARRAY[s.side] END"

_SESSIONS = f"""{_DAYS_IN_FORCE}
SELECT d.patient_id, d.day, coalesce(sum(d.times_per_day) FILTER (WHERE NOT d.held), 0)::int, bool_or(d.held)
FROM days_in_force d
GROUP BY d.patient_id, d.day
"""  # noqa: S608 - our own words only


# The steps of a version are put together once, not once a day.
_SETS_BY_DAY = f"""{_DAYS_IN_FORCE}, asked AS (
  SELECT s.version_id, json_object_agg(s.id || '/' || foot, {_SETS}) AS sets
  FROM (SELECT DISTINCT version_id, times_per_day FROM days_in_force WHERE NOT held) d
  JOIN exercises_assignmentstep s ON s.version_id = d.version_id
  CROSS JOIN LATERAL unnest({_FEET}) AS foot
  GROUP BY s.version_id
)
SELECT d.patient_id, d.day, d.assignment_id, asked.sets::text
FROM days_in_force d JOIN asked USING (version_id)
WHERE NOT d.held
"""  # noqa: S608 - our own words only


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


def planned_sets(patient_ids: Iterable[UUID], from_on: date, to_on: date) -> list[PlannedSets]:
    """What was planned on every day from `from_on` to `to_on`, both included: one row an assignment and day,
    in no order.

    The version in force on that day decides: the last one whose `valid_from` is not after it. Days before the
    assignment's start, after its own end or its episode's, off its ISO weekdays or held are left out. One
    statement, however many patients.
    """
    rows = _rows(_SETS_BY_DAY, patient_ids, from_on, to_on)
    return [PlannedSets(patient_id, on, by, orjson.loads(sets)) for patient_id, on, by, sets in rows]


def exercises_of_steps(step_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By the id (as text) of each step, of any version: its exercise's slug and name. Unknown ids are
    left out.
    """
    steps = AssignmentStep.objects.filter(pk__in=list(step_ids))
    rows = steps.values_list("pk", "exercise__slug", "exercise__name")
    return {str(step_id): (slug, name) for step_id, slug, name in rows}


def assigned_periods(patient_id: UUID) -> list[tuple[date, date | None]]:
    """From when to when (None: open) each assignment of the patient runs or ran; both days are included."""
    rows = Assignment.objects.filter(patient=patient_id).values_list(
        "starts_on", Least("ends_on", "episode__ended_on")
    )
    return list(rows)


def planned_sessions(patient_ids: Iterable[UUID], from_on: date, to_on: date) -> list[DaySessions]:
    """The sessions asked for on each planned day, one row a patient and day. One statement."""
    return [DaySessions._make(row) for row in _rows(_SESSIONS, patient_ids, from_on, to_on)]


def _rows(sql: str, patient_ids: Iterable[UUID], from_on: date, to_on: date) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"patients": list(patient_ids), "from_on": from_on, "to_on": to_on})
        return cursor.fetchall()
