from datetime import date, timedelta

import pytest

from accounts.models import Episode, Patient
from exercises.models import Assignment, PlanVersion, Routine
from exercises.queries.days import planned_sessions, planned_sets
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
    rows = (Assignment, PlanVersion, Episode)
    return not any(table.objects.filter(patient=patient).exists() for table in rows)


def test_starter_routine_starts_today_with_an_episode(lone, alone, today):
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


def test_starter_routine_is_not_doubled_when_taken_twice(lone, alone):
    first = lone.post(STARTER, {"condition": "metatarsalgia"})
    second = lone.post(STARTER, {"condition": "metatarsalgia"})
    assert (second.status_code, second.json()) == (200, first.json())
    assert Assignment.objects.filter(patient=alone).count() == 1


def test_starter_routine_is_taken_again_after_it_was_ended(lone, alone):
    taken = lone.post(STARTER, {"condition": "metatarsalgia"}).json()
    assert lone.post(f"/api/v1/assignments/{taken['id']}/end/", {"reason": "other"}).status_code == 200
    assert lone.post(STARTER, {"condition": "metatarsalgia"}).status_code == 201


def test_starter_routine_replaces_the_starter_of_another_condition(lone, alone, today):
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
def test_starter_routine_waits_for_a_therapist_after_answers_of_high_risk(lone, alone, risk):
    answer(alone, **risk)
    refused = lone.post(STARTER, {"condition": "metatarsalgia"})
    assert (refused.status_code, refused.json()["code"]) == (409, "therapist_must_release")
    assert nothing_written(alone)


@pytest.mark.parametrize(
    "risk", [{"diabetes": "yes"}, {"loss_of_feeling": "yes"}, {"poor_circulation": "yes"}]
)
def test_starter_routine_goes_on_after_answers_of_low_to_moderate_risk(lone, alone, risk):
    answer(alone, **risk)
    assert lone.post(STARTER, {"condition": "metatarsalgia"}).status_code == 201


@pytest.mark.parametrize("question", list(CLEAR))
def test_starter_routine_asks_for_the_intake_first(lone, alone, question):
    answer(alone, **{question: None})
    refused = lone.post(STARTER, {"condition": "metatarsalgia"})
    assert (refused.status_code, refused.json()["code"]) == (409, "intake_missing")
    assert nothing_written(alone)


def test_starter_routine_refuses_a_patient_whom_a_clinic_treats(ana, cast):
    answer(cast.ana_patient, **CLEAR)
    refused = ana.post(STARTER, {"condition": "metatarsalgia"})
    assert (refused.status_code, refused.json()["code"]) == (409, "clinic_decides")
    assert not Assignment.objects.exists()


def test_starter_routine_is_for_patients_only(tess):
    assert tess.post(STARTER, {"condition": "metatarsalgia"}).status_code == 403


@pytest.mark.parametrize("condition", [None, "", "no-such", "a\u0000b", ["metatarsalgia"], 7, "x" * 100])
def test_starter_routine_refuses_a_condition_that_is_not_there(lone, alone, condition):
    body = {} if condition is None else {"condition": condition}
    refused = lone.post(STARTER, body)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["condition"])
    assert nothing_written(alone)


def test_starter_routine_lets_a_patient_alone_change_hold_resume_and_end(lone, alone):
    taken = lone.post(STARTER, {"condition": "metatarsalgia"}).json()
    address = f"/api/v1/assignments/{taken['id']}"
    assert lone.post(f"{address}/versions/", {"days": [1]}).json()["days"] == [1]
    assert lone.post(f"{address}/hold/", {"reason": "ill"}).json()["state"] == "held"
    assert lone.post(f"{address}/resume/", {}).json()["state"] == "active"
    assert lone.post(f"{address}/end/", {"reason": "finished"}).json()["state"] == "ended"


def test_starter_routine_lets_a_patient_alone_add_an_exercise_but_not_past_high_risk(lone, alone):
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


def test_first_day_of_a_routine_counts_whatever_its_weekday(lone, alone, today):
    Routine.objects.filter(slug="mortons-neuroma-starter").update(days=[tomorrow(today).isoweekday()])
    lone.post(STARTER, {"condition": "mortons-neuroma"})
    (assignment,) = lone.get("/api/v1/plan/").json()["assignments"]
    assert (assignment["first_day_counts"], assignment["starts_on"]) == (True, str(today))
    window = today, today + timedelta(days=8)
    days = sorted((row.on - today).days for row in planned_sessions([alone.pk], *window))
    assert days == [0, 1, 8]


def test_reminders_proposed_on_a_first_day_keep_to_the_routines_weekdays(lone, alone, today):
    weekday = tomorrow(today).isoweekday()
    Routine.objects.filter(slug="mortons-neuroma-starter").update(days=[weekday])
    lone.post(STARTER, {"condition": "mortons-neuroma"})
    made = lone.post("/api/v1/reminders/propose/", {}).json()
    assert {tuple(each["days"]) for each in made if each["kind"] == "exercise"} == {(weekday,)}


def tomorrow(today: date) -> date:
    return today + timedelta(days=1)


def intake(client, **risk: str):
    return client.post("/api/v1/me/patient/", {"foot": "left", "risk": {**CLEAR, **risk}})


def test_answers_that_need_a_therapist_rest_a_routine_already_taken(lone, alone):
    lone.post(STARTER, {"condition": "metatarsalgia"})
    intake(lone)
    before = lone.get("/api/v1/plan/")
    assert before.json()["warning_hold"] is None
    assert intake(lone, past_ulcer_or_amputation="yes").status_code == 200
    held = lone.get("/api/v1/plan/", HTTP_IF_NONE_MATCH=before["ETag"]).json()
    assert (held["warning_hold"]["cause"], held["warning_hold"]["may_resume"]) == ("answers", True)
    assert held["assignments"][0]["held"]["reason"] == "warning"
    assert lone.post("/api/v1/patients/me/resume/", {"professional_looked": True}).status_code == 200
    intake(lone, past_ulcer_or_amputation="yes")
    assert lone.get("/api/v1/plan/").json()["warning_hold"] is None


def test_first_answers_hold_nothing_where_nothing_was_taken(lone, alone):
    assert intake(lone, past_ulcer_or_amputation="yes").status_code == 200
    assert lone.get("/api/v1/plan/").json()["warning_hold"] is None
    refused = lone.post(STARTER, {"condition": "metatarsalgia"})
    assert refused.json()["code"] == "therapist_must_release"


def test_answers_corrected_back_lift_what_answers_alone_had_placed(lone, alone):
    lone.post(STARTER, {"condition": "metatarsalgia"})
    intake(lone)
    intake(lone, past_ulcer_or_amputation="yes")
    intake(lone)
    assert lone.get("/api/v1/plan/").json()["warning_hold"] is None


def test_answers_corrected_back_do_not_lift_a_finding(lone, alone, today):
    lone.post(STARTER, {"condition": "metatarsalgia"})
    intake(lone)
    intake(lone, past_ulcer_or_amputation="yes")
    hold_for_warning_signs(todays={alone.pk: today}, now=factories.NOW)
    intake(lone)
    assert lone.get("/api/v1/plan/").json()["warning_hold"]["cause"] == "finding"


def test_cautions_in_the_plan_follow_changed_answers(lone, alone):
    lone.post(STARTER, {"condition": "metatarsalgia"})
    intake(lone)
    before = lone.get("/api/v1/plan/")
    assert before.json()["may_feel_less"] is False
    intake(lone, diabetes="yes")
    after = lone.get("/api/v1/plan/", HTTP_IF_NONE_MATCH=before["ETag"])
    assert (after.status_code, after.json()["may_feel_less"]) == (200, True)
    assert after.json()["warning_hold"] is None


def test_answers_of_a_clinics_patient_leave_the_plan_to_the_therapist(ana, prescribe):
    prescribe()
    intake(ana)
    intake(ana, past_ulcer_or_amputation="yes")
    assert ana.get("/api/v1/plan/").json()["warning_hold"] is None


def test_patient_alone_stops_and_takes_the_same_routine_again(lone, alone, today):
    first = lone.post(STARTER, {"condition": "metatarsalgia"}).json()
    assert lone.post(f"/api/v1/assignments/{first['id']}/end/", {"reason": "other"}).status_code == 200
    assert planned_sessions([alone.pk], today, today + timedelta(days=7)) == []
    again = lone.post(STARTER, {"condition": "metatarsalgia"})
    assert again.status_code == 201
    assert again.json()["id"] != first["id"]
    assert [row.on for row in planned_sessions([alone.pk], today, today)] == [today]
