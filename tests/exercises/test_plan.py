import gzip
import json
from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from accounts.models import Patient, User
from exercises.api.response_serializers import PlannedAssignmentOut, PlanOut
from exercises.models import Assignment, Exercise
from exercises.services.holds import hold_for_warning_signs
from tests import factories

PLAN = "/api/v1/plan/"


@pytest.fixture
def plan(ana):
    """`plan()`: ana's plan as she gets it now."""
    return lambda: ana.get(PLAN).json()


def test_plan_has_everything_the_phone_needs(plan, prescribe, cast, today):
    made = prescribe(routine="mortons-neuroma-starter", steps=[{"exercise": "toe-spreads"}])
    got = plan()
    assert set(got) == set(PlanOut().fields)
    assert got["patient"] == {
        "id": str(cast.ana_patient.pk),
        "name": "Ana",
        "time_zone": "Europe/Madrid",
        "foot": "right",
    }
    assert got["today"] == str(today)
    assert got["zones"] == {"green_to": 2, "amber_to": 5, "next_morning_rule": True, "nerve_rule": True}
    assert (got["reminders"], got["on_hold"], got["may_feel_less"]) == ([], None, False)
    (assignment,) = got["assignments"]
    assert set(assignment) == set(PlannedAssignmentOut().fields)
    assert assignment == {name: made[name] for name in assignment}


def test_plan_says_of_an_assignment_what_the_therapist_reads(plan, tess, prescribe, today):
    made = prescribe(ends_on=str(today + timedelta(days=30)), note="Slowly.")
    address = f"/api/v1/assignments/{made['id']}"
    tess.post(f"{address}/versions/", {"days": [1, 2], "valid_from": str(today + timedelta(days=2))})
    tess.post(f"{address}/versions/", {"days": [6], "valid_from": str(today + timedelta(days=2))})
    tess.post(f"{address}/hold/", {"reason": "ill", "until_on": str(today + timedelta(days=1))})
    tess.post(f"{address}/hold/", {"reason": "travel", "from_on": str(today + timedelta(days=9))})
    read = tess.get(f"{address}/").json()
    (assignment,) = plan()["assignments"]
    assert assignment == {name: read[name] for name in assignment}
    assert len(assignment["holds"]) == 2
    assert assignment["held"]["reason"] == "ill"


def test_plan_shows_an_assignment_still_to_come_by_its_first_version(plan, tess, prescribe, today):
    made = prescribe(starts_on=str(today + timedelta(days=3)), days=[1])
    later = str(today + timedelta(days=8))
    tess.post(f"/api/v1/assignments/{made['id']}/versions/", {"days": [2], "valid_from": later})
    assert plan()["assignments"][0]["days"] == [1]


def test_plan_carries_only_the_exercises_it_uses_and_the_starters(plan, prescribe):
    prescribe(steps=[{"exercise": "ice-pack"}])
    starter = {"toe-curls", "towel-scrunches", "calf-stretch", "plantar-fascia-stretch"}
    exercises = plan()["exercises"]
    assert set(exercises) == {"ice-pack", *starter}
    assert exercises["ice-pack"]["dosage"]["duration_seconds"] == 600
    assert exercises["ice-pack"]["numb_foot_caution"] is True


def test_plan_carries_the_exercises_of_earlier_versions(plan, tess, prescribe):
    made = prescribe(steps=[{"exercise": "ice-pack"}])
    tess.post(f"/api/v1/assignments/{made['id']}/versions/", {"steps": [{"exercise": "heel-raises"}]})
    assert {"ice-pack", "heel-raises"} <= set(plan()["exercises"])


def test_plan_carries_the_own_conditions_learn_page_whole_and_its_cards(plan, ana):
    got = plan()
    pages = {page["slug"]: page for page in got["conditions"]}
    assert pages["metatarsalgia"] == ana.get("/api/v1/conditions/metatarsalgia/").json()
    assert set(pages["mortons-neuroma"]) == {"slug", "name"}
    assert len(pages) == 4
    assert {card["slug"] for card in got["care_cards"]} == set(pages["metatarsalgia"]["care"])
    assert all(card["title"] and card["text"] for card in got["care_cards"])


def test_plan_flags_numb_feet(plan, cast):
    Patient.objects.filter(pk=cast.ana_patient.pk).update(diabetes="yes")
    assert plan()["may_feel_less"] is True


@pytest.mark.parametrize(("ended", "shown"), [(14, 1), (15, 0)])
def test_plan_keeps_an_ended_assignment_for_two_weeks(plan, prescribe, today, ended, shown):
    prescribe()
    Assignment.objects.update(
        starts_on=today - timedelta(days=60), ends_on=today - timedelta(days=ended), end_reason="finished"
    )
    assert len(plan()["assignments"]) == shown


def test_plan_leaves_out_what_ended_before_it_began(plan, tess, prescribe, today):
    made = prescribe(starts_on=str(today + timedelta(days=2)))
    tess.post(f"/api/v1/assignments/{made['id']}/end/", {"reason": "other"})
    assert plan()["assignments"] == []


def test_plan_rests_wholly_for_a_warning_sign_until_the_therapist_resumes(plan, tess, prescribe, cast, today):
    made = prescribe()
    hold_for_warning_signs(todays={cast.ana_patient.pk: today}, now=factories.NOW)
    assert plan()["on_hold"] == {"reason": "warning", "since_on": str(today)}
    assert tess.post(f"/api/v1/assignments/{made['id']}/resume/", {}).status_code == 200
    assert plan()["on_hold"] is None


def test_plan_is_whole_for_a_patient_with_nothing_yet(client_of, library):
    newcomer = factories.patient("New")
    got = client_of(newcomer.user).get(PLAN).json()
    assert (got["assignments"], got["exercises"], got["care_cards"]) == ([], {}, [])
    assert [set(page) for page in got["conditions"]] == [{"slug", "name"}] * 4


def test_plan_keeps_odd_characters(ana, prescribe, cast):
    odd = 'é"\\ \u2028 </script> \t 日本'
    User.objects.filter(pk=cast.ana.pk).update(name=odd)
    prescribe(note=odd)
    got = ana.get(PLAN).json()
    assert got["patient"]["name"] == odd
    assert got["assignments"][0]["note"] == odd.strip()


def test_plan_is_for_patients_only(tess):
    answer = tess.get(PLAN)
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_plan_asks_for_a_sign_in(library, client_of):
    assert client_of(None).get(PLAN).status_code == 401


def test_plan_is_never_stored_and_never_about_another(ana, client_of, cast, prescribe):
    prescribe()
    answer = ana.get(PLAN)
    assert answer["Cache-Control"] == "no-store"
    assert client_of(cast.ben).get(PLAN).json()["assignments"] == []


def test_plan_is_zipped_on_demand_and_small(client_of, tess, prescribe, cast):
    prescribe(routine="metatarsalgia-strength-and-stretch")
    client: APIClient = client_of(cast.ana)
    plain, zipped = client.get(PLAN), client.get(PLAN, HTTP_ACCEPT_ENCODING="gzip, br")
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert plain["ETag"] != zipped["ETag"]
    assert len(zipped.content) <= 12_000
    json.loads(plain.content)


def test_plan_costs_one_statement_however_much_there_is(ana, prescribe, statements):
    prescribe()
    before = statements(lambda: ana.get(PLAN))
    for _ in range(5):
        prescribe(routine="metatarsalgia-strength-and-stretch")
    assert statements(lambda: ana.get(PLAN)) == before


def test_foot_is_the_patients_own_answer(plan, cast):
    Patient.objects.filter(pk=cast.ana_patient.pk).update(foot="left")
    assert plan()["patient"]["foot"] == "left"


def test_plan_does_not_mention_another_clinics_exercises(plan, cast):
    Exercise.objects.filter(slug="ice-pack").update(clinic=cast.south)
    assert "ice-pack" not in plan()["exercises"]
