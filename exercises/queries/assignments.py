"""Assignments for therapists and patients: versions, holds, state and warnings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from exercises.models import Assignment, AssignmentStep, AssignmentVersion, PainZones
from exercises.queries.care import risk_of
from exercises.queries.days import planned_days
from exercises.queries.library import shown_step
from exercises.queries.warnings import warnings_over
from exercises.rules import schedule, zones
from exercises.rules.dosage import HoldReason
from exercises.rules.prescribing import Caution, PrescribedDay, PrescribedStep, SharedDay, Warned, warnings_of
from exercises.rules.risk import may_feel_less

if TYPE_CHECKING:
    from accounts.models import Patient


DAYS_LOOKED_AT = 7


class UnknownAssignment(Exception):
    """There is no such assignment, or none that the requester may know of."""


@dataclass(frozen=True)
class AssignmentRecord:
    """An assignment on one date; `current` is the version to show, `ends_on` its end or that of its care."""

    assignment: Assignment
    ends_on: date | None
    state: schedule.State
    current: AssignmentVersion
    versions: list[AssignmentVersion]
    holds: list[schedule.Pause]
    held: schedule.Pause | None
    warnings: list[Warned]


def assignments_of(patient: "Patient") -> QuerySet[Assignment]:
    """All assignments of a patient, newest first, with all that `records_of` reads."""
    return _whole(Assignment.objects.filter(patient=patient)).order_by("-id")


def records_of(assignments: Iterable[Assignment], patient: "Patient", today: date) -> list[AssignmentRecord]:
    """The records of assignments from `assignments_of` on the patient's local date `today`."""
    warnings, running = warnings_over(patient), _running(patient, today)
    numb = may_feel_less(risk_of(patient))
    return [_record(each, today, warnings, warnings_of(_days(each, running), numb)) for each in assignments]


def _running(patient: "Patient", today: date) -> dict[UUID, dict[date, PrescribedDay]]:
    """What each running assignment and each to come asks of every day of the weeks that begin today and
    with each version to come: by the assignment, whatever rests it now.
    """
    lasting = assignments_of(patient).filter(Q(last_on=None) | Q(last_on__gte=today))
    versions = {version.pk: version for each in lasting for version in each.versions.all()}
    begins = {max(today, version.valid_from) for version in versions.values()}
    days = {first + timedelta(days=n) for first in begins for n in range(DAYS_LOOKED_AT)}
    asked: dict[UUID, dict[date, PrescribedDay]] = {each.pk: {} for each in lasting}
    for due in sorted(planned_days([patient.pk], today, max(days, default=today)), key=lambda due: due.on):
        if due.on in days:
            version = versions[due.version_id]
            asked[due.assignment_id][due.on] = PrescribedDay(_prescribed(version), version.times_per_day)
    return asked


def _days(assignment: Assignment, running: Mapping[UUID, Mapping[date, PrescribedDay]]) -> list[SharedDay]:
    others = [asked for pk, asked in running.items() if pk != assignment.pk]
    own = running.get(assignment.pk, {})
    return [SharedDay(asked, [other[on] for other in others if on in other]) for on, asked in own.items()]


def _course(assignment: Assignment, holds: Sequence[schedule.Pause]) -> "schedule.Course[Any, Any]":
    ends_on: date | None = assignment.last_on  # type: ignore[attr-defined]  # annotated by `_whole`
    return schedule.Course(assignment.starts_on, ends_on, list(assignment.versions.all()), holds)


def _record(
    assignment: Assignment, today: date, warnings: Sequence[schedule.Pause], warned: list[Warned]
) -> AssignmentRecord:
    ends_on: date | None = assignment.last_on  # type: ignore[attr-defined]  # annotated by `_whole`
    holds = _holds_within(assignment, ends_on, warnings)
    course = _course(assignment, holds)
    current = schedule.current_version(course, today)
    return AssignmentRecord(
        assignment=assignment,
        ends_on=ends_on,
        state=schedule.state_on(course, today),
        current=current,
        versions=list(course.versions),
        holds=holds,
        held=schedule.hold_on(sorted(holds, key=_warning_first), today),
        warnings=warned,
    )


def _holds_within(
    assignment: Assignment, ends_on: date | None, warnings: Sequence[schedule.Pause]
) -> list[schedule.Pause]:
    """Its own holds and those of the whole plan on its days, without those that cover no day."""
    own = [hold for hold in assignment.holds.all() if hold.until_on is None or hold.until_on >= hold.from_on]
    touching = (w for w in warnings if schedule.meet(w, assignment.starts_on, ends_on))
    return sorted([*own, *touching], key=lambda hold: hold.from_on)


def _warning_first(hold: schedule.Pause) -> bool:
    """A person who resumes must know of a warning sign, even if the plan was paused for travel before."""
    return hold.reason != HoldReason.WARNING_SIGN


def one_record(assignment_id: UUID, patient: "Patient", today: date) -> AssignmentRecord:
    """The record of one assignment. Raises UnknownAssignment."""
    found = assignments_of(patient).filter(pk=assignment_id).first()
    if found is None:
        raise UnknownAssignment
    return records_of([found], patient, today)[0]


def patient_of(assignment_id: UUID) -> UUID:
    """The id of the patient whose assignment it is. Raises UnknownAssignment."""
    patient_id = Assignment.objects.filter(pk=assignment_id).values_list("patient_id", flat=True).first()
    if patient_id is None:
        raise UnknownAssignment
    return patient_id


def step_names(patient_id: UUID) -> dict[UUID, str]:
    """The exercise's name of each step that was ever prescribed to a patient, by the step's id."""
    steps = AssignmentStep.objects.filter(version__assignment__patient=patient_id)
    return dict(steps.values_list("pk", "exercise__name"))


def zones_of(patient: "Patient") -> zones.Zones:
    """The patient's pain zones, or the default."""
    row = PainZones.objects.filter(patient=patient).first()
    if row is None:
        return zones.DEFAULT
    return zones.Zones(row.green_to, row.amber_to, row.next_morning_rule, row.nerve_rule)


def shown(record: AssignmentRecord) -> dict[str, Any]:
    """What the contract shows of a record."""
    assignment, current = record.assignment, record.current
    return {
        "id": assignment.pk,
        "name": assignment.name,
        "condition": assignment.condition,
        "routine": assignment.routine_id,
        "starts_on": assignment.starts_on,
        "first_day_counts": assignment.first_day_counts,
        "ends_on": record.ends_on,
        "state": record.state,
        "end_reason": assignment.end_reason or None,
        **_shown_version(current),
        "held": record.held and _shown_hold(record.held),
        "holds": [_shown_hold(hold) for hold in record.holds],
        "versions": [_shown_version(version) for version in record.versions],
        "warnings": [_shown_warning(warned) for warned in record.warnings],
    }


def _shown_version(version: AssignmentVersion) -> dict[str, Any]:
    return {
        "version": version.version,
        "valid_from": version.valid_from,
        "days": version.days,
        "times_per_day": version.times_per_day,
        "note": version.note,
        "steps": [{"id": step.pk, **shown_step(step)} for step in version.steps.all()],
    }


def _shown_hold(hold: schedule.Pause) -> dict[str, Any]:
    return {"from_on": hold.from_on, "until_on": hold.until_on, "reason": hold.reason, "note": hold.note}


def _shown_warning(warned: Warned) -> dict[str, Any]:
    texts = {
        Caution.MANY_EXERCISES: _(
            "%(number)d exercises. Programmes of two to four exercises are done best (Bachmann 2018)."
        ),
        Caution.LONG_DAY: _("About %(number)d minutes a day. More than about 20 is seldom kept up."),
        Caution.SAME_EXERCISE: _("Another plan asks for the same on the same days: %(names)s."),
        Caution.NUMB_FEET: _("This patient's feet may feel less. Look at the cautions of: %(names)s."),
    }
    said = texts[warned.about] % {"number": warned.number, "names": ", ".join(warned.names)}
    return {"code": warned.about, "detail": said, "number": warned.number, "exercises": list(warned.names)}


def _whole(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    whole = assignments.annotate(last_on=Least(F("ends_on"), F("episode__ended_on")))
    return whole.select_related("routine").prefetch_related("versions__steps__exercise", "holds")


def _prescribed(version: AssignmentVersion) -> list[PrescribedStep]:
    return [
        PrescribedStep(step.exercise.name, step.dosage(), step.side, step.exercise.numb_foot_caution)
        for step in version.steps.all()
    ]
