"""What was told in each patient's own two weeks, as SQL that a larger statement is put together of."""

# Beside a relation `week` with `patient_id`, `from_on` and `to_on` (both count): one row a patient, kind of
# entry, moment (of pain) and assignment (of a session), of the week and the seven days before it.
#
# `days`: those with an entry, a bit each, 1 is `to_on` and 1 << 13 the first day of the week before.
# `entries`: how many in the week. `by_day`: how many on each of its days, up to 255, eight bits a day, those
# of `to_on` lowest. `means`, `means_before`: the sums of the days' mean scores (0-10). Deleted entries are
# left out. The index by day holds all of it, so that a vacuumed table is not read at all.
#
# Nearly everybody scores a pain once a day: then the sum of the scores is the sum of the means, at half the
# price. Days are taken one by one only for who scored oftener, or told more than eight bits hold.
_OF_TWO_WEEKS = """
  FROM diary_entry e
  WHERE e.patient_id = week.patient_id AND e.local_date BETWEEN week.from_on - 7 AND week.to_on
    AND NOT e.deleted
"""
TOLD_IN_TWO_WEEKS = f"""
WITH counted AS MATERIALIZED (
  SELECT week.patient_id, week.from_on, week.to_on, told.*
  FROM week CROSS JOIN LATERAL (
    SELECT kind, moment, assignment_id, bit_or(1 << week.to_on - local_date) AS days, count(score) AS scores,
      count(*) FILTER (WHERE local_date >= week.from_on) AS entries,
      sum(1::bigint << 8 * (week.to_on - local_date)) FILTER (WHERE local_date >= week.from_on) AS by_day,
      sum(score) FILTER (WHERE local_date >= week.from_on) AS means,
      sum(score) FILTER (WHERE local_date < week.from_on) AS means_before
    {_OF_TWO_WEEKS}
    GROUP BY kind, moment, assignment_id
  ) AS told
)
SELECT patient_id, kind, moment, assignment_id, days, entries, by_day::bigint,
  means::float8, means_before::float8
FROM counted
WHERE entries <= 255 AND scores <= bit_count(days::bit(14))
UNION ALL
SELECT week.patient_id, week.kind, week.moment, week.assignment_id, week.days, week.entries, told.*
FROM counted AS week CROSS JOIN LATERAL (
  SELECT bit_or(least(entries, 255) << 8 * (week.to_on - day)) FILTER (WHERE day >= week.from_on) AS by_day,
    sum(mean) FILTER (WHERE day >= week.from_on) AS means,
    sum(mean) FILTER (WHERE day < week.from_on) AS means_before
  FROM (
    SELECT local_date AS day, count(*) AS entries, avg(score::float8) AS mean
    {_OF_TWO_WEEKS}
      AND (e.kind, e.moment, e.assignment_id)
        IS NOT DISTINCT FROM (week.kind, week.moment, week.assignment_id)
    GROUP BY local_date
  ) AS a_day
) AS told
WHERE entries > 255 OR scores > bit_count(days::bit(14))
"""  # noqa: S608 - our own words only
