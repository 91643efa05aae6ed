"""The entries of each patient's own two weeks, as SQL for a larger statement."""

from diary.rules.series import SESSION_WITHOUT_SETS

MOST_A_DAY = 15  # sessions of one assignment, the most that four bits hold
# A session without sets counts for no assignment.
_FOLLOWED = f"CASE WHEN e.series <> {SESSION_WITHOUT_SETS} THEN e.assignment_id END"
_OF_TWO_WEEKS = """
  FROM diary_entry e
  WHERE e.patient_id = week.patient_id AND e.local_date BETWEEN week.from_on - 7 AND week.to_on
    AND NOT e.deleted
"""
# Beside a relation `week` with `patient_id`, `from_on` and `to_on` (both count), common table expressions,
# the last of which is `told`: one row a patient, series and assignment (of a session that is done), of the
# week and the seven days before it.
#
# `days`: those with an entry, a bit each, 1 is `to_on` and 1 << 13 the first day of the week before;
# `scored_days`: how many of them have a score. `entries`: how many in the week. `by_day`: how many on each of
# its days, up to 15, four bits a day, those of `to_on` lowest. `means`, `means_before`: the sums of the days'
# mean scores (0-10). Deleted entries are left out. The index by day holds all of it, so that a vacuumed table
# is not read at all.
#
# Nearly everybody scores a pain once a day: then the sum of the scores is the sum of the means, at half the
# price. Days are taken one by one only for who scored oftener, or told more than four bits hold.
TOLD_IN_TWO_WEEKS = f"""
counted AS MATERIALIZED (
  SELECT week.patient_id, week.from_on, week.to_on, of_both.*,
    entries > {MOST_A_DAY} OR scores > bit_count(days::bit(14)) AS is_often
  FROM week CROSS JOIN LATERAL (
    SELECT series, {_FOLLOWED} AS assignment_id, bit_or(1 << week.to_on - local_date) AS days,
      count(score)::int AS scores,
      (count(*) FILTER (WHERE local_date >= week.from_on))::int AS entries,
      sum(1 << 4 * (week.to_on - local_date)) FILTER (WHERE local_date >= week.from_on) AS by_day,
      sum(score) FILTER (WHERE local_date >= week.from_on) AS means,
      sum(score) FILTER (WHERE local_date < week.from_on) AS means_before
    {_OF_TWO_WEEKS}
    GROUP BY 1, 2
  ) AS of_both
), told AS NOT MATERIALIZED (
  SELECT patient_id, to_on, series, assignment_id, days, scores AS scored_days, entries, by_day::int,
    means::float8, means_before::float8
  FROM counted
  WHERE NOT is_often
  UNION ALL
  SELECT week.patient_id, week.to_on, week.series, week.assignment_id, week.days,
    CASE WHEN scores > 0 THEN bit_count(week.days::bit(14))::int ELSE 0 END, week.entries, by_the_day.*
  FROM counted AS week CROSS JOIN LATERAL (
    SELECT (bit_or(least(entries, {MOST_A_DAY})::int << 4 * (week.to_on - day))
        FILTER (WHERE day >= week.from_on)) AS by_day,
      sum(mean) FILTER (WHERE day >= week.from_on) AS means,
      sum(mean) FILTER (WHERE day < week.from_on) AS means_before
    FROM (
      SELECT local_date AS day, count(*) AS entries, avg(score::float8) AS mean
      {_OF_TWO_WEEKS}
        AND (e.series, {_FOLLOWED}) IS NOT DISTINCT FROM (week.series, week.assignment_id)
      GROUP BY local_date
    ) AS a_day
  ) AS by_the_day
  WHERE is_often
)
"""  # noqa: S608 - our own words only
