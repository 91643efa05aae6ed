"""What each patient's week came to, in one statement for any number of patients.

Numbers only, so that words can be made of them in any language; what is not known is null, never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from diary.queries.weeks import WRITTEN_IN_TWO_WEEKS
from exercises.queries.weeks import ASKED_AROUND_WEEK
from progress.trends import MOMENTS_BY_PREFERENCE

_PREFERENCE = ", ".join(f"'{moment}'" for moment in MOMENTS_BY_PREFERENCE)
# Sessions count up to what their assignment asked for on their day, as in `adherence`. One moment speaks for
# both weeks, as in `trends.leading_moment`. A day weighs the same however often it was scored.
_PARTS = f"""
written AS MATERIALIZED ({WRITTEN_IN_TWO_WEEKS}),
asked AS MATERIALIZED ({ASKED_AROUND_WEEK}),
told AS (
  SELECT patient_id, day, assignment_id, count(*) AS sessions
  FROM written WHERE kind = 'session' AND NOT before
  GROUP BY patient_id, day, assignment_id
),
days AS (
  SELECT a.patient_id, a.day, sum(a.sessions) FILTER (WHERE NOT a.held) AS planned,
    sum(least(a.sessions, t.sessions)) FILTER (WHERE NOT a.held AND t.sessions > 0) AS done,
    bool_or(a.held) AS held
  FROM asked a LEFT JOIN told t USING (patient_id, day, assignment_id)
  GROUP BY a.patient_id, a.day
),
sessions AS (
  SELECT patient_id,
    sum(planned) FILTER (WHERE day <= to_on) AS planned, sum(done) FILTER (WHERE day <= to_on) AS done,
    count(planned) FILTER (WHERE day <= to_on) AS planned_days,
    count(done) FILTER (WHERE day <= to_on) AS done_days,
    bool_or(held AND day <= to_on) AS held,
    sum(planned) FILTER (WHERE day > to_on) AS next_sessions,
    min(day) FILTER (WHERE day > to_on AND planned > 0) AS next_on
  FROM days JOIN week USING (patient_id)
  GROUP BY patient_id
),
all_told AS (SELECT patient_id, sum(sessions) AS sessions FROM told GROUP BY patient_id),
entries AS (
  SELECT patient_id, count(*) AS days
  FROM (SELECT patient_id, day FROM written WHERE NOT before GROUP BY patient_id, day) d
  GROUP BY patient_id
),
moments AS (
  SELECT patient_id, moment,
    round(avg(mean) FILTER (WHERE NOT before), 6) AS mean, count(*) FILTER (WHERE NOT before) AS scored_days,
    round(avg(mean) FILTER (WHERE before), 6) AS mean_before,
    count(*) FILTER (WHERE before) AS scored_days_before
  FROM (
    SELECT patient_id, moment, day, before, avg(score) AS mean
    FROM written WHERE kind = 'pain' AND moment IN ({_PREFERENCE})
    GROUP BY patient_id, moment, day, before
  ) d
  GROUP BY patient_id, moment
),
pains AS (
  SELECT DISTINCT ON (patient_id) *
  FROM moments
  ORDER BY patient_id, scored_days + scored_days_before DESC,
    array_position(ARRAY[{_PREFERENCE}], moment::text)
)
"""  # noqa: S608 - our own words only
_CONTENT = """
jsonb_build_object(
  'from_on', week.from_on, 'to_on', week.to_on, 'days_told', coalesce(e.days, 0),
  'sessions', jsonb_build_object('planned', coalesce(s.planned, 0), 'done', coalesce(s.done, 0),
    'extra', coalesce(a.sessions, 0) - coalesce(s.done, 0), 'planned_days', coalesce(s.planned_days, 0),
    'done_days', coalesce(s.done_days, 0), 'held', coalesce(s.held, false)),
  'pain', CASE WHEN p.moment IS NOT NULL THEN jsonb_build_object('moment', p.moment, 'mean', p.mean,
    'scored_days', p.scored_days, 'mean_before', p.mean_before,
    'scored_days_before', p.scored_days_before) END,
  'next', CASE WHEN s.next_on IS NOT NULL
    THEN jsonb_build_object('on', s.next_on, 'sessions', s.next_sessions) END)
"""
# Beside a relation `week` (patient_id, from_on, to_on): the common table expressions before `weeks_told`, and
# that one itself with patient_id and content. A week of which there is nothing to say has no row.
WEEKS_TOLD = f"""{_PARTS},
weeks_told AS (
  SELECT week.patient_id, {_CONTENT} AS content
  FROM week
  LEFT JOIN sessions s USING (patient_id) LEFT JOIN entries e USING (patient_id)
  LEFT JOIN all_told a USING (patient_id) LEFT JOIN pains p USING (patient_id)
  WHERE e.days > 0 OR s.planned > 0 OR s.held
)
"""  # noqa: S608
_READ = f"""
WITH week AS MATERIALIZED (
  SELECT * FROM unnest(%(patients)s::uuid[], %(froms)s::date[], %(tos)s::date[])
    AS w (patient_id, from_on, to_on)
), {WEEKS_TOLD}
SELECT patient_id, content::text FROM weeks_told
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Week:
    """Seven local days of one patient, the last one `to_on`."""

    patient_id: UUID
    from_on: date
    to_on: date


def weeks_told(weeks: Sequence[Week]) -> dict[UUID, dict[str, Any]]:
    """What each of these weeks came to, by patient (each of them once), in one statement.

    `sessions`: done of planned (without held days; extra ones apart), and on how many days. `pain`: the mean
    (0-10) of the moment that speaks for the patient and of the seven days before, each with its scored days;
    null when nothing was scored. `next`: how many sessions the seven days after ask for, and from when. Left
    out is a week in which nothing was planned and nothing told.
    """
    values: dict[str, Any] = {
        "patients": [week.patient_id for week in weeks],
        "froms": [week.from_on for week in weeks],
        "tos": [week.to_on for week in weeks],
    }
    with connection.cursor() as cursor:
        cursor.execute(_READ, values)
        return {patient_id: orjson.loads(content) for patient_id, content in cursor.fetchall()}
