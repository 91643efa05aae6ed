"""The audit trail, and the functions by which alone it is written to."""

import django.contrib.postgres.fields
from django.db import migrations, models

import common.ids

APPEND = """
CREATE FUNCTION audit_append(
    id uuid, at timestamptz, verb text, purpose text, actor uuid, patient uuid, clinic uuid
) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    INSERT INTO audit_auditevent (id, at, verb, purpose, actor, patient, clinic, object_kind, listed)
    VALUES ($1, $2, $3, $4, $5, $6, $7, '', '{}')
    RETURNING id
$$;
"""

ONLY_ADDED = """
CREATE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('audit.pseudonymising', true) = 'yes'
       AND (NEW.id, NEW.at, NEW.verb, NEW.purpose, NEW.clinic, NEW.object_kind)
           IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.verb, OLD.purpose, OLD.clinic, OLD.object_kind)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit trail is only added to' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_only_added BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_only_added();
"""

PSEUDONYMISE = """
CREATE FUNCTION audit_pseudonymise(person uuid, pseudonym uuid) RETURNS void LANGUAGE sql
SET audit.pseudonymising = 'yes' AS $$
    UPDATE audit_auditevent
    SET actor = CASE WHEN actor = person THEN pseudonym ELSE actor END,
        patient = CASE WHEN patient = person THEN pseudonym ELSE patient END,
        object_id = CASE WHEN object_id = person THEN pseudonym ELSE object_id END,
        listed = array_replace(listed, person, pseudonym)
    WHERE person IN (actor, patient, object_id) OR person = ANY (listed)
$$;
"""

UNDO = """
DROP TRIGGER audit_only_added ON audit_auditevent;
DROP FUNCTION audit_only_added();
DROP FUNCTION audit_pseudonymise(uuid, uuid);
DROP FUNCTION audit_append(uuid, timestamptz, text, text, uuid, uuid, uuid);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("list", "list"),
                            ("change", "change"),
                            ("export", "export"),
                        ],
                        max_length=6,
                    ),
                ),
                ("purpose", models.CharField(max_length=60)),
                ("actor", models.UUIDField(null=True)),
                ("patient", models.UUIDField(null=True)),
                ("clinic", models.UUIDField(null=True)),
                ("object_kind", models.CharField(max_length=40)),
                ("object_id", models.UUIDField(null=True)),
                (
                    "listed",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("patient__isnull", False)),
                        fields=["patient", "id"],
                        name="audit_event_by_patient",
                    )
                ],
            },
        ),
        migrations.RunSQL(APPEND + ONLY_ADDED + PSEUDONYMISE, UNDO),
    ]
