"""Warning signs hold the patient's whole plan: their holds leave the assignments for a table of their own.

What nobody lifted stays open, unless the assignment that carried it has been over for more than 14 days (the
phone stopped to show it then) while the patient goes on with another one. Such a hold ends with its assignment.
"""

from django.db import migrations

_MOVE = """
WITH warning AS (
  SELECT h.*, a.patient_id, a.episode_id, least(a.ends_on, care.ended_on) AS last_on
  FROM exercises_hold h
  JOIN exercises_assignment a ON a.id = h.assignment_id
  JOIN accounts_episode care ON care.id = a.episode_id
  WHERE h.reason = 'warning'
), judged AS (
  SELECT warning.*, until_on IS NULL AND (
      last_on IS NULL OR last_on >= current_date - 14 OR NOT EXISTS (
        SELECT FROM exercises_assignment other
        JOIN accounts_episode care ON care.id = other.episode_id AND care.ended_on IS NULL
        WHERE other.patient_id = warning.patient_id
          AND (other.ends_on IS NULL OR other.ends_on >= current_date)
          AND NOT EXISTS (SELECT FROM warning w WHERE w.assignment_id = other.id AND w.until_on IS NULL))
    ) AS stands
  FROM warning
), standing AS (
  SELECT DISTINCT ON (patient_id) patient_id, episode_id, from_on, NULL::date AS until_on, placed_at,
    NULL::uuid AS lifted_by_id, NULL::timestamptz AS lifted_at, ''::text AS lift_reason
  FROM judged WHERE stands ORDER BY patient_id, from_on, placed_at
), over AS (
  SELECT DISTINCT ON (patient_id, from_on, ended_on) patient_id, episode_id, from_on, ended_on, placed_at,
    lifted_by_id, lifted_at, lift_reason
  FROM (
    SELECT judged.*, coalesce(until_on, greatest(last_on, from_on - 1)) AS ended_on
    FROM judged WHERE NOT stands) ended
  ORDER BY patient_id, from_on, ended_on, placed_at
)
INSERT INTO exercises_warninghold
  (id, patient_id, episode_id, from_on, until_on, placed_at, lifted_by_id, lifted_at, lift_reason)
SELECT gen_random_uuid(), every.* FROM (SELECT * FROM standing UNION ALL SELECT * FROM over) AS every
"""
_FORGET = "DELETE FROM exercises_hold WHERE reason = 'warning'"

# One place says what rests an assignment: its own pauses, and the warning signs of the whole plan.
_PAUSES = """
CREATE VIEW exercises_pause AS
SELECT pause.*, json_build_object('from_on', from_on, 'until_on', until_on, 'reason', reason, 'note', note)
  AS hold
FROM (
  SELECT id, assignment_id, from_on, until_on, reason, note FROM exercises_hold
  UNION ALL
  SELECT w.id, a.id, w.from_on, w.until_on, 'warning', ''
  FROM exercises_warninghold w JOIN exercises_assignment a USING (patient_id)
  WHERE (w.from_on <= a.ends_on) IS NOT FALSE AND (w.until_on >= a.starts_on) IS NOT FALSE
) AS pause
WHERE (until_on >= from_on) IS NOT FALSE
"""

_STATES = """
CREATE VIEW exercises_warningstate AS
SELECT patient_id, max(placed_at) FILTER (WHERE until_on IS NULL) AS since,
  max(from_on) FILTER (WHERE until_on IS NULL) AS from_on, max(lifted_at) AS lifted_at,
  (json_agg(json_build_object('reason', 'warning', 'since_on', from_on)) FILTER (WHERE until_on IS NULL))->0
    AS on_hold
FROM exercises_warninghold GROUP BY patient_id
"""


class Migration(migrations.Migration):
    dependencies = [("exercises", "0004_warning_holds")]

    operations = [
        migrations.RunSQL([_MOVE, _FORGET], migrations.RunSQL.noop),
        migrations.RunSQL(_PAUSES, "DROP VIEW exercises_pause"),
        migrations.RunSQL(_STATES, "DROP VIEW exercises_warningstate"),
    ]
