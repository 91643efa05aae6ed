"""What was told in each patient's own two weeks, as SQL that a larger statement is put together of."""

# Beside a relation `week` with `patient_id`, `from_on` and `to_on` (both count): one row an entry of
# the week and of the seven days before it (`before`). `assignment_id` is what a session followed, or null;
# `moment` and `score` (0-10) are those of a pain entry. Deleted entries are left out.
WRITTEN_IN_TWO_WEEKS = """
SELECT e.patient_id, e.kind, e.local_date AS day, e.local_date < week.from_on AS before, e.moment, e.score,
  CASE e.kind WHEN 'session' THEN (e.data ->> 'assignment_id')::uuid END AS assignment_id
FROM week
JOIN diary_entry e ON e.patient_id = week.patient_id AND e.local_date BETWEEN week.from_on - 7 AND week.to_on
WHERE NOT e.deleted
"""
