"""Pausing: holds of one assignment, and of the whole plan for a warning sign."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from exercises.dosage import HoldReason
from exercises.models import Assignment, Hold
from exercises.queries.care import Care
from exercises.services.assignments import A_DAY, DateRefused, running
from exercises.services.stamps import touch

if TYPE_CHECKING:
    from accounts.models import User


class AlreadyHeld(Exception):
    """A hold covers some of these days already."""


class NotHeld(Exception):
    """There is no hold to lift."""


class TherapistMustResume(Exception):
    """A warning sign holds the plan: a therapist must look first."""


def hold_assignment(
    *,
    care: Care,
    assignment_id: UUID,
    by: "User",
    reason: HoldReason,
    note: str,
    from_on: date | None,
    until_on: date | None,
    now: datetime,
) -> Hold:
    """Pauses an assignment from `from_on` (None: today) to `until_on` (None: until resumed), both included.

    Raises AssignmentEnded, AlreadyHeld, and DateRefused for a day before the patient's today or an end before
    the start.
    """
    first_on = from_on or care.today
    if first_on < care.today:
        raise DateRefused("from_on", care.today)
    if until_on is not None and until_on < first_on:
        raise DateRefused("until_on", first_on)
    with transaction.atomic():
        assignment = running(care, assignment_id)
        if _standing(first_on, until_on).filter(assignment=assignment).exists():
            raise AlreadyHeld
        hold = Hold.objects.create(
            assignment=assignment,
            from_on=first_on,
            until_on=until_on,
            reason=reason,
            note=note,
            placed_by=by,
            placed_at=now,
        )
        touch(assignment.patient_id)
    return hold


def resume_assignment(
    *, care: Care, assignment_id: UUID, by: "User", now: datetime, reason: str = ""
) -> None:
    """Lifts every hold that covers today or a later day: today is planned again; past held days stay held.

    Where one of them is for a warning sign, those of the patient's other assignments are lifted with it: who
    resumes has looked at the feet, not at one list of exercises. `reason` is in the therapist's own words (up
    to 120 characters).

    Raises AssignmentEnded, NotHeld, and TherapistMustResume when a patient alone would lift a warning sign's.
    """
    with transaction.atomic():
        _lock_all(care)
        assignment = running(care, assignment_id)
        holds = list(_standing(care.today, None).filter(assignment=assignment))
        if not holds:
            raise NotHeld
        if any(hold.reason == HoldReason.WARNING_SIGN for hold in holds):
            if care.alone:
                raise TherapistMustResume
            holds += _warnings_elsewhere(care, assignment)
        for hold in holds:
            hold.until_on = max(care.today, hold.from_on) - A_DAY
            hold.lifted_by, hold.lifted_at, hold.lift_reason = by, now, reason
        Hold.objects.bulk_update(holds, ["until_on", "lifted_by", "lifted_at", "lift_reason"])
        touch(assignment.patient_id)


def hold_for_warning_signs(*, todays: Mapping[UUID, date], now: datetime) -> int:
    """Rests the whole plan of each patient, from their own local date in `todays`, until a therapist resumes.

    For what must be seen by a professional first (see the red flags of the library). Doing it twice changes
    nothing. The number of assignments that this call held; the same statements for any number of patients.
    """
    with transaction.atomic():
        held = Hold.objects.filter(reason=HoldReason.WARNING_SIGN, until_on=None).values("assignment")
        in_care = Assignment.objects.filter(patient__in=list(todays), episode__ended_on=None)
        locked = in_care.exclude(pk__in=held).order_by("pk").select_for_update(of=["self"])
        lasting = [one for one in locked if one.ends_on is None or one.ends_on >= todays[one.patient_id]]
        Hold.objects.bulk_create(
            Hold(
                assignment=one,
                from_on=todays[one.patient_id],
                reason=HoldReason.WARNING_SIGN,
                placed_at=now,
            )
            for one in lasting
        )
        touch(*sorted({one.patient_id for one in lasting}))
    return len(lasting)


def _lock_all(care: Care) -> None:
    """In the order in which a warning sign locks them, so that the two never wait for each other."""
    locked = Assignment.objects.filter(episode=care.episode).order_by("pk").select_for_update()
    list(locked.values_list("pk"))


def _warnings_elsewhere(care: Care, assignment: Assignment) -> QuerySet[Hold]:
    warnings = _standing(care.today, None).filter(reason=HoldReason.WARNING_SIGN)
    return warnings.filter(assignment__episode=care.episode).exclude(assignment=assignment)


def _standing(from_on: date, until_on: date | None) -> QuerySet[Hold]:
    """The holds that cover a day from `from_on` to `until_on` (None: for ever)."""
    lasting = Q(until_on=None) | Q(until_on__gte=Greatest(F("from_on"), from_on))
    holds = Hold.objects.filter(lasting)
    return holds if until_on is None else holds.filter(from_on__lte=until_on)
