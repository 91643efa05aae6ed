"""Which foot an open episode is about is said once, by the patient's row; an ended episode keeps its own."""

from django.db import migrations, models

# The newer statement wins: the episode's, where it began after the patient's last answer or there was none.
_MOVE = """
UPDATE accounts_patient p SET foot = care.foot
FROM accounts_episode care
WHERE care.patient_id = p.id AND care.ended_on IS NULL AND care.foot IS NOT NULL
  AND (p.foot IS NULL OR p.intake_at IS NULL OR care.created_at > p.intake_at)
"""
_FORGET = "UPDATE accounts_episode SET foot = NULL WHERE ended_on IS NULL AND foot IS NOT NULL"
_BACK = """
UPDATE accounts_episode care SET foot = p.foot
FROM accounts_patient p WHERE p.id = care.patient_id AND care.ended_on IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_record_changes")]

    operations = [
        migrations.RunSQL([_MOVE, _FORGET], _BACK),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.CheckConstraint(
                condition=models.Q(("foot", None), ("ended_on__isnull", False), _connector="OR"),
                name="episode_foot_when_ended",
            ),
        ),
    ]
