"""Holds of one assignment, and of a patient's whole plan after a warning sign."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from accounts.queries import episodes_in_care
from accounts.rules.purpose import Purpose
from exercises.models import Hold, WarningHold
from exercises.queries.care import Care, PlanAccess, plan_access_alone, risk_of
from exercises.rules.dosage import HoldCause, HoldReason
from exercises.rules.risk import RiskAnswers, needs_therapist
from exercises.services.assignments import A_DAY, DateRefused, TooMany, lasting, running
from exercises.services.plan_versions import bump_plan_version
from exercises.services.trail import note_plan_change

if TYPE_CHECKING:
    from accounts.models import Patient, User


class AlreadyHeld(Exception):
    """A hold covers some of these days already."""


class NotHeld(Exception):
    """There is no hold to lift."""


class ProfessionalMustLook(Exception):
    """A warning sign holds the plan: a self-guided patient must confirm that a professional looked."""


MOST_HOLDS = 200  # of one assignment; our judgement, far beyond any care
_LIFTED = ["until_on", "lifted_by", "lifted_at", "lift_reason"]


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
    """Pause an assignment from `from_on` (None: today) to `until_on` (None: until resumed), both included.

    Raises AssignmentEnded, AlreadyHeld, TooMany, and DateRefused for a day before the patient's today or an
    end before the start.
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
        if Hold.objects.filter(assignment=assignment).count() >= MOST_HOLDS:
            raise TooMany("holds", MOST_HOLDS)
        hold = Hold.objects.create(
            assignment=assignment,
            from_on=first_on,
            until_on=until_on,
            reason=reason,
            note=note,
            placed_by=by,
            placed_at=now,
        )
        bump_plan_version(assignment.patient_id)
        note_plan_change(care, Purpose.HOLD, by=by, now=now, assignment_id=assignment.pk)
    return hold


def resume_assignment(
    *,
    care: Care,
    assignment_id: UUID,
    by: "User",
    now: datetime,
    reason: str = "",
    professional_looked: bool = False,
) -> None:
    """Lift every hold that covers today or a later day: today is planned again; past held days stay held.

    A warning sign's hold is lifted for the whole plan with it, because the person who resumes has looked at
    the feet and not at one assignment. `reason` is free text (up to 120 characters); `professional_looked` as
    in `resume_patient`.

    Raises AssignmentEnded, NotHeld, ProfessionalMustLook.
    """
    with transaction.atomic():
        assignment = running(care, assignment_id)
        holds = list(_standing(care.today, None).filter(assignment=assignment))
        lifted = _lift_warning(care, by, now, reason, professional_looked)
        if not holds and not lifted:
            raise NotHeld
        for hold in holds:
            _lift(hold, care.today, by, now, reason)
        Hold.objects.bulk_update(holds, _LIFTED)
        bump_plan_version(assignment.patient_id)
        note_plan_change(care, Purpose.RESUMPTION, by=by, now=now, assignment_id=assignment.pk)


def resume_patient(
    *, access: PlanAccess, by: "User", now: datetime, reason: str = "", professional_looked: bool = False
) -> None:
    """Lift the warning sign's hold of a patient's whole plan: every assignment continues today.

    A therapist who treats the patient resumes it. A self-guided patient confirms with `professional_looked`
    that a professional saw the foot. Assignments paused for another reason stay paused.

    Raises NotHeld, ProfessionalMustLook.
    """
    with transaction.atomic():
        if not _lift_warning(access, by, now, reason, professional_looked):
            raise NotHeld
        bump_plan_version(access.patient.pk)
        note_plan_change(access, Purpose.PLAN_RESUMPTION, by=by, now=now)


def hold_for_warning_signs(
    *, todays: Mapping[UUID, date], now: datetime, cause: HoldCause = HoldCause.FINDING
) -> int:
    """Hold the whole plan of each patient, from their own local date in `todays`, until it is resumed.

    For findings that a professional must see first (see the red flags of the library). It covers what is
    prescribed later, and patients without a clinic or an assignment too. A second call changes nothing.
    Returns the number of patients that were newly held; the number of statements is the same for any number
    of patients.
    """
    with transaction.atomic():
        open_holds = WarningHold.objects.filter(patient__in=list(todays), until_on=None)
        if cause is HoldCause.FINDING:  # what was placed for answers is not lifted by answers any more
            open_holds.update(cause=cause)
        known = set(open_holds.values_list("patient", flat=True))
        new = sorted(todays.keys() - known)
        episodes = episodes_in_care(new)
        WarningHold.objects.bulk_create(
            [
                WarningHold(
                    patient_id=patient_id,
                    episode_id=episodes.get(patient_id),
                    from_on=todays[patient_id],
                    cause=cause,
                    placed_at=now,
                )
                for patient_id in new
            ],
            ignore_conflicts=True,
        )
        bump_plan_version(*new)
    return len(new)


def judge_answers(*, patient: "Patient", before: RiskAnswers | None, now: datetime) -> None:
    """Judge the plan of a patient without a clinic again after a correction of the risk answers.

    If a therapist must look first now and did not have to `before` (None: never asked), present and future
    assignments rest until a professional looked (IWGDF 2023: above moderate risk only a therapist releases a
    plan). Answers that are corrected back lift what answers alone had placed. For a clinic's patient the
    therapist decides: see the corrections of the record. Call it in the transaction that writes the answers.
    """
    access = plan_access_alone(patient, now)
    if access is None:
        return
    if needs_therapist(risk_of(patient)):
        newly = before is None or not needs_therapist(before)
        if newly and lasting(patient.pk, access.today).exists():
            hold_for_warning_signs(todays={patient.pk: access.today}, now=now, cause=HoldCause.ANSWERS)
        return
    answered = WarningHold.objects.filter(patient=patient, until_on=None, cause=HoldCause.ANSWERS)
    hold = answered.select_for_update().first()
    if hold is not None:
        _lift(hold, access.today, patient.user, now, "")
        hold.save(update_fields=_LIFTED)
        bump_plan_version(patient.pk)


def _lift_warning(
    access: PlanAccess, by: "User", now: datetime, reason: str, professional_looked: bool
) -> bool:
    """Lift a warning sign's hold; returns whether there was one. Raises ProfessionalMustLook."""
    placed = WarningHold.objects.select_for_update().filter(patient=access.patient, until_on=None)
    hold = placed.first()
    if hold is None:
        return False
    if access.alone and not professional_looked:
        raise ProfessionalMustLook
    _lift(hold, access.today, by, now, reason)
    hold.save(update_fields=_LIFTED)
    return True


def _lift(hold: Hold | WarningHold, today: date, by: "User", now: datetime, reason: str) -> None:
    hold.until_on = max(today, hold.from_on) - A_DAY
    hold.lifted_by, hold.lifted_at, hold.lift_reason = by, now, reason


def _standing(from_on: date, until_on: date | None) -> QuerySet[Hold]:
    """The holds that cover a day from `from_on` to `until_on` (None: without end)."""
    lasting = Q(until_on=None) | Q(until_on__gte=Greatest(F("from_on"), from_on))
    holds = Hold.objects.filter(lasting)
    return holds if until_on is None else holds.filter(from_on__lte=until_on)
