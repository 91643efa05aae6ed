"""Who sees whom, and where people work, as views that statements of every floor may name."""

from django.db import migrations

# Access is asked about the present only, of the database's own clock. Who treats a patient has a place in the
# team of the open episode and works there as a therapist; a manager sees every open episode of the clinic.
_SIGHT = """
CREATE VIEW accounts_sight AS
SELECT place.user_id, care.patient_id, true AS treats
FROM accounts_careteammember place
JOIN accounts_episode care ON care.id = place.episode_id
JOIN accounts_user person ON person.id = place.user_id
WHERE place.ended_at IS NULL AND care.ended_on IS NULL AND person.is_active
  AND (place.begins_at IS NULL OR place.begins_at <= statement_timestamp())
  AND (place.ends_at IS NULL OR place.ends_at > statement_timestamp())
  AND EXISTS (
    SELECT FROM accounts_membership work
    WHERE work.user_id = place.user_id AND work.clinic_id = care.clinic_id
      AND work.role = 'therapist' AND work.ended_at IS NULL)
UNION ALL
SELECT work.user_id, care.patient_id, false
FROM accounts_membership work
JOIN accounts_episode care ON care.clinic_id = work.clinic_id
WHERE work.role = 'manager' AND work.ended_at IS NULL AND care.ended_on IS NULL
"""
_WORK = """
CREATE VIEW accounts_work AS
SELECT DISTINCT user_id, clinic_id FROM accounts_membership WHERE ended_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_links_for_screens_and_normal_addresses")]

    operations = [
        migrations.RunSQL(_SIGHT, "DROP VIEW accounts_sight"),
        migrations.RunSQL(_WORK, "DROP VIEW accounts_work"),
    ]
