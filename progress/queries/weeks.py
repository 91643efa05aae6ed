"""What each patient's week came to, in one statement for any number of patients."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from diary.queries.weeks import TOLD_IN_TWO_WEEKS
from diary.rules.series import OF_MOMENT, SESSION
from exercises.queries.weeks import ASKED_AROUND_WEEK
from progress.rules.trends import MOMENTS_BY_PREFERENCE
from progress.rules.weeks import WeekNumbers

_DONE_BY_DAY = " + ".join(
    f"least(sessions, coalesce(by_day, 0) >> {4 * day} & 15) * (a.days >> {day + 7} & 1)" for day in range(7)
)
# Most are asked for one session a day.
_DONE = f"CASE sessions WHEN 1 THEN bit_count((a.days >> 7 & t.days)::bit(7))::int ELSE {_DONE_BY_DAY} END"
_PREFERENCE = [OF_MOMENT[moment] for moment in MOMENTS_BY_PREFERENCE]
# One moment speaks for both weeks, as in `trends.leading_moment`: of such rows the greatest does.
_PAIN = f"""
CASE WHEN scored_days > 0 THEN ARRAY[scored_days, -array_position(ARRAY{_PREFERENCE}, series::int), series,
  bit_count(t.days::bit(7)), means, means_before]::float8[] END
"""
COLUMNS = ", ".join(WeekNumbers._fields)
# Beside a relation `week` (patient_id, from_on, to_on): the common table expressions before `weeks_told`, and
# that one itself, a row a patient, with the COLUMNS. A week of which there is nothing to say has no row.
#
# Days are bits. Sessions count up to what their assignment asked for on their day, as in `adherence`. A day
# weighs the same however often it was scored. An assignment that two versions of were in force meets what was
# told of it twice, and `is_first` counts it once.
WEEKS_TOLD = f"""{TOLD_IN_TWO_WEEKS}, asked AS ({ASKED_AROUND_WEEK}), sums AS (
  SELECT patient_id, max(coalesce(t.to_on, a.end_on - 7)) AS to_on,
    bit_or(t.days) & 127 AS told_days, max({_PAIN}) AS pain,
    sum(entries) FILTER (WHERE series = {SESSION} AND is_first IS NOT false) AS sessions,
    sum(sessions * bit_count((a.days >> 7)::bit(7))::int) AS planned, sum({_DONE}) AS done,
    bit_or(a.days) AS asked_days, bit_or(a.days >> 7 & t.days) AS done_days,
    bit_or(held_days) > 127 AS held, sum(sessions * bit_count(a.days::bit(7))::int) AS next_sessions
  FROM told t FULL JOIN asked a USING (patient_id, assignment_id)
  GROUP BY patient_id
), weeks_told AS (
  SELECT patient_id, to_on, bit_count(coalesce(told_days, 0)::bit(7)) AS days_told,
    coalesce(planned, 0) AS planned, coalesce(done, 0) AS done,
    coalesce(sessions, 0) - coalesce(done, 0) AS extra,
    bit_count((coalesce(asked_days, 0) >> 7)::bit(7)) AS planned_days,
    bit_count(coalesce(done_days, 0)::bit(7)) AS done_days, coalesce(held, false) AS held,
    pain[3]::int AS series, pain[4]::int AS scored_days, (pain[1] - pain[4])::int AS scored_days_before,
    round(pain[5] / nullif(pain[4], 0) * 1e9::float8) / 1e9::float8 AS mean,
    round(pain[6] / nullif(pain[1] - pain[4], 0) * 1e9::float8) / 1e9::float8 AS mean_before,
    CASE WHEN asked_days & 127 > 0 THEN to_on + position(B'1' IN asked_days::bit(7)) END AS next_on,
    next_sessions
  FROM sums
  WHERE told_days > 0 OR planned > 0 OR held
)
"""  # noqa: S608 - our own words only
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
SELECT patient_id, {COLUMNS} FROM weeks_told
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Week:
    """Seven local days of one patient, the last one `to_on`."""

    patient_id: UUID
    from_on: date
    to_on: date


def weeks_told(weeks: Sequence[Week]) -> dict[UUID, WeekNumbers]:
    """What each of these weeks came to, by patient (each of them once), in one statement.

    One moment of pain speaks for both weeks, as in `trends.leading_moment`. Left out is a week in which
    nothing was planned and nothing told.
    """
    values: dict[str, Any] = {
        "patients": [week.patient_id for week in weeks],
        "froms": [week.from_on for week in weeks],
        "tos": [week.to_on for week in weeks],
    }
    with connection.cursor() as cursor:
        cursor.execute(_READ, values)
        return {patient_id: WeekNumbers(*numbers) for patient_id, *numbers in cursor.fetchall()}
