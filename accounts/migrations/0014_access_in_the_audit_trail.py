"""Who opened a record is told by the audit trail; what was kept until now goes there, with its ids.

Staff who were erased get a random id each, as nothing says any more who of them was the same person.
"""

from django.db import migrations

MOVE = """
INSERT INTO audit_auditevent (id, at, verb, purpose, actor, patient, clinic, object_kind, listed)
SELECT id, looked_at, CASE WHEN door = 'hand-over' OR door LIKE 'member-%' THEN 'change' ELSE 'open' END,
       door, coalesce(staff_id, gen_random_uuid()), patient_id, clinic_id, '', '{}'
FROM accounts_staffaccess;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0013_outgoing_mail"),
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(MOVE),
        migrations.DeleteModel(name="StaffAccess"),
    ]
