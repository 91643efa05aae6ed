import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from exercises.models import Assignment, AssignmentStep, AssignmentVersion, PlanVersion
from tests.cast import Cast

TOE_CURLS = {"exercise": "toe-curls", "sets": 2, "reps": 10, "side": "each", "note": "Slowly."}


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/api/v1/patients/{cast.ana_patient.pk}/assignments/"


def nothing_written() -> bool:
    rows = (Assignment, AssignmentVersion, AssignmentStep, PlanVersion)
    return not any(table.objects.exists() for table in rows)


def test_prescription_makes_an_assignment_with_version_1(tess, address, today, cast):
    body = {
        "steps": [TOE_CURLS],
        "starts_on": str(today),
        "days": [5, 1, 3],
        "times_per_day": 2,
        "note": "Go on.",
    }
    answer = tess.post(address, body)
    made = answer.json()
    assert answer.status_code == 201
    assert made["version"] == 1
    assert (made["name"], made["condition"], made["state"]) == ("Toe curls", "metatarsalgia", "active")
    assert (made["days"], made["times_per_day"], made["note"]) == ([1, 3, 5], 2, "Go on.")
    assert (made["starts_on"], made["ends_on"], made["held"], made["holds"]) == (str(today), None, None, [])
    (step,) = made["steps"]
    assert step == {
        "id": str(AssignmentStep.objects.get().pk),
        **TOE_CURLS,
        "hold_seconds": None,
        "duration_seconds": None,
        "rest_seconds": None,
    }
    (version,) = made["versions"]
    assert (version["version"], version["valid_from"], version["steps"]) == (1, str(today), [step])
    assert Assignment.objects.get().assigned_by == cast.tess


def test_routine_is_prescribed_by_id_or_by_its_slug(tess, address):
    slug = "mortons-neuroma-starter"
    routine = next(each for each in tess.get("/api/v1/routines/").json()["results"] if each["slug"] == slug)
    for named in (routine["id"], slug):
        made = tess.post(address, {"routine": named}).json()
        assert (made["routine"], made["name"], made["days"]) == (routine["id"], routine["name"], [1, 3, 5])
        assert [{**step, "id": None} for step in made["steps"]] == [
            {**step, "id": None} for step in routine["steps"]
        ]


def test_prescription_accepts_steps_over_those_of_the_routine(tess, address):
    made = tess.post(address, {"routine": "mortons-neuroma-starter", "steps": [TOE_CURLS]}).json()
    assert [step["exercise"] for step in made["steps"]] == ["toe-curls"]
    assert made["routine"] is not None


def test_prescription_takes_the_exercises_own_dosage_and_side_for_a_step_without(prescribe):
    made = prescribe(steps=[{"exercise": "gastroc-soleus-stretch"}])
    (step,) = made["steps"]
    assert (step["reps"], step["hold_seconds"], step["side"]) == (2, 20, "each")


def test_prescription_remembers_which_version_of_an_exercise_was_prescribed(prescribe):
    prescribe()
    assert AssignmentStep.objects.get().exercise_version == 1


def test_prescription_warns_above_four_exercises_and_states_the_number(prescribe):
    five = ["toe-curls", "heel-raises", "toe-spreads", "toe-lifts", "ankle-pumps"]
    made = prescribe(steps=[{"exercise": slug, "reps": 1} for slug in five])
    (warning,) = made["warnings"]
    assert (warning["code"], warning["number"]) == ("many_exercises", 5)
    assert "5 exercises" in warning["detail"]


def test_prescription_warns_above_twenty_minutes_a_day_and_states_them(prescribe):
    made = prescribe(steps=[{"exercise": "toe-lifts", "duration_seconds": 660}], times_per_day=2)
    (warning,) = made["warnings"]
    assert (warning["code"], warning["number"]) == ("long_day", 22)
    assert "22 minutes" in warning["detail"]


def test_prescription_warns_of_ice_for_a_patient_whose_feet_may_feel_less(prescribe, cast):
    cast.ana_patient.loss_of_feeling = "unsure"
    cast.ana_patient.save(update_fields=["loss_of_feeling"])
    made = prescribe(steps=[{"exercise": "ice-pack"}, {"exercise": "toe-curls"}])
    warning = made["warnings"][-1]
    assert (warning["code"], warning["exercises"]) == ("numb_feet", ["Ice pack"])


def test_prescription_does_not_mention_numb_feet_where_nobody_asked(prescribe):
    assert prescribe(steps=[{"exercise": "thumb-walk-massage"}])["warnings"] == []


def test_prescription_lets_the_clinics_manager_prescribe(client_of, cast, library, address):
    assert client_of(cast.mira).post(address, {"steps": [TOE_CURLS]}).status_code == 201


def test_prescription_lists_the_newest_first(tess, address, prescribe):
    first, second = prescribe(), prescribe()
    listed = tess.get(address).json()
    assert [each["id"] for each in listed["results"]] == [second["id"], first["id"]]
    assert (listed["next"], listed["previous"]) == (None, None)


def test_prescription_lists_many_in_as_many_queries_as_one(
    tess, address, prescribe, django_assert_num_queries
):
    prescribe()
    queries = count_queries(tess, address)
    for _ in range(3):
        prescribe(routine="metatarsalgia-strength-and-stretch")
    with django_assert_num_queries(queries):
        assert len(tess.get(address).json()["results"]) == 4


def count_queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured.captured_queries)


def test_prescription_takes_as_many_statements_for_many_steps_as_for_one(tess, address, statements):
    five = [
        {"exercise": slug} for slug in ("toe-curls", "heel-raises", "toe-spreads", "toe-lifts", "ice-pack")
    ]
    one = statements(lambda: tess.post(address, {"steps": [TOE_CURLS]}))
    assert statements(lambda: tess.post(address, {"steps": five})) == one


def test_prescription_writes_down_which_staff_looked(tess, ana, address, prescribe, cast):
    made = prescribe()
    tess.get(address)
    tess.get(f"/api/v1/assignments/{made['id']}/")
    ana.get(address)
    seen = (
        AuditEvent.objects.filter(purpose__in=("assignments", "assignment"))
        .order_by("id")
        .values_list("actor", "patient", "purpose")
    )
    assert list(seen) == [
        (cast.tess.pk, cast.ana_patient.pk, "assignments"),
        (cast.tess.pk, cast.ana_patient.pk, "assignment"),
    ]


def test_prescription_tells_the_patient_the_same(ana, address, prescribe):
    made = prescribe()
    assert ana.get("/api/v1/patients/me/assignments/").json()["results"] == [made]
    assert ana.get(address).json()["results"] == [made]
    assert ana.get(f"/api/v1/assignments/{made['id']}/").json() == made


def test_prescription_refuses_a_patient_in_a_clinics_care(ana, address):
    for own in (address, "/api/v1/patients/me/assignments/"):
        answer = ana.post(own, {"steps": [TOE_CURLS]})
        assert (answer.status_code, answer.json()["code"]) == (403, "clinic_decides")
    assert nothing_written()


@pytest.mark.parametrize("stranger", ["theo", "olga", "ben"])
def test_prescription_finds_no_such_patient_before_a_stranger(client_of, cast, library, address, stranger):
    client = client_of(getattr(cast, stranger))
    assert client.post(address, {"steps": [TOE_CURLS]}).status_code == 404
    assert client.get(address).status_code == 404
    assert nothing_written()


def test_prescription_refuses_a_start_in_the_past(tess, address, today):
    answer = tess.post(address, {"steps": [TOE_CURLS], "starts_on": str(today - timedelta(days=1))})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["starts_on"])
    assert f"{today.day} {today:%B %Y}" in answer.json()["errors"]["starts_on"][0]
    assert nothing_written()


def test_prescription_refuses_an_end_before_the_start(tess, address, today):
    answer = tess.post(
        address, {"steps": [TOE_CURLS], "starts_on": str(today + timedelta(days=5)), "ends_on": str(today)}
    )
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["ends_on"])
    assert nothing_written()


@pytest.mark.parametrize("clinic", ["north", "south"])
def test_prescription_prescribes_a_clinics_own_exercise_in_that_clinic_only(tess, address, cast, clinic):
    from exercises.rules.dosage import Dosage
    from exercises.services.own import ExerciseText, create_exercise
    from tests.factories import NOW

    text = ExerciseText("Pencil grip", "strength", ["Grip a pencil."], Dosage(reps=5), "each")
    own = create_exercise(clinic_id=getattr(cast, clinic).pk, by=cast.tess, text=text, now=NOW)
    answer = tess.post(address, {"steps": [TOE_CURLS, {"exercise": own.slug}]})
    if clinic == "north":
        assert answer.status_code == 201
    else:
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["steps.1.exercise"])
        assert nothing_written()


BAD = [
    ({}, "steps"),
    ({"steps": []}, "steps"),
    ({"steps": "toe-curls"}, "steps"),
    ({"steps": ["toe-curls"]}, "steps.0.non_field_errors"),
    ({"steps": [[]]}, "steps.0.non_field_errors"),
    ({"steps": [{"exercise": "no-such"}]}, "steps.0.exercise"),
    ({"steps": [{"exercise": "a\u0000b"}]}, "steps.0.exercise"),
    ({"steps": [{"exercise": {"slug": "toe-curls"}}]}, "steps.0.exercise"),
    ({"steps": [{"exercise": "toe-curls", "sets": 2}]}, "steps.0.reps"),
    ({"steps": [{"exercise": "toe-curls", "reps": 0}]}, "steps.0.reps"),
    ({"steps": [{"exercise": "toe-curls", "reps": -3}]}, "steps.0.reps"),
    ({"steps": [{"exercise": "toe-curls", "reps": 10**40}]}, "steps.0.reps"),
    ({"steps": [{"exercise": "toe-curls", "reps": 1.5}]}, "steps.0.reps"),
    ({"steps": [{"exercise": "toe-curls", "reps": True}]}, "steps.0.reps"),
    ({"steps": [{"exercise": "toe-curls", "reps": [3]}]}, "steps.0.reps"),
    ({"steps": [{"exercise": "toe-curls", "hold_seconds": 999999}]}, "steps.0.hold_seconds"),
    ({"steps": [{"exercise": "toe-curls", "side": "middle"}]}, "steps.0.side"),
    ({"steps": [{"exercise": "toe-curls", "side": ["left"]}]}, "steps.0.side"),
    ({"steps": [{"exercise": "toe-curls", "note": "x" * 501}]}, "steps.0.note"),
    ({"steps": [{"exercise": "toe-curls", "colour": "red"}]}, "steps.0.colour"),
    ({"steps": [{"exercise": "toe-curls"}] * 21}, "steps"),
    ({"routine": "no-such"}, "routine"),
    ({"routine": "01a1f946-1050-7b65-a846-a0c5179c9dde"}, "routine"),
    ({"routine": "\u0000"}, "routine"),
    ({"routine": ["x"]}, "routine"),
    ({"steps": [TOE_CURLS], "days": [0]}, "days.0"),
    ({"steps": [TOE_CURLS], "days": [1, 8]}, "days.1"),
    ({"steps": [TOE_CURLS], "days": []}, "days"),
    ({"steps": [TOE_CURLS], "days": "monday"}, "days"),
    ({"steps": [TOE_CURLS], "days": [[1]]}, "days.0"),
    ({"steps": [TOE_CURLS], "times_per_day": 0}, "times_per_day"),
    ({"steps": [TOE_CURLS], "times_per_day": 7}, "times_per_day"),
    ({"steps": [TOE_CURLS], "starts_on": "soon"}, "starts_on"),
    ({"steps": [TOE_CURLS], "starts_on": 20261120}, "starts_on"),
    ({"steps": [TOE_CURLS], "starts_on": "0001-01-01"}, "starts_on"),
    ({"steps": [TOE_CURLS], "note": "a\u0000b"}, "note"),
    ({"steps": [TOE_CURLS], "name": {"en": "x"}}, "name"),
    ({"steps": [TOE_CURLS], "condition": "no-such"}, "condition"),
    ({"steps": [TOE_CURLS], "colour": "red"}, "colour"),
    ([], "non_field_errors"),
    ("text", "non_field_errors"),
]


@pytest.mark.parametrize(("body", "field"), BAD, ids=lambda value: str(value)[:40])
def test_prescription_refuses_bad_input_by_the_fields_name(tess, address, body, field):
    answer = tess.post(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert field in answer.json()["errors"]
    assert nothing_written()


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"note": "\\ud800"}', b"\xff\xfe", b"[" * 5000, b"nul", b"NaN"]
)
def test_prescription_refuses_what_is_no_json(tess, address, body):
    answer = tess.post(address, body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert nothing_written()


def test_prescription_refuses_what_does_not_call_itself_json(tess, address):
    answer = tess.post(address, b"steps=toe-curls", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")
    assert nothing_written()


@pytest.mark.parametrize("patient", ["not-an-id", "0", "%00", "Me"])
def test_prescription_finds_no_patient_by_what_is_no_id(tess, library, patient):
    assert tess.get(f"/api/v1/patients/{patient}/assignments/").status_code == 404
    assert tess.post(f"/api/v1/patients/{patient}/assignments/", {"steps": [TOE_CURLS]}).status_code == 404


def test_prescription_is_refused_without_open_care(client_of, cast, library):
    from accounts.models import Episode

    Episode.objects.filter(patient=cast.ben_patient).update(clinic=None, ended_on="2026-11-01")
    answer = client_of(cast.ben).post("/api/v1/patients/me/assignments/", {"steps": [TOE_CURLS]})
    assert (answer.status_code, answer.json()["code"]) == (409, "no_care")
    assert nothing_written()


def test_same_starter_twice_is_warned_of_with_its_exercises(prescribe, tess):
    first = prescribe(routine="mortons-neuroma-starter", steps=prescribed_steps("toe-curls", "calf-stretch"))
    assert first["warnings"] == []
    second = prescribe(steps=prescribed_steps("toe-curls", "calf-stretch"))
    (twice,) = [warned for warned in second["warnings"] if warned["code"] == "same_exercise"]
    assert sorted(twice["exercises"]) == ["Calf stretch", "Toe curls"]
    again = tess.get(f"/api/v1/assignments/{first['id']}/").json()["warnings"]
    assert "same_exercise" in {warned["code"] for warned in again}


def test_exercises_of_two_plans_are_counted_on_the_days_they_share(prescribe):
    slugs = ["toe-curls", "toe-spreads", "toe-lifts", "calf-stretch"]
    prescribe(steps=prescribed_steps(*slugs), days=[1, 3])
    apart = prescribe(steps=prescribed_steps("heel-raises", "towel-scrunches", "ankle-pumps"), days=[2])
    assert apart["warnings"] == []
    shared = prescribe(steps=prescribed_steps("heel-raises", "towel-scrunches", "ankle-pumps"), days=[3])
    assert [warned["number"] for warned in shared["warnings"] if warned["code"] == "many_exercises"] == [7]


def test_plan_that_has_ended_is_not_counted(prescribe, tess):
    first = prescribe(steps=prescribed_steps("toe-curls"))
    tess.post(f"/api/v1/assignments/{first['id']}/end/", {"reason": "finished"})
    assert prescribe(steps=prescribed_steps("toe-curls"))["warnings"] == []


def prescribed_steps(*slugs: str) -> list[dict]:
    return [{"exercise": slug, "sets": 1, "reps": 5, "side": "both"} for slug in slugs]
