"""What was planned around each patient's own week, as SQL that a larger statement is put together of.

The days are those of `days.planned_sessions`, but every patient has a window of their own, and a day is a bit
instead of a row.
"""

# The weekdays of a version `v`, a bit each, Monday highest.
_WEEKDAYS = " | ".join(f"(({day} = ANY(v.days))::int << {7 - day})" for day in range(1, 8))
# Beside a relation `week` with `patient_id`, `from_on` and `to_on`: one row a version in force, to `end_on`,
# seven days after the week's last day. `sessions` is the times a day, `days` those on which it is to be done,
# `held_days` those that a hold took out: a bit each, 1 is `end_on`, and 1 << 13 is `from_on`. `is_first`: of
# its assignment's.
#
# Care that has ended and versions that took over are few, and so cheaper to find by themselves.
ASKED_AROUND_WEEK = f"""
WITH course AS (
  SELECT week.patient_id, week.from_on, week.to_on + 7 AS end_on, a.id AS assignment_id,
    greatest(a.starts_on, week.from_on) AS first_on,
    CASE WHEN a.first_day_counts AND a.starts_on >= week.from_on THEN a.starts_on END AS taken_on,
    least(a.ends_on, care.ended_on, week.to_on + 7) AS last_on
  FROM week
  JOIN exercises_assignment a ON a.patient_id = week.patient_id
  LEFT JOIN (SELECT id, ended_on FROM accounts_episode WHERE ended_on IS NOT NULL) AS care
    ON care.id = a.episode_id
  WHERE a.starts_on <= week.to_on + 7 AND (a.ends_on IS NULL OR a.ends_on >= week.from_on)
), version AS (
  SELECT c.patient_id, c.from_on, c.end_on, c.assignment_id, c.taken_on, v.times_per_day,
    {_WEEKDAYS} AS weekdays,
    greatest(c.first_on, v.valid_from) AS first_on, least(c.last_on, later.valid_from - 1) AS last_on,
    v.valid_from <= c.first_on AS is_first
  FROM course c
  JOIN exercises_assignmentversion v USING (assignment_id)
  LEFT JOIN (
    SELECT sooner.id, min(next.valid_from) AS valid_from
    FROM exercises_assignmentversion next
    JOIN exercises_assignmentversion sooner USING (assignment_id)
    WHERE next.version > 1 AND (next.valid_from, next.version) > (sooner.valid_from, sooner.version)
    GROUP BY sooner.id
  ) AS later ON later.id = v.id
), held AS (
  SELECT assignment_id,
    bit_or((2 << end_on - greatest(h.from_on, c.from_on)) - (1 << end_on - least(h.until_on, end_on))) AS days
  FROM course c JOIN exercises_pause h USING (assignment_id)
  WHERE h.from_on <= end_on AND (h.until_on IS NULL OR h.until_on >= greatest(h.from_on, c.from_on))
  GROUP BY assignment_id
)
SELECT v.patient_id, v.end_on, v.assignment_id, v.is_first, v.times_per_day AS sessions,
  asked.days & ~coalesce(held.days, 0) AS days, asked.days & coalesce(held.days, 0) AS held_days
FROM version v
LEFT JOIN held USING (assignment_id)
CROSS JOIN LATERAL (
  -- Three weeks in a row, cut where the week begins (days since a Monday) and where the version is in force.
  SELECT (v.weekdays * 16513 >> 7 - mod(from_on - date '0001-01-01', 7) | coalesce(1 << end_on - taken_on, 0))
    & ((2 << end_on - first_on) - (1 << end_on - last_on)) AS days
) AS asked
WHERE first_on <= last_on
"""  # noqa: S608 - our own words only
