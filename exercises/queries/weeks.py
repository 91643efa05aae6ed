"""What was planned around each patient's own week, as SQL that a larger statement is put together of.

The days are those of `days.planned_sessions`, but every patient has a window of their own.
"""

# Beside a relation `week` with `patient_id`, `from_on` and `to_on`: one row a planned day and assignment, to
# seven days after the week's last day; `sessions` is the times a day, `held`: a hold took it out.
ASKED_AROUND_WEEK = """
SELECT v.patient_id, v.assignment_id, v.first_on + nth AS day, v.times_per_day AS sessions, EXISTS (
    SELECT FROM exercises_hold h
    WHERE h.assignment_id = v.assignment_id
      AND h.from_on <= v.first_on + nth AND (h.until_on IS NULL OR h.until_on >= v.first_on + nth)
  ) AS held
FROM (
  SELECT a.patient_id, a.id AS assignment_id, v.days, v.times_per_day,
    greatest(v.valid_from, a.starts_on, week.from_on) AS first_on,
    least(lead(v.valid_from) OVER (PARTITION BY a.id ORDER BY v.version) - 1, a.ends_on, care.ended_on,
      week.to_on + 7) AS last_on
  FROM week
  JOIN exercises_assignment a ON a.patient_id = week.patient_id
  JOIN accounts_episode care ON care.id = a.episode_id
  JOIN exercises_assignmentversion v ON v.assignment_id = a.id
  WHERE a.starts_on <= week.to_on + 7 AND (a.ends_on IS NULL OR a.ends_on >= week.from_on)
) v, generate_series(0, v.last_on - v.first_on) AS nth
WHERE extract(isodow FROM v.first_on + nth) = ANY(v.days)
"""
