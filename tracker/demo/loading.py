"""Loading the demo: again, it only tells what has happened since."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from accounts.queries import episode_in_care, own_patient, person_by_email
from accounts.rules.purpose import Purpose
from accounts.rules.roles import RISK_QUESTIONS, Answer, Role
from accounts.services import records
from accounts.services.care import start_episode
from accounts.services.clinics import add_member, create_clinic
from accounts.services.people import answer_intake, create_person
from common.clock import local_date
from common.zones import ZoneInfo
from diary.queries.tallies import last_entry_at
from diary.rules.merging import MergeResult
from diary.services import apply_changes
from exercises.queries.assignments import assignments_of, records_of
from exercises.queries.care import Care, care_of
from exercises.queries.days import planned_sets
from exercises.queries.library import starter_of
from exercises.rules.dosage import HoldReason
from exercises.services.assignments import Change, Prescription, Schedule, change_assignment, prescribe
from exercises.services.holds import hold_assignment
from exercises.services.library import load_library
from exercises.services.starter import take_starter
from exercises.services.steps import StepRequest, steps_of
from progress.services.review import review_diaries
from tracker.demo.people import PATIENTS, PLACES, DemoPatient, Place, address
from tracker.demo.scenarios import DAYS, Flare, diary
from tracker.demo.weeks import sum_up_weeks
from tracker.demo.writer import NAMESPACE, Patient, PlannedSession, SentChange, Step

REGIONS = {
    "metatarsalgia": "metatarsal_2",
    "mortons-neuroma": "web_3",
    "plantar-forefoot-pain": "metatarsal_3",
    "neuropathic-foot-pain": "toe_1",
}
ON_ITS_WAY = 6
"""How many days before the last entry something may still have been on its way."""


@dataclass(frozen=True)
class DemoPerson:
    """One of the demo's people; `place` is empty for who uses Footing alone."""

    role: str
    name: str
    place: str

    @property
    def email(self) -> str:
        return address(self.name)


@dataclass(frozen=True)
class Loaded:
    """The people of the demo, and the number of entries added this time."""

    people: list[DemoPerson]
    entries: int


def load_demo(now: datetime, say: Callable[[str], None]) -> Loaded:
    """Make the demo's people where they are missing, and tell their diaries up to `now`.

    `say` is told of the progress in words. Loading again, at once or days later, adds only what is new.
    """
    load_library(now=now)
    if person_by_email(address(PLACES[0].manager)) is None:
        say("Making the clinics and their people.")
        _make_people(now)
    entries = 0
    for demo_patient in PATIENTS:
        told = _tell(demo_patient, now)
        entries += told
        if told:
            say(f"{demo_patient.name}: {told} entries.")
    say(f"{review_diaries(now=now)} diaries reviewed, {sum_up_weeks(now)} weeks summed up.")
    return Loaded(_everybody(), entries)


@transaction.atomic
def _make_people(now: datetime) -> None:
    began = now - timedelta(days=DAYS + 14)
    clinics: dict[str, Any] = {}
    staff: dict[str, Any] = {}
    for place in PLACES:
        clinic = create_clinic(name=place.name, now=began, synthetic=True)
        for name, role in _staff(place):
            person = create_person(
                email=address(name), name=name, now=began, time_zone=place.zone, synthetic=True
            )
            add_member(clinic=clinic, user=person, role=role, now=began)
            staff[name], clinics[name] = person, clinic
    for demo_patient in PATIENTS:
        _make_patient(
            demo_patient,
            staff.get(demo_patient.therapist or ""),
            clinics.get(demo_patient.therapist or ""),
            now,
        )


def _make_patient(demo_patient: DemoPatient, therapist: Any, clinic: Any, now: datetime) -> None:
    began = _at(local_date(now, demo_patient.zone) - timedelta(days=DAYS), time(8), demo_patient.zone)
    user = create_person(
        email=address(demo_patient.name),
        name=demo_patient.name,
        now=began,
        time_zone=demo_patient.zone,
        synthetic=True,
    )
    risk = dict.fromkeys(RISK_QUESTIONS, Answer.NO) | demo_patient.risk
    patient = answer_intake(user=user, foot=demo_patient.foot, risk=risk, sign_up_open=True, now=began)
    if therapist is None:
        take_starter(patient=patient, by=user, condition=demo_patient.condition, now=began)
        return
    start_episode(
        patient=patient,
        clinic=clinic,
        condition=demo_patient.condition,
        team=[therapist],
        started_on=local_date(began, demo_patient.zone),
        now=began,
    )
    _prescribe(demo_patient, patient.pk, therapist, began)


def _prescribe(demo_patient: DemoPatient, patient_id: UUID, therapist: Any, began: datetime) -> None:
    care = _care(therapist, patient_id, began)
    routine = starter_of(demo_patient.condition)
    schedule = Schedule(routine.days, routine.times_per_day, routine.note)
    wanted = Prescription(routine.name, steps_of(routine), schedule, care.today, routine=routine)
    assignment = prescribe(care=care, by=therapist, prescription=wanted, now=began)
    if demo_patient.scenario.more_from is not None:
        then = began + timedelta(days=demo_patient.scenario.more_from)
        change_assignment(
            care=_care(therapist, patient_id, then),
            assignment_id=assignment.pk,
            by=therapist,
            change=Change(steps=[_more(step) for step in steps_of(routine)]),
            now=then,
        )
    if demo_patient.scenario.flare is not None:
        _rest(demo_patient.scenario.flare, patient_id, assignment.pk, therapist, began)


def _care(therapist: Any, patient_id: UUID, now: datetime) -> Care:
    with transaction.atomic():
        opened = records.open(actor=therapist, patient_id=patient_id, purpose=Purpose.PRESCRIPTION, now=now)
    return care_of(opened, now)


def _more(step: StepRequest) -> StepRequest:
    dosage = step.dosage
    return step if dosage is None else replace(step, dosage=replace(dosage, sets=(dosage.sets or 1) + 1))


def _rest(flare: Flare, patient_id: UUID, assignment_id: UUID, therapist: Any, began: datetime) -> None:
    then = began + timedelta(days=flare.from_day + 2)
    care = _care(therapist, patient_id, then)
    hold_assignment(
        care=care,
        assignment_id=assignment_id,
        by=therapist,
        reason=HoldReason.FLARE,
        note="Rest until the pain is back to where it was.",
        from_on=care.today,
        until_on=care.today + timedelta(days=min(flare.days, 7)),
        now=then,
    )


def _tell(demo_patient: DemoPatient, now: datetime) -> int:
    """Tell what the patient wrote since the last entry, in the order in which it reached the server."""
    user = person_by_email(address(demo_patient.name))
    own = own_patient(user) if user else None
    episode = episode_in_care(own) if own else None
    if own is None or episode is None:
        return 0
    plan = _plan(own, episode.started_on, local_date(now, demo_patient.zone))
    writer = Patient(
        address(demo_patient.name),
        demo_patient.scenario,
        demo_patient.foot,
        REGIONS[demo_patient.condition],
        demo_patient.zone,
        episode.started_on,
        plan,
    )
    last = last_entry_at([own.pk]).get(own.pk)
    from_day = (
        0 if last is None else (local_date(last, demo_patient.zone) - episode.started_on).days - ON_ITS_WAY
    )
    batches = _by_arrival(diary(writer, from_day, now), demo_patient.zone, now)
    device = uuid5(NAMESPACE, f"phone/{writer.key}")
    with transaction.atomic():
        before = apply_changes(patient_id=own.pk, device_id=device, changes=[], now=now).head
        heads = [_send(own.pk, device, batches[arrived], arrived) for arrived in sorted(batches)]
    return max([before, *heads]) - before


def _send(patient_id: UUID, device_id: UUID, changes: list[dict[str, Any]], arrived: datetime) -> int:
    """Tell changes as a phone does; how far the diary has come by them."""
    answer = apply_changes(patient_id=patient_id, device_id=device_id, changes=changes, now=arrived)
    if any(each.verdict == MergeResult.REFUSED for each in answer.verdicts):
        raise RuntimeError(f"the demo's own entry was refused: {answer.verdicts}")
    return answer.head


def _by_arrival(told: Iterable[SentChange], zone: str, now: datetime) -> dict[datetime, list[dict[str, Any]]]:
    """The changes by the instant they reach the server: every other evening, so that nothing is late by
    it.
    """
    batches: dict[datetime, list[dict[str, Any]]] = defaultdict(list)
    for each in told:
        arrived = _at(each.sent_on + timedelta(days=each.sent_on.toordinal() % 2), time(23), zone)
        if _at(each.sent_on, time.min, zone) <= now:
            batches[min(arrived, now)].append(each.change)
    return batches


def _plan(patient: Any, from_on: date, to_on: date) -> dict[date, PlannedSession]:
    """What is asked of the patient on each planned day."""
    steps: dict[str, tuple[int, Step]] = {}
    for record in records_of(assignments_of(patient), patient, to_on):
        for version in record.versions:
            steps |= {str(step.pk): (version.version, _step(step)) for step in version.steps.all()}
    days: dict[date, PlannedSession] = {}
    for row in sorted(
        planned_sets([patient.pk], from_on, to_on), key=lambda row: (row.on, row.assignment_id)
    ):
        known = days[row.on].steps if row.on in days else ()
        named = {key.partition("/")[0] for key in row.sets}
        asked = [step for name, step in steps.items() if name in named]
        number = asked[0][0]
        days[row.on] = PlannedSession(row.assignment_id, number, (*known, *(step for _number, step in asked)))
    return days


def _step(step: Any) -> Step:
    seconds = step.hold_seconds or step.duration_seconds
    return Step(step.pk, step.exercise.slug, step.side, step.sets or 1, step.reps, seconds)


def _at(on: date, at: time, zone: str) -> datetime:
    return datetime.combine(on, at, ZoneInfo(zone))


def _staff(place: Place) -> list[tuple[str, Role]]:
    return [(place.manager, Role.MANAGER), *((name, Role.THERAPIST) for name in place.therapists)]


def _everybody() -> list[DemoPerson]:
    staff = [DemoPerson(role.value, name, place.name) for place in PLACES for name, role in _staff(place)]
    clinics = {name: place.name for place in PLACES for name in place.therapists}
    patients = [
        DemoPerson("patient", demo_patient.name, clinics.get(demo_patient.therapist or "", ""))
        for demo_patient in PATIENTS
    ]
    return staff + patients
