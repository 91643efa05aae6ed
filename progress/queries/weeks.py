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

from diary.queries.weeks import TOLD_IN_TWO_WEEKS
from exercises.queries.weeks import ASKED_AROUND_WEEK
from progress.trends import MOMENTS_BY_PREFERENCE

_PREFERENCE = ", ".join(f"'{moment}'" for moment in MOMENTS_BY_PREFERENCE)
_DONE_BY_DAY = " + ".join(
    f"least(sessions, by_day >> {8 * day} & 255) * (asked_days >> {day} & 1)" for day in range(7)
)
# Most are asked for one session a day.
_DONE = f"CASE sessions WHEN 1 THEN bit_count(done_days::bit(7))::int ELSE {_DONE_BY_DAY} END"
# Days are bits. Sessions count up to what their assignment asked for on their day, as in `adherence`. One
# moment speaks for both weeks, as in `trends.leading_moment`. A day weighs the same however often it was
# scored.
_PARTS = f"""
told AS MATERIALIZED ({TOLD_IN_TWO_WEEKS}),
asked AS MATERIALIZED ({ASKED_AROUND_WEEK}),
matched AS (
  SELECT a.patient_id, a.sessions, a.days, a.held_days, a.days >> 7 AS asked_days,
    coalesce(t.by_day, 0) AS by_day,
    a.days >> 7 & t.days AS done_days
  FROM asked a LEFT JOIN told t USING (patient_id, assignment_id)
),
sessions AS (
  SELECT patient_id, sum(sessions * bit_count(asked_days::bit(7))::int) AS planned, sum({_DONE}) AS done,
    bit_count(bit_or(asked_days)::bit(7)) AS planned_days, bit_count(bit_or(done_days)::bit(7)) AS done_days,
    bit_or(held_days) > 127 AS held,
    sum(sessions * bit_count(days::bit(7))::int) AS next_sessions,
    position(B'1' IN bit_or(days)::bit(7)) AS next_day
  FROM matched
  GROUP BY patient_id
),
entries AS (
  SELECT patient_id, bit_count(bit_or(days)::bit(7)) AS days,
    sum(entries) FILTER (WHERE kind = 'session') AS sessions
  FROM told
  GROUP BY patient_id
),
pains AS (
  SELECT DISTINCT ON (patient_id) patient_id, moment, means, means_before,
    bit_count(days::bit(7)) AS scored_days, bit_count((days >> 7)::bit(7)) AS scored_days_before
  FROM told
  WHERE kind = 'pain' AND moment IN ({_PREFERENCE})
  ORDER BY patient_id, bit_count(days::bit(14)) DESC, array_position(ARRAY[{_PREFERENCE}], moment::text)
)
"""  # noqa: S608 - our own words only
# Beside a relation `week` (patient_id, from_on, to_on): the common table expressions before `weeks_told`, and
# that one itself, a row a patient. A week of which there is nothing to say has no row.
WEEKS_TOLD = f"""{_PARTS},
weeks_told AS (
  SELECT week.patient_id, week.from_on, week.to_on, coalesce(e.days, 0) AS days_told,
    coalesce(s.planned, 0) AS planned, coalesce(s.done, 0) AS done,
    coalesce(e.sessions, 0) - coalesce(s.done, 0) AS extra,
    coalesce(s.planned_days, 0) AS planned_days, coalesce(s.done_days, 0) AS done_days,
    coalesce(s.held, false) AS held,
    p.moment, p.scored_days, p.scored_days_before,
    round((p.means / nullif(p.scored_days, 0))::numeric, 6) AS mean,
    round((p.means_before / nullif(p.scored_days_before, 0))::numeric, 6) AS mean_before,
    CASE WHEN s.next_day > 0 THEN week.to_on + s.next_day END AS next_on, s.next_sessions
  FROM week
  LEFT JOIN sessions s USING (patient_id) LEFT JOIN entries e USING (patient_id)
  LEFT JOIN pains p USING (patient_id)
  WHERE e.days > 0 OR s.planned > 0 OR s.held
)
"""  # noqa: S608
# A row of `weeks_told` as one document, the shape of which `weeks_told` below describes.
CONTENT = """
jsonb_build_object('from_on', from_on, 'to_on', to_on, 'days_told', days_told,
  'sessions', jsonb_build_object('planned', planned, 'done', done, 'extra', extra,
    'planned_days', planned_days, 'done_days', done_days, 'held', held),
  'pain', CASE WHEN moment IS NOT NULL THEN jsonb_build_object('moment', moment, 'mean', mean,
    'scored_days', scored_days, 'mean_before', mean_before, 'scored_days_before', scored_days_before) END,
  'next', CASE WHEN next_on IS NOT NULL
    THEN jsonb_build_object('on', next_on, 'sessions', next_sessions) END)
"""
# What to set, to the end of the transaction, before such a statement about thousands. The planner knows
# nothing of windows that differ by patient, takes their rows for one, and would sort each patient's.
FOR_MANY = """
SELECT set_config('work_mem', '64MB', true), set_config('enable_sort', 'off', true),
  set_config('plan_cache_mode', 'force_custom_plan', true)
"""
_READ = f"""
WITH week AS MATERIALIZED (
  SELECT * FROM unnest(%(patients)s::uuid[], %(froms)s::date[], %(tos)s::date[])
    AS w (patient_id, from_on, to_on)
), {WEEKS_TOLD}
SELECT patient_id, ({CONTENT})::text FROM weeks_told
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
