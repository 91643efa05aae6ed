"""Plan versions: every write to a patient's plan bumps its version in the same transaction."""

from uuid import UUID

from django.db import connection

from exercises.models import PlanVersion

_BUMP_CLINIC = """
INSERT INTO exercises_planversion (patient_id, version)
SELECT DISTINCT patient_id, gen_random_uuid() FROM exercises_assignment WHERE clinic_id = %s
ON CONFLICT (patient_id) DO UPDATE SET version = excluded.version
"""


def bump_plan_version(*patient_ids: UUID) -> None:
    """Mark the plans of these patients as changed, so that phones fetch them again."""
    PlanVersion.objects.bulk_create(
        [PlanVersion(patient_id=patient_id) for patient_id in patient_ids],
        update_conflicts=True,
        unique_fields=["patient"],
        update_fields=["version"],
    )


def bump_clinics_plan_versions(clinic_id: UUID | None) -> None:
    """Mark the plans of all patients for whom a clinic prescribed as changed."""
    with connection.cursor() as cursor:
        cursor.execute(_BUMP_CLINIC, [clinic_id])
