"""A warning sign's hold belongs to the patient's plan, not to one assignment of it."""

from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection

from accounts.models import Clinic, Episode, Patient
from accounts.services.care import end_episode
from common import clock
from exercises.models import Assignment, Hold, WarningHold
from exercises.queries.days import planned_sessions, planned_sets
from exercises.services.holds import hold_for_warning_signs
from tests import factories

PLAN = "/api/v1/plan/"
STARTER = "/api/v1/me/starter/"
CLEAR = dict.fromkeys(["diabetes", "loss_of_feeling", "past_ulcer_or_amputation", "poor_circulation"], "no")
STEPS = {"steps": [{"exercise": "toe-spreads"}]}


@pytest.fixture
def warn(today):
    """`warn(patient, ago=0)`: a warning sign holds the plan from that many days ago on."""

    def hold(patient: Patient, ago: int = 0) -> None:
        hold_for_warning_signs(todays={patient.pk: today - timedelta(days=ago)}, now=clock.now())

    return hold


@pytest.fixture
def alone(library) -> Patient:
    return factories.patient("Lone", **CLEAR)


@pytest.fixture
def lone(alone, client_of):
    return client_of(alone.user)


def resume(client, who: str, **body):
    return client.post(f"/api/v1/patients/{who}/resume/", body)


def test_one_resume_lifts_the_hold_after_the_held_assignment_was_ended(tess, ana, prescribe, cast, warn):
    first = prescribe()
    warn(cast.ana_patient)
    tess.post(f"/api/v1/assignments/{first['id']}/end/", {"reason": "other"})
    second, third = prescribe(), prescribe()
    assert [second["state"], third["state"]] == ["held", "held"]
    assert second["held"]["reason"] == "warning"
    answer = tess.post(f"/api/v1/assignments/{third['id']}/resume/", {"reason": "Seen today."})
    assert answer.json()["state"] == "active"
    assert tess.get(f"/api/v1/assignments/{second['id']}/").json()["state"] == "active"
    plan = ana.get(PLAN).json()
    assert (plan["on_hold"], plan["warning_hold"]) == (None, None)
    assert [each["held"] for each in plan["assignments"]] == [None, None]
    lifted = WarningHold.objects.get()
    assert (lifted.lifted_by, lifted.lift_reason) == (cast.tess, "Seen today.")


def test_patient_resume_lifts_the_warning_and_no_other_pause(tess, prescribe, cast, warn, today):
    paused, other = prescribe(), prescribe()
    tess.post(f"/api/v1/assignments/{paused['id']}/hold/", {"reason": "travel"})
    warn(cast.ana_patient)
    answer = resume(tess, cast.ana_patient.pk, reason="Healed.")
    assert answer.status_code == 200
    assert (answer.json()["since"], answer.json()["from_on"]) == (None, None)
    assert answer.json()["lifted_at"] is not None
    states = {row["id"]: row["state"] for row in listed(tess, cast)}
    assert states == {paused["id"]: "held", other["id"]: "active"}


def listed(client, cast) -> list[dict]:
    return client.get(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/").json()["results"]


def test_resume_without_a_warning_is_refused(tess, prescribe, cast):
    prescribe()
    answer = resume(tess, cast.ana_patient.pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_held")


def test_patient_of_a_clinic_cannot_lift_the_warning(ana, prescribe, cast, warn):
    made = prescribe()
    warn(cast.ana_patient)
    for door in ("patients/me", f"patients/{cast.ana_patient.pk}", f"assignments/{made['id']}"):
        refused = ana.post(f"/api/v1/{door}/resume/", {"professional_looked": True})
        assert (refused.status_code, refused.json()["code"]) == (403, "clinic_decides")
    assert ana.get(PLAN).json()["warning_hold"]["may_resume"] is False


@pytest.mark.parametrize("door", ["patients/me", "assignments"])
def test_patient_alone_lifts_the_warning_once_a_professional_looked(lone, alone, warn, door):
    taken = lone.post(STARTER, {"condition": "metatarsalgia"}).json()
    warn(alone)
    plan = lone.get(PLAN).json()
    assert plan["warning_hold"]["may_resume"] is True
    assert plan["assignments"][0]["held"]["reason"] == "warning"
    address = door if door == "patients/me" else f"assignments/{taken['id']}"
    told = {"professional_looked": True, "reason": "My doctor saw it."}
    assert lone.post(f"/api/v1/{address}/resume/", told).status_code == 200
    after = lone.get(PLAN).json()
    assert (after["warning_hold"], after["assignments"][0]["held"]) == (None, None)
    assert after["warning_lifted_at"] is not None


def test_warning_survives_a_change_of_the_condition_taken_alone(lone, alone, warn):
    lone.post(STARTER, {"condition": "metatarsalgia"})
    warn(alone)
    other = lone.post(STARTER, {"condition": "plantar-forefoot-pain"}).json()
    assert other["state"] == "held"


def test_warning_before_any_routine_holds_the_first_one(lone, alone, warn):
    warn(alone)
    assert lone.post(STARTER, {"condition": "metatarsalgia"}).json()["state"] == "held"


def test_patient_whose_care_ended_lifts_the_warning_alone(ana, prescribe, cast, warn):
    prescribe()
    warn(cast.ana_patient)
    end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=clock.now())
    assert ana.get(PLAN).json()["warning_hold"]["may_resume"] is True
    assert resume(ana, "me").status_code == 400
    assert resume(ana, "me", professional_looked=True).status_code == 200


def test_warned_days_are_planned_for_no_assignment(prescribe, cast, warn, tess, today):
    for _each in range(2):
        prescribe()
    Assignment.objects.update(starts_on=today - timedelta(days=9))
    for assignment in Assignment.objects.all():
        assignment.versions.update(valid_from=today - timedelta(days=9))
    warn(cast.ana_patient, ago=4)
    assert planned(cast, today) == [-9, -8, -7, -6, -5]
    resume(tess, cast.ana_patient.pk)
    assert planned(cast, today) == [-9, -8, -7, -6, -5, 0, 1]
    ids, window = [cast.ana_patient.pk], (today - timedelta(days=9), today + timedelta(days=1))
    sessions = {(row.on - today).days: row.sessions for row in planned_sessions(ids, *window)}
    assert (sessions[-5], sessions[-4], sessions[-1], sessions[0]) == (2, 0, 0, 2)


def planned(cast, today: date) -> list[int]:
    ids, window = [cast.ana_patient.pk], (today - timedelta(days=9), today + timedelta(days=1))
    return sorted({(row.on - today).days for row in planned_sets(ids, *window)})


def test_plan_says_since_when_the_warning_holds_and_when_it_was_lifted(
    ana, tess, prescribe, cast, warn, today
):
    prescribe()
    untouched = ana.get(PLAN).json()
    assert (untouched["warning_hold"], untouched["warning_lifted_at"]) == (None, None)
    warn(cast.ana_patient)
    placed = WarningHold.objects.get().placed_at
    told = ana.get(PLAN).json()["warning_hold"]
    assert datetime.fromisoformat(told.pop("since")) == placed
    assert told == {"from_on": str(today), "may_resume": False, "cause": "finding"}
    resume(tess, cast.ana_patient.pk)
    lifted = ana.get(PLAN).json()
    assert lifted["warning_hold"] is None
    lifted_at = WarningHold.objects.get().lifted_at
    assert datetime.fromisoformat(lifted["warning_lifted_at"]) == lifted_at


def test_plan_names_whom_to_call_and_its_tag_follows(ana, prescribe, cast, settings):
    prescribe()
    first = ana.get(PLAN)
    empty = {"clinic": "North Clinic", "phone": None, "words": "", "emergency_number": None}
    assert first.json()["help"] == empty
    Clinic.objects.filter(pk=cast.north.pk).update(phone="+34 910 000 000", urgent_help="Come at once.")
    second = ana.get(PLAN, HTTP_IF_NONE_MATCH=first["ETag"])
    assert second.json()["help"] == {**empty, "phone": "+34 910 000 000", "words": "Come at once."}
    settings.EMERGENCY_NUMBER = "112"
    third = ana.get(PLAN, HTTP_IF_NONE_MATCH=second["ETag"])
    assert third.json()["help"]["emergency_number"] == "112"
    assert ana.get(PLAN, HTTP_IF_NONE_MATCH=third["ETag"]).status_code == 304


def test_plan_of_a_patient_alone_names_no_clinic(lone, settings):
    settings.EMERGENCY_NUMBER = "112"
    assert lone.get(PLAN).json()["help"] == {
        "clinic": None,
        "phone": None,
        "words": "",
        "emergency_number": "112",
    }


class TestUpgrade:
    """Holds for a warning sign that were kept with each assignment before."""

    def move(self) -> None:
        migration = import_module("exercises.migrations.0005_move_warning_holds")
        with connection.cursor() as cursor:
            cursor.execute(migration._MOVE)
            cursor.execute(migration._FORGET)

    def old(self, assignment: Assignment, from_on: date, until_on: date | None = None) -> None:
        Hold.objects.create(
            assignment=assignment,
            from_on=from_on,
            until_on=until_on,
            reason="warning",
            placed_at=factories.NOW,
        )

    def assignment(self, cast, **columns) -> Assignment:
        episode = Episode.objects.get(patient=cast.ana_patient, ended_on=None)
        return Assignment.objects.create(
            patient=cast.ana_patient,
            episode=episode,
            name="Plan",
            created_at=factories.NOW,
            **{"starts_on": factories.STARTED_ON, **columns},
        )

    def moved(self) -> list[tuple]:
        return list(WarningHold.objects.order_by("from_on").values_list("from_on", "until_on"))

    def test_two_open_holds_of_one_plan_become_one(self, cast, today):
        for _each in range(2):
            self.old(self.assignment(cast), today - timedelta(days=3))
        self.move()
        assert self.moved() == [(today - timedelta(days=3), None)]
        assert not Hold.objects.exists()
        assert WarningHold.objects.get(episode__patient=cast.ana_patient)

    def test_lifted_hold_keeps_its_days(self, cast, today):
        first, last = today - timedelta(days=9), today - timedelta(days=5)
        self.old(self.assignment(cast), first, last)
        self.move()
        assert self.moved() == [(first, last)]

    def test_hold_of_a_lately_ended_assignment_stays_open(self, cast, today):
        self.old(self.assignment(cast, ends_on=today - timedelta(days=2)), today - timedelta(days=3))
        self.assignment(cast)
        self.move()
        assert self.moved() == [(today - timedelta(days=3), None)]

    def test_hold_of_a_long_ended_assignment_does_not_stop_the_plan_that_goes_on(self, cast, today):
        ended = today - timedelta(days=40)
        self.old(self.assignment(cast, ends_on=ended), today - timedelta(days=45))
        self.assignment(cast)
        self.move()
        assert self.moved() == [(today - timedelta(days=45), ended)]

    def test_pause_for_another_reason_stays_with_its_assignment(self, cast, today):
        Hold.objects.create(
            assignment=self.assignment(cast), from_on=today, reason="travel", placed_at=factories.NOW
        )
        self.move()
        assert (self.moved(), Hold.objects.get().reason) == ([], "travel")
