"""What was told in each patient's own two weeks, as SQL that a larger statement is put together of."""

# Beside a relation `week` with `patient_id`, `from_on` and `to_on` (both count): one row a patient, kind of
# entry, moment (of pain) and assignment (of a session), of the week and the seven days before it.
#
# `days`: those with an entry, a bit each, 1 is `to_on` and 1 << 13 the first day of the week before.
# `entries`: how many in the week. `by_day`: how many on each of its days, up to 7, three bits a day, those
# of `to_on` lowest. `means`, `means_before`: the sums of the days' mean scores (0-10). Deleted entries are
# left out. The index by day holds all of it, so that a vacuumed table is not read at all.
TOLD_IN_TWO_WEEKS = """
SELECT week.patient_id, told.*
FROM week CROSS JOIN LATERAL (
  SELECT kind, moment, assignment_id, bit_or(1 << week.to_on - day) AS days,
    sum(entries) FILTER (WHERE day >= week.from_on) AS entries,
    bit_or(least(entries, 7)::int << 3 * (week.to_on - day)) FILTER (WHERE day >= week.from_on) AS by_day,
    sum(mean) FILTER (WHERE day >= week.from_on) AS means,
    sum(mean) FILTER (WHERE day < week.from_on) AS means_before
  FROM (
    SELECT local_date AS day, kind, moment, assignment_id, count(*)::int AS entries,
      avg(score::float8) AS mean
    FROM diary_entry e
    WHERE e.patient_id = week.patient_id AND e.local_date BETWEEN week.from_on - 7 AND week.to_on
      AND NOT e.deleted
    GROUP BY local_date, kind, moment, assignment_id
  ) AS a_day
  GROUP BY kind, moment, assignment_id
) AS told
"""
