from datetime import timedelta

import pytest

from accounts.models import Episode, Patient
from exercises.models import Assignment, PlanStamp
from exercises.queries.days import planned_sets
from exercises.services.holds import hold_for_warning_signs
from tests import factories

STARTER = "/api/v1/me/starter/"
CLEAR = {
    "diabetes": "no",
    "loss_of_feeling": "no",
    "past_ulcer_or_amputation": "no",
    "poor_circulation": "no",
}


@pytest.fixture
def alone(library) -> Patient:
    """A patient without a clinic, who has answered the intake."""
    return factories.patient("Lone", **CLEAR)


@pytest.fixture
def lone(alone, client_of):
    return client_of(alone.user)


def answer(patient: Patient, **risk) -> None:
    Patient.objects.filter(pk=patient.pk).update(**risk)


def nothing_written(patient: Patient) -> bool:
    rows = (Assignment, PlanStamp, Episode)
    return not any(table.objects.filter(patient=patient).exists() for table in rows)


def test_starts_an_episode_and_the_starter_routine_today(lone, alone, today):
    answered = lone.post(STARTER, {"condition": "metatarsalgia"})
    taken = answered.json()
    assert answered.status_code == 201
    assert (taken["name"], taken["starts_on"], taken["state"]) == (
        "Metatarsalgia: strength and stretch",
        str(today),
        "active",
    )
    assert len(taken["steps"]) == 4
    episode = Episode.objects.get(patient=alone)
    assert (episode.clinic, episode.condition, episode.ended_on) == (None, "metatarsalgia", None)


def test_is_not_doubled_when_taken_twice(lone, alone):
    first = lone.post(STARTER, {"condition": "metatarsalgia"})
    second = lone.post(STARTER, {"condition": "metatarsalgia"})
    assert (second.status_code, second.json()) == (200, first.json())
    assert Assignment.objects.filter(patient=alone).count() == 1


def test_is_taken_anew_after_it_was_ended(lone, alone):
    taken = lone.post(STARTER, {"condition": "metatarsalgia"}).json()
    assert lone.post(f"/api/v1/assignments/{taken['id']}/end/", {"reason": "other"}).status_code == 200
    assert lone.post(STARTER, {"condition": "metatarsalgia"}).status_code == 201


def test_replaces_the_starter_of_another_condition(lone, alone, today):
    lone.post(STARTER, {"condition": "metatarsalgia"})
    taken = lone.post(STARTER, {"condition": "plantar-forefoot-pain"}).json()
    week = planned_sets([alone.pk], today, today + timedelta(days=6))
    assert {str(row.assignment_id) for row in week} == {taken["id"]}
    plan = lone.get("/api/v1/plan/").json()
    assert [each["id"] for each in plan["assignments"]] == [taken["id"]]


@pytest.mark.parametrize(
    "risk",
    [
        {"past_ulcer_or_amputation": "yes"},
        {"diabetes": "yes", "poor_circulation": "yes"},
        {"loss_of_feeling": "yes", "poor_circulation": "yes"},
    ],
)
def test_waits_for_a_therapist_after_answers_of_high_risk(lone, alone, risk):
    answer(alone, **risk)
    refused = lone.post(STARTER, {"condition": "metatarsalgia"})
    assert (refused.status_code, refused.json()["code"]) == (409, "therapist_must_release")
    assert nothing_written(alone)


@pytest.mark.parametrize(
    "risk", [{"diabetes": "yes"}, {"loss_of_feeling": "yes"}, {"poor_circulation": "yes"}]
)
def test_goes_on_after_answers_of_low_to_moderate_risk(lone, alone, risk):
    answer(alone, **risk)
    assert lone.post(STARTER, {"condition": "metatarsalgia"}).status_code == 201


@pytest.mark.parametrize("question", list(CLEAR))
def test_asks_for_the_intake_first(lone, alone, question):
    answer(alone, **{question: None})
    refused = lone.post(STARTER, {"condition": "metatarsalgia"})
    assert (refused.status_code, refused.json()["code"]) == (409, "intake_missing")
    assert nothing_written(alone)


def test_refuses_a_patient_whom_a_clinic_treats(ana, cast):
    answer(cast.ana_patient, **CLEAR)
    refused = ana.post(STARTER, {"condition": "metatarsalgia"})
    assert (refused.status_code, refused.json()["code"]) == (409, "clinic_decides")
    assert not Assignment.objects.exists()


def test_is_for_patients_only(tess):
    assert tess.post(STARTER, {"condition": "metatarsalgia"}).status_code == 403


@pytest.mark.parametrize("condition", [None, "", "no-such", "a\u0000b", ["metatarsalgia"], 7, "x" * 100])
def test_refuses_a_condition_that_is_not_there(lone, alone, condition):
    body = {} if condition is None else {"condition": condition}
    refused = lone.post(STARTER, body)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["condition"])
    assert nothing_written(alone)


def test_lets_a_patient_alone_change_hold_resume_and_end(lone, alone):
    taken = lone.post(STARTER, {"condition": "metatarsalgia"}).json()
    address = f"/api/v1/assignments/{taken['id']}"
    assert lone.post(f"{address}/versions/", {"days": [1]}).json()["days"] == [1]
    assert lone.post(f"{address}/hold/", {"reason": "ill"}).json()["state"] == "held"
    assert lone.post(f"{address}/resume/", {}).json()["state"] == "active"
    assert lone.post(f"{address}/end/", {"reason": "finished"}).json()["state"] == "ended"


def test_lets_a_patient_alone_add_an_exercise_but_not_past_high_risk(lone, alone):
    lone.post(STARTER, {"condition": "metatarsalgia"})
    more = {"steps": [{"exercise": "toe-spreads"}]}
    assert lone.post("/api/v1/patients/me/assignments/", more).status_code == 201
    answer(alone, past_ulcer_or_amputation="yes")
    refused = lone.post("/api/v1/patients/me/assignments/", more)
    assert (refused.status_code, refused.json()["code"]) == (409, "therapist_must_release")
    assert Assignment.objects.filter(patient=alone).count() == 2


def test_warning_hold_stays_when_a_patient_alone_resumes_without_a_professional(lone, alone, today):
    taken = lone.post(STARTER, {"condition": "metatarsalgia"}).json()
    assert hold_for_warning_signs(todays={alone.pk: today}, now=factories.NOW) == 1
    assert hold_for_warning_signs(todays={alone.pk: today}, now=factories.NOW) == 0
    for door in (f"assignments/{taken['id']}", "patients/me"):
        for body in ({}, {"professional_looked": False}, {"reason": "It looks fine."}):
            refused = lone.post(f"/api/v1/{door}/resume/", body)
            assert (refused.status_code, list(refused.json()["errors"])) == (400, ["professional_looked"])
    assert lone.get("/api/v1/plan/").json()["on_hold"] == {"reason": "warning", "since_on": str(today)}
