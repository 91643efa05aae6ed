"""Prescribing: assignments, new versions from a date on, and ends."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from accounts.rules.purpose import Purpose
from exercises.models import Assignment, AssignmentStep, AssignmentVersion, Routine
from exercises.queries.care import Care
from exercises.rules.dosage import EndReason
from exercises.rules.schedule import Course, current_version
from exercises.services.plan_versions import bump_plan_version
from exercises.services.steps import StepDose, StepRequest, settle
from exercises.services.trail import note_plan_change

if TYPE_CHECKING:
    from accounts.models import User

A_DAY = timedelta(days=1)
# Far beyond any care, so that no program fills a patient's plan (our judgement).
MOST_RUNNING = 20
MOST_EVER = 500
MOST_VERSIONS = 100


class DateRefused(Exception):
    """An impossible date: `field` names it, `earliest` and `latest` are the bounds (None: no bound)."""

    def __init__(self, field: str, earliest: date | None, latest: date | None = None) -> None:
        super().__init__(field, earliest, latest)
        self.field, self.earliest, self.latest = field, earliest, latest


class TooMany(Exception):
    """A patient has the maximum (`most`) of `what`: "running" or "ever" assignments, or "versions" or "holds"
    of one.
    """

    def __init__(self, what: str, most: int) -> None:
        super().__init__(what, most)
        self.what, self.most = what, most


class UnknownVersion(Exception):
    """The assignment has no such version."""


class VersionInForce(Exception):
    """The version is or was in force, or is the assignment's first: it cannot be withdrawn."""


class AssignmentEnded(Exception):
    """The assignment, or its care, has ended; it cannot be changed."""


@dataclass(frozen=True)
class Schedule:
    """The ISO weekdays (1 is Monday), the times a day, and a note."""

    days: list[int]
    times_per_day: int = 1
    note: str = ""


@dataclass(frozen=True)
class Prescription:
    """The name, steps and schedule of a new assignment; `ends_on` is its last day."""

    name: str
    steps: list[StepRequest]
    schedule: Schedule
    starts_on: date
    ends_on: date | None = None
    condition: str | None = None
    routine: Routine | None = field(default=None)
    first_day_counts: bool = False


def prescribe(*, care: Care, by: "User", prescription: Prescription, now: datetime) -> Assignment:
    """Create an assignment with its version 1, in force from its first day.

    Raises UnknownExercises, TooMany, and DateRefused for a start before the patient's today or an end before
    that.
    """
    wanted = prescription
    doses = settle(wanted.steps, care.clinic_id)
    if wanted.starts_on < care.today:
        raise DateRefused("starts_on", care.today)
    if wanted.ends_on is not None and wanted.ends_on < wanted.starts_on:
        raise DateRefused("ends_on", wanted.starts_on)
    with transaction.atomic():
        # The row is locked from here on: another prescription at the same time is counted after this one.
        bump_plan_version(care.patient.pk)
        _refuse_too_many(care)
        assignment = Assignment.objects.create(
            patient=care.patient,
            episode=care.episode,
            clinic_id=care.clinic_id,
            routine=wanted.routine,
            name=wanted.name or _named_for(doses),
            condition=wanted.condition or care.episode.condition,
            assigned_by=by,
            starts_on=wanted.starts_on,
            first_day_counts=wanted.first_day_counts,
            ends_on=wanted.ends_on,
            created_at=now,
        )
        _add_version(assignment, 1, wanted.starts_on, wanted.schedule, doses, by, now)
        note_plan_change(care, Purpose.PRESCRIPTION, by=by, now=now, assignment_id=assignment.pk)
    return assignment


@dataclass(frozen=True)
class Change:
    """The changes of a new version; None keeps the value of the version before it. `valid_from` None is
    today.
    """

    valid_from: date | None = None
    steps: list[StepRequest] | None = None
    days: list[int] | None = None
    times_per_day: int | None = None
    note: str | None = None


def change_assignment(
    *, care: Care, assignment_id: UUID, by: "User", change: Change, now: datetime
) -> AssignmentVersion:
    """Add a version that is in force from a date on, until the next later version.

    Earlier days keep their version. Unchanged values are those of the version in force on that date. Raises
    AssignmentEnded, UnknownExercises, TooMany, and DateRefused for a date before the patient's today, before
    the assignment's start or after its end.
    """
    with transaction.atomic():
        assignment = running(care, assignment_id)
        earliest = max(care.today, assignment.starts_on)
        valid_from = change.valid_from or earliest
        if valid_from < earliest or (assignment.ends_on is not None and valid_from > assignment.ends_on):
            raise DateRefused("valid_from", earliest, assignment.ends_on)
        versions = list(AssignmentVersion.objects.filter(assignment=assignment))
        if len(versions) >= MOST_VERSIONS:
            raise TooMany("versions", MOST_VERSIONS)
        before = current_version(Course(assignment.starts_on, assignment.ends_on, versions, ()), valid_from)
        doses = _kept_doses(before) if change.steps is None else settle(change.steps, care.clinic_id)
        number = max(version.version for version in versions) + 1
        version = _add_version(assignment, number, valid_from, _changed(before, change), doses, by, now)
        _note(care, assignment, Purpose.ASSIGNMENT_CHANGE, by, now)
    return version


def withdraw_version(*, care: Care, assignment_id: UUID, version: int, by: "User", now: datetime) -> None:
    """Withdraw a version that is not in force yet, as if it had never been planned.

    Raises AssignmentEnded, UnknownVersion, and VersionInForce for one that is or was in force, and for the
    first one: end the assignment instead.
    """
    with transaction.atomic():
        assignment = running(care, assignment_id)
        found = AssignmentVersion.objects.filter(assignment=assignment, version=version).first()
        if found is None:
            raise UnknownVersion
        if found.version == 1 or found.valid_from <= care.today:
            raise VersionInForce
        found.delete()
        _note(care, assignment, Purpose.VERSION_WITHDRAWAL, by, now)


def end_assignment(
    *,
    care: Care,
    assignment_id: UUID,
    by: "User",
    reason: EndReason,
    ends_on: date | None,
    now: datetime,
) -> None:
    """End an assignment: `ends_on` is its last day; None ends it at once, so that nothing is planned today.

    Raises AssignmentEnded, and DateRefused for a last day before yesterday, because the past is not changed.
    """
    with transaction.atomic():
        assignment = running(care, assignment_id)
        yesterday = care.today - A_DAY
        last_on = yesterday if ends_on is None else ends_on
        if last_on < yesterday:
            raise DateRefused("ends_on", yesterday)
        assignment.ends_on = max(last_on, assignment.starts_on - A_DAY)
        assignment.end_reason, assignment.ended_by, assignment.ended_at = reason, by, now
        assignment.save(update_fields=["ends_on", "end_reason", "ended_by", "ended_at"])
        _note(care, assignment, Purpose.END_OF_ASSIGNMENT, by, now)


def running(care: Care, assignment_id: UUID) -> Assignment:
    """The assignment, locked for a change. Raises AssignmentEnded if it or its care is over."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment_id, patient=care.patient)
    over = assignment.ends_on is not None and (
        assignment.ends_on < care.today or assignment.ends_on < assignment.starts_on
    )
    if over or assignment.episode_id != care.episode.pk:
        raise AssignmentEnded
    return assignment


def lasting(patient_id: UUID, today: date) -> QuerySet[Assignment]:
    """The assignments of a patient that run on `today` or later, held or not."""
    lasts = Q(ends_on=None) | Q(ends_on__gte=Greatest(today, F("starts_on")))
    return Assignment.objects.filter(lasts, patient=patient_id)


def _note(care: Care, assignment: Assignment, purpose: Purpose, by: "User", now: datetime) -> None:
    """Record the change of the plan, for the phone and for the audit trail."""
    bump_plan_version(assignment.patient_id)
    note_plan_change(care, purpose, by=by, now=now, assignment_id=assignment.pk)


def _refuse_too_many(care: Care) -> None:
    if lasting(care.patient.pk, care.today).filter(episode=care.episode).count() >= MOST_RUNNING:
        raise TooMany("running", MOST_RUNNING)
    if Assignment.objects.filter(patient=care.patient).count() >= MOST_EVER:
        raise TooMany("ever", MOST_EVER)


def _changed(before: AssignmentVersion, change: Change) -> Schedule:
    return Schedule(
        change.days or before.days,
        change.times_per_day or before.times_per_day,
        before.note if change.note is None else change.note,
    )


def _named_for(doses: list[StepDose]) -> str:
    return ", ".join(dose.exercise.name for dose in doses)[:120]


def _kept_doses(version: AssignmentVersion) -> list[StepDose]:
    steps = AssignmentStep.objects.filter(version=version).select_related("exercise").order_by("position")
    return [StepDose(step.exercise, step.dosage(), step.side, step.note) for step in steps]


def _add_version(
    assignment: Assignment,
    number: int,
    valid_from: date,
    schedule: Schedule,
    doses: Iterable[StepDose],
    by: "User",
    now: datetime,
) -> AssignmentVersion:
    version = AssignmentVersion.objects.create(
        assignment=assignment,
        version=number,
        valid_from=valid_from,
        days=sorted(set(schedule.days)),
        times_per_day=schedule.times_per_day,
        note=schedule.note,
        created_by=by,
        created_at=now,
    )
    AssignmentStep.objects.bulk_create(
        AssignmentStep(
            version=version,
            position=position,
            exercise_version=dose.exercise.version,
            **dose.columns(),
        )
        for position, dose in enumerate(doses, start=1)
    )
    return version
