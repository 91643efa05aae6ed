"""A clinic's own routines."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from exercises.models import Routine, RoutineStep
from exercises.services.steps import StepDose, StepRequest, settle

if TYPE_CHECKING:
    from accounts.models import User


def create_routine(
    *, clinic_id: UUID, by: "User", columns: dict[str, Any], steps: list[StepRequest], now: datetime
) -> Routine:
    """Create a clinic's own routine; `columns`: name, condition, summary, note, days, times_per_day.

    Raises UnknownExercises.
    """
    doses = settle(steps, clinic_id)
    with transaction.atomic():
        routine = Routine.objects.create(clinic_id=clinic_id, created_by=by, created_at=now, **columns)
        _write_steps(routine, doses)
    return routine


def change_routine(*, routine: Routine, columns: dict[str, Any], steps: list[StepRequest] | None) -> Routine:
    """Change the given columns, and all steps if `steps` are given; prescriptions from it stay as they are.

    Raises UnknownExercises.
    """
    doses = None if steps is None else settle(steps, routine.clinic_id)
    with transaction.atomic():
        locked = Routine.objects.select_for_update().get(pk=routine.pk)
        for name, value in {**columns, "version": locked.version + 1}.items():
            setattr(locked, name, value)
        locked.save(update_fields=[*columns, "version"])
        if doses is not None:
            RoutineStep.objects.filter(routine=locked).delete()
            _write_steps(locked, doses)
    return locked


def retire_routine(*, routine: Routine, now: datetime) -> None:
    """Retire a clinic's own routine; prescriptions from it stay."""
    Routine.objects.filter(pk=routine.pk, retired_at=None).update(retired_at=now)


def _write_steps(routine: Routine, doses: Iterable[StepDose]) -> None:
    RoutineStep.objects.bulk_create(
        RoutineStep(routine=routine, position=position, **dose.columns())
        for position, dose in enumerate(doses, start=1)
    )
