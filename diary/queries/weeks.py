"""What was told in each patient's own week, as SQL that a statement for many patients is put together of.

Each stands beside a relation `week` with `patient_id`, `from_on` and `to_on` (both count). Deleted entries
are left out.
"""

# How many sessions of each assignment (null: of none) on each day.
SESSIONS_OF_WEEK = """
SELECT e.patient_id, e.local_date AS day, (e.data ->> 'assignment_id')::uuid AS assignment_id,
  count(*) AS sessions
FROM week
JOIN diary_entry e ON e.patient_id = week.patient_id AND e.local_date BETWEEN week.from_on AND week.to_on
WHERE NOT e.deleted AND e.kind = 'session'
GROUP BY 1, 2, 3
"""

# On how many days anything was told.
DAYS_TOLD = """
SELECT e.patient_id, count(DISTINCT e.local_date) AS days
FROM week
JOIN diary_entry e ON e.patient_id = week.patient_id AND e.local_date BETWEEN week.from_on AND week.to_on
WHERE NOT e.deleted
GROUP BY 1
"""

# The mean (0-10) of each moment's scores on each day of the week and of the seven days before it (`before`).
PAIN_OF_TWO_WEEKS = """
SELECT e.patient_id, e.moment, e.local_date AS day, avg(e.score) AS mean,
  e.local_date < week.from_on AS before
FROM week
JOIN diary_entry e ON e.patient_id = week.patient_id AND e.local_date BETWEEN week.from_on - 7 AND week.to_on
WHERE NOT e.deleted AND e.kind = 'pain'
GROUP BY e.patient_id, e.moment, e.local_date, week.from_on
"""
