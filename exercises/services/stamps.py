"""What every write to a patient's plan calls, in its own transaction, so that phones fetch the plan again."""

from uuid import UUID

from django.db import connection

from exercises.models import PlanStamp

_TOUCH_CLINIC = """
INSERT INTO exercises_planstamp (patient_id, stamp)
SELECT DISTINCT patient_id, gen_random_uuid() FROM exercises_assignment WHERE clinic_id = %s
ON CONFLICT (patient_id) DO UPDATE SET stamp = excluded.stamp
"""


def bump_plan_version(*patient_ids: UUID) -> None:
    """Marks the plans of these patients as changed."""
    PlanStamp.objects.bulk_create(
        [PlanStamp(patient_id=patient_id) for patient_id in patient_ids],
        update_conflicts=True,
        unique_fields=["patient"],
        update_fields=["stamp"],
    )


def touch_clinic(clinic_id: UUID | None) -> None:
    """Marks the plans of all patients for whom a clinic prescribed."""
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH_CLINIC, [clinic_id])
