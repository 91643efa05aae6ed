import pytest

from accounts.rules.roles import Role
from exercises.models import Exercise, Routine, RoutineStep
from tests import factories

PENCIL = {
    "name": "Pencil grip",
    "kind": "strength",
    "summary": "Grip a pencil with the toes.",
    "steps": ["Lay a pencil on the floor.", "Grip it."],
    "cautions": ["Not with cramps."],
    "equipment": ["Pencil"],
    "conditions": ["metatarsalgia"],
    "dosage": {"sets": 2, "reps": 6},
    "side": "each",
}
ROUTINE = {
    "name": "Our own",
    "condition": "metatarsalgia",
    "days": [1, 4],
    "times_per_day": 2,
    "steps": [{"exercise": "toe-curls", "reps": 12, "note": "Slowly."}, {"exercise": "ice-pack"}],
}


@pytest.fixture
def pencil(tess) -> str:
    """The address of an exercise of tess's clinic."""
    return f"/api/v1/exercises/{tess.post('/api/v1/exercises/', PENCIL).json()['slug']}/"


@pytest.fixture
def routine(tess) -> str:
    """The address of a routine of tess's clinic."""
    return f"/api/v1/routines/{tess.post('/api/v1/routines/', ROUTINE).json()['id']}/"


def test_clinic_makes_its_own_exercise(tess, cast):
    answer = tess.post("/api/v1/exercises/", PENCIL)
    made = answer.json()
    assert answer.status_code == 201
    assert {name: made[name] for name in PENCIL if name != "dosage"} == {
        name: PENCIL[name] for name in PENCIL if name != "dosage"
    }
    assert (made["dosage"]["sets"], made["dosage"]["hold_seconds"]) == (2, None)
    assert (made["clinic"], made["dosage_source"]) == (str(cast.north.pk), "clinic")
    assert Exercise.objects.get(slug=made["slug"]).created_by == cast.tess


def test_clinics_own_library_keeps_where_the_dosage_is_from(tess):
    made = tess.post("/api/v1/exercises/", {**PENCIL, "dosage_source": "our physiotherapist"}).json()
    assert made["dosage_source"] == "our physiotherapist"
    changed = tess.patch(f"/api/v1/exercises/{made['slug']}/", {"name": "Pencil grip, slowly"}).json()
    assert (changed["name"], changed["dosage_source"]) == ("Pencil grip, slowly", "our physiotherapist")


def test_clinics_own_library_gives_two_of_the_same_name_slugs_of_their_own(tess):
    first, second = (tess.post("/api/v1/exercises/", {**PENCIL, "name": "日本"}).json() for _ in range(2))
    assert first["slug"] != second["slug"]
    assert tess.get(f"/api/v1/exercises/{first['slug']}/").json() == first


def test_clinics_own_library_shows_it_to_the_clinic_and_its_patients_only(tess, ana, client_of, cast, pencil):
    for people in (tess, ana, client_of(cast.mira), client_of(cast.theo)):
        assert people.get(pencil).status_code == 200
        assert len(people.get("/api/v1/exercises/?search=pencil").json()["results"]) == 1
    for stranger in (cast.olga, cast.ben):
        assert client_of(stranger).get(pencil).status_code == 404
        assert client_of(stranger).get("/api/v1/exercises/?search=pencil").json()["results"] == []


def test_clinics_own_library_changes_what_is_given_as_the_next_version(tess, ana, prescribe, pencil):
    slug = tess.get(pencil).json()["slug"]
    prescribe(steps=[{"exercise": slug}])
    changed = tess.patch(pencil, {"name": "Pencil lift", "dosage": {"hold_seconds": 5}}).json()
    assert (changed["name"], changed["version"], changed["steps"]) == ("Pencil lift", 2, PENCIL["steps"])
    assert (changed["dosage"]["reps"], changed["dosage"]["hold_seconds"]) == (None, 5)
    plan = ana.get("/api/v1/plan/").json()
    assert plan["exercises"][slug]["name"] == "Pencil lift"
    assert plan["assignments"][0]["versions"][0]["steps"][0]["reps"] == 6


def test_clinics_own_library_retires_it_and_leaves_it_where_it_was_prescribed(tess, ana, prescribe, pencil):
    slug = tess.get(pencil).json()["slug"]
    prescribe(steps=[{"exercise": slug}])
    assert tess.delete(pencil).status_code == 204
    assert tess.get("/api/v1/exercises/?search=pencil").json()["results"] == []
    assert slug in ana.get("/api/v1/plan/").json()["exercises"]


@pytest.mark.parametrize("verb", ["patch", "delete"])
def test_clinic_cannot_change_the_library(tess, verb):
    before = Exercise.objects.filter(slug="toe-curls").values().get()
    answer = getattr(tess, verb)("/api/v1/exercises/toe-curls/", {"name": "Mine"})
    assert (answer.status_code, answer.json()["code"]) == (403, "library_read_only")
    assert Exercise.objects.filter(slug="toe-curls").values().get() == before
    starter = Routine.objects.get(slug="mortons-neuroma-starter")
    answer = getattr(tess, verb)(f"/api/v1/routines/{starter.pk}/", {"name": "Mine"})
    assert (answer.status_code, answer.json()["code"]) == (403, "library_read_only")


def test_clinics_own_library_lets_only_therapists_of_the_clinic_write(
    client_of, cast, library, pencil, routine
):
    for person in (cast.ana, cast.mira, cast.olga, cast.ben):
        client = client_of(person)
        assert client.post("/api/v1/exercises/", PENCIL).status_code == 403
        assert client.post("/api/v1/routines/", ROUTINE).status_code == 403
        assert client.patch(pencil, {"name": "X"}).status_code == 403
        assert client.delete(routine).status_code == 403
    other = factories.user("Otto")
    factories.membership(other, cast.south, Role.THERAPIST)
    for address in (pencil, routine):
        assert client_of(other).patch(address, {"name": "X"}).status_code == 404
        assert client_of(other).delete(address).status_code == 404
    assert (
        Exercise.objects.filter(clinic=cast.north).get().name,
        Routine.objects.exclude(clinic=None).get().name,
    ) == (
        "Pencil grip",
        "Our own",
    )


def test_clinics_own_library_asks_a_therapist_of_two_clinics_for_which(tess, cast):
    factories.membership(cast.tess, cast.south, Role.THERAPIST)
    answer = tess.post("/api/v1/exercises/", PENCIL)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["clinic"])
    assert not Exercise.objects.exclude(clinic=None).exists()
    made = tess.post("/api/v1/exercises/", {**PENCIL, "clinic": str(cast.south.pk)}).json()
    assert made["clinic"] == str(cast.south.pk)


def test_clinics_own_library_refuses_another_clinics_name(tess, cast):
    answer = tess.post("/api/v1/routines/", {**ROUTINE, "clinic": str(cast.south.pk)})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["clinic"])
    assert not Routine.objects.exclude(clinic=None).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\u0000"}, "name"),
        ({"kind": "dance"}, "kind"),
        ({"steps": []}, "steps"),
        ({"steps": ["x" * 301]}, "steps.0"),
        ({"steps": [None]}, "steps.0"),
        ({"steps": {"a": 1}}, "steps"),
        ({"dosage": {}}, "dosage.reps"),
        ({"dosage": {"sets": 3, "rest_seconds": 30}}, "dosage.reps"),
        ({"dosage": {"reps": 0}}, "dosage.reps"),
        ({"dosage": {"reps": 5, "weight": 3}}, "dosage.weight"),
        ({"dosage": "3x10"}, "dosage.non_field_errors"),
        ({"side": "middle"}, "side"),
        ({"conditions": ["no-such"]}, "conditions"),
        ({"equipment": ["x" * 301]}, "equipment.0"),
        ({"clinic": "not-an-id"}, "clinic"),
        ({"slug": "toe-curls"}, "slug"),
    ],
)
def test_clinics_own_library_refuses_a_bad_exercise_by_the_fields_name(tess, change, field):
    answer = tess.post("/api/v1/exercises/", {**PENCIL, **change})
    assert (answer.status_code, field in answer.json()["errors"]) == (400, True), answer.content
    assert not Exercise.objects.exclude(clinic=None).exists()


def test_clinics_own_library_makes_a_routine_of_the_clinics_own(tess, cast):
    answer = tess.post("/api/v1/routines/", ROUTINE)
    made = answer.json()
    assert answer.status_code == 201
    assert (made["name"], made["days"], made["times_per_day"], made["slug"]) == ("Our own", [1, 4], 2, None)
    assert (made["clinic"], made["starter"]) == (str(cast.north.pk), False)
    first, second = made["steps"]
    assert (first["exercise"], first["reps"], first["side"], first["note"]) == (
        "toe-curls",
        12,
        "each",
        "Slowly.",
    )
    assert (second["exercise"], second["duration_seconds"]) == ("ice-pack", 600)
    assert made in tess.get("/api/v1/routines/").json()["results"]


def test_clinics_own_library_prescribes_the_clinics_own_routine(tess, prescribe, routine):
    made = prescribe(routine=tess.get(routine).json()["id"], steps=ROUTINE["steps"])
    assert (made["name"], made["days"], made["times_per_day"]) == ("Our own", [1, 4], 2)


def test_clinics_own_library_changes_a_routine_and_leaves_what_was_prescribed(tess, prescribe, routine):
    routine_id = tess.get(routine).json()["id"]
    made = tess.post("/api/v1/exercises/", PENCIL).json()
    before = prescribe(routine=routine_id)
    changed = tess.patch(routine, {"steps": [{"exercise": made["slug"]}]}).json()
    assert (changed["version"], changed["name"]) == (2, "Our own")
    assert [step["exercise"] for step in changed["steps"]] == [made["slug"]]
    assert tess.get(f"/api/v1/assignments/{before['id']}/").json()["steps"] == before["steps"]


def test_clinics_own_library_retires_a_routine(tess, prescribe, routine):
    made = prescribe(routine=tess.get(routine).json()["id"])
    assert tess.delete(routine).status_code == 204
    assert tess.get(routine).status_code == 404
    assert tess.get(f"/api/v1/assignments/{made['id']}/").json() == made


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": None}, "name"),
        ({"condition": "no-such"}, "condition"),
        ({"steps": []}, "steps"),
        ({"steps": [{"exercise": "toe-curls"}, {"exercise": "no-such"}]}, "steps.1.exercise"),
        ({"steps": [{"exercise": "toe-curls", "sets": 99}]}, "steps.0.sets"),
        ({"steps": 5}, "steps"),
        ({"days": [0]}, "days.0"),
        ({"times_per_day": 99}, "times_per_day"),
        ({"starter": True}, "starter"),
    ],
)
@pytest.mark.parametrize("verb", ["post", "patch"])
def test_clinics_own_library_refuses_a_bad_routine_by_the_fields_name(tess, routine, change, field, verb):
    before = (
        list(Routine.objects.order_by("pk").values()),
        list(RoutineStep.objects.order_by("pk").values()),
    )
    if verb == "post":
        answer = tess.post("/api/v1/routines/", {**ROUTINE, **change})
    else:
        answer = tess.patch(routine, change)
    assert (answer.status_code, field in answer.json()["errors"]) == (400, True), answer.content
    after = (list(Routine.objects.order_by("pk").values()), list(RoutineStep.objects.order_by("pk").values()))
    assert after == before
