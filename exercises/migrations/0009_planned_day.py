"""What is planned on a day, as one function that statements of every layer name."""

from django.db import migrations

# When each version is in force: both dates count, and null is open. The newest of those that are valid from the
# same date takes over; its predecessor then ends before it begins.
_IN_FORCE = """
CREATE VIEW exercises_versioninforce AS
SELECT a.patient_id, a.id AS assignment_id, v.id AS version_id, v.version, v.days, v.times_per_day,
  CASE WHEN a.first_day_counts THEN a.starts_on END AS taken_on,
  greatest(v.valid_from, a.starts_on) AS first_on,
  least(
    lead(v.valid_from) OVER (PARTITION BY a.patient_id, a.id ORDER BY v.valid_from, v.version) - 1,
    a.ends_on, care.ended_on) AS last_on
FROM exercises_assignment a
JOIN accounts_episode care ON care.id = a.episode_id
JOIN exercises_assignmentversion v ON v.assignment_id = a.id
"""
# One row for each assignment and each day from `first_day` to `last_day`, both included, on which its version
# in force is due: on one of its ISO weekdays, or on a first day that counts. `held`: a pause covers the day, so
# that nothing is to be done.
_PLANNED_DAY = """
CREATE FUNCTION exercises_planned_day(patients uuid[], first_day date, last_day date)
RETURNS TABLE (patient_id uuid, day date, assignment_id uuid, version_id uuid, times_per_day smallint, held boolean)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT v.patient_id, due.day, v.assignment_id, v.version_id, v.times_per_day, EXISTS (
      SELECT FROM exercises_pause pause
      WHERE pause.assignment_id = v.assignment_id AND pause.from_on <= due.day
        AND (pause.until_on IS NULL OR pause.until_on >= due.day))
  FROM exercises_versioninforce v
  CROSS JOIN LATERAL (
    SELECT greatest(v.first_on, first_day) + nth AS day
    FROM generate_series(0, least(v.last_on, last_day) - greatest(v.first_on, first_day)) AS nth
  ) AS due
  WHERE v.patient_id = ANY(patients) AND v.first_on <= last_day
    AND (v.last_on IS NULL OR v.last_on >= first_day)
    AND (extract(isodow FROM due.day) = ANY(v.days) OR due.day = v.taken_on);
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_care_team_over_time"),
        ("exercises", "0008_plan_version"),
    ]

    operations = [
        migrations.RunSQL(_IN_FORCE, "DROP VIEW exercises_versioninforce"),
        migrations.RunSQL(_PLANNED_DAY, "DROP FUNCTION exercises_planned_day"),
    ]
