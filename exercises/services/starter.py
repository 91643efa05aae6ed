"""Self-guided use: a patient without a clinic takes a condition's starter routine."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import DateField, F, Q
from django.db.models.functions import Greatest

from accounts.services.care import start_own_episode
from exercises.models import Assignment, Routine
from exercises.queries.care import Care, risk_of, today_of
from exercises.queries.library import starter_of
from exercises.rules.dosage import EndReason
from exercises.rules.risk import all_asked, needs_therapist
from exercises.services.assignments import A_DAY, Prescription, Schedule, prescribe
from exercises.services.steps import steps_of

if TYPE_CHECKING:
    from accounts.models import Patient, User


class IntakeMissing(Exception):
    """The questions of the intake come first."""


class TherapistMustRelease(Exception):
    """After these answers only a therapist can start a plan (see `exercises.rules.risk`)."""


def take_starter(
    *, patient: "Patient", by: "User", condition: str, now: datetime
) -> tuple[Assignment, Care, bool]:
    """Give a patient without a clinic the starter routine of a condition, from today on.

    Today counts on any weekday, because a patient who takes a routine on a rest day wants to begin.

    The same starter again returns the running assignment and creates none: the last value of the result is
    then false. A starter of another condition ends the previous episode and its assignments. Raises
    UnknownRecord for a condition without a starter, IntakeMissing, TherapistMustRelease, and accounts'
    AlreadyInCare if a clinic treats the patient.
    """
    assert_may_self_start(patient)
    routine = starter_of(condition)
    with transaction.atomic():
        episode = start_own_episode(patient=patient, condition=condition, now=now)
        care = Care(patient, today_of(patient, now), None, episode)
        lasting = Q(ends_on=None) | Q(ends_on__gte=care.today)
        taken = Assignment.objects.filter(lasting, episode=episode, routine=routine).first()
        if taken is not None:
            return taken, care, False
        _leave_what_was_before(care, by, now)
        assignment = prescribe(care=care, by=by, prescription=_of(routine, care.today), now=now)
    return assignment, care, True


def assert_may_self_start(patient: "Patient") -> None:
    """Check that a patient may start a plan alone. Raises IntakeMissing, TherapistMustRelease."""
    answers = risk_of(patient)
    if not all_asked(answers):
        raise IntakeMissing
    if needs_therapist(answers):
        raise TherapistMustRelease


def _of(routine: Routine, today: date) -> Prescription:
    schedule = Schedule(routine.days, routine.times_per_day, routine.note)
    return Prescription(
        routine.name,
        steps_of(routine),
        schedule,
        today,
        condition=routine.condition,
        routine=routine,
        first_day_counts=True,
    )


def _leave_what_was_before(care: Care, by: "User", now: datetime) -> None:
    """End the assignments of earlier episodes at once, so that no day has two starters."""
    before = Assignment.objects.filter(patient=care.patient).exclude(episode=care.episode)
    before.filter(Q(ends_on=None) | Q(ends_on__gte=care.today)).update(
        ends_on=Greatest(care.today - A_DAY, F("starts_on") - A_DAY, output_field=DateField()),
        end_reason=EndReason.OTHER,
        ended_by=by,
        ended_at=now,
    )
