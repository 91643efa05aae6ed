"""Changes of a patient's plan, recorded in the audit trail."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from accounts.rules.purpose import Purpose
from accounts.services.records import note_change
from exercises.queries.care import PlanAccess

if TYPE_CHECKING:
    from accounts.models import User


def note_plan_change(
    access: PlanAccess, purpose: Purpose, *, by: "User", now: datetime, assignment_id: UUID | None = None
) -> None:
    """Record that `by` changed that assignment, or the plan as a whole (None), for `purpose`.

    Call it in the transaction of the change.
    """
    note_change(
        by=by,
        patient_id=access.patient.pk,
        clinic_id=access.clinic_id,
        purpose=purpose,
        now=now,
        object_kind="assignment" if assignment_id else "",
        object_id=assignment_id,
    )
