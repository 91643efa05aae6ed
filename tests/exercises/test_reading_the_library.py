import json

import pytest

from exercises.api.response_serializers import ConditionOut, OfferedExerciseOut, RoutineOut
from exercises.models import Condition, Exercise


def slugs(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [each["slug"] for each in answer.json()["results"]]


def test_library_endpoint_lists_the_conditions_by_name(ana):
    assert slugs(ana.get("/api/v1/conditions/")) == [
        "metatarsalgia",
        "mortons-neuroma",
        "neuropathic-foot-pain",
        "plantar-forefoot-pain",
    ]


def test_library_endpoint_tells_a_condition_with_its_red_flags_and_its_starter(ana):
    page = ana.get("/api/v1/conditions/metatarsalgia/").json()
    assert set(page) == set(ConditionOut().fields)
    assert "not a diagnosis" in page["support_note"]
    assert all(flag["text"] and flag["advice"] for flag in page["red_flags"] + page["see_doctor"])
    assert page["starter_routine"]["days"] == [1, 2, 3, 4, 5, 6, 7]
    assert page["starter_routine"]["steps"][0]["exercise"] == "toe-curls"
    assert {"id": "metatarsal_2", "name": "Ball under the second toe"} in page["regions"]


def test_library_endpoint_tells_an_exercise_whole(ana):
    told = ana.get("/api/v1/exercises/ankle-pumps/").json()
    assert set(told) == set(OfferedExerciseOut().fields)
    assert told["dosage"] == {
        "sets": 3,
        "reps": 20,
        "hold_seconds": None,
        "duration_seconds": None,
        "rest_seconds": None,
    }
    assert (told["dosage_source"], told["clinic"]) == ("document", None)
    assert told["source"] == "Neuropathic foot pain: four exercises"


def test_library_endpoint_names_the_equipment_for_people(ana):
    assert ana.get("/api/v1/exercises/ball-rolling-fascia/").json()["equipment"] == ["Tennis ball"]


def test_library_endpoint_follows_the_contract(ana):
    for row in Exercise.objects.all():
        shape = OfferedExerciseOut(data={**json.loads(row.document), "clinic": None})
        assert shape.is_valid() or set(shape.errors) <= {"feel", "equipment_note"}, shape.errors
    for page in Condition.objects.all():
        assert set(json.loads(page.document)) == set(ConditionOut().fields)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=MARBLE", {"marble-pickups"}),
        ("search=tennis ball", {"ball-rolling-fascia", "ball-rolling-massage"}),
        ("search=no such thing", set()),
        ("search=%25", set()),
        ("kind=balance", {"single-foot-balance"}),
        ("condition=mortons-neuroma&kind=stretch", {"gastroc-soleus-stretch"}),
        ("equipment=towel", {"towel-scrunches"}),
        ("equipment=Tennis Ball&condition=neuropathic-foot-pain", {"ball-rolling-fascia"}),
        ("condition=no-such", set()),
        ("equipment=frozen-bottle&kind=strength", set()),
    ],
)
def test_library_endpoint_finds_exercises_by_what_is_asked(ana, query, found):
    assert set(slugs(ana.get(f"/api/v1/exercises/?{query}"))) == found


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=dance", "kind"),
        ("search=%00", "search"),
        ("search=" + "x" * 101, "search"),
        ("condition=a/b", "condition"),
        ("equipment=%00", "equipment"),
    ],
)
def test_library_endpoint_refuses_a_query_by_the_fields_name(ana, query, field):
    answer = ana.get(f"/api/v1/exercises/?{query}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_library_endpoint_goes_through_pages_without_losing_or_doubling_one(ana):
    seen, address = [], "/api/v1/exercises/?limit=5"
    while address:
        page = ana.get(address).json()
        assert len(page["results"]) <= 5
        seen += [each["slug"] for each in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 28


@pytest.mark.parametrize("path", ["exercises", "routines", "conditions", "patients/me/assignments"])
@pytest.mark.parametrize("query", ["limit=abc", "limit=-1", "limit=" + "9" * 50, "limit=0"])
def test_limit_that_is_no_number_of_rows_is_refused(ana, path, query):
    answer = ana.get(f"/api/v1/{path}/?{query}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["limit"])


@pytest.mark.parametrize("path", ["exercises", "routines", "conditions", "patients/me/assignments"])
@pytest.mark.parametrize(
    "cursor", ["x", "%00", "cD0lMDA=", "cD1ub3QtYW4taWQ=", "cj0xJnA9JTAw", "bz05OTk5OTk5OTk5OTk5OTk5OTk5"]
)
def test_library_endpoint_survives_any_cursor(ana, path, cursor):
    answer = ana.get(f"/api/v1/{path}/?cursor={cursor}")
    assert answer.status_code in (200, 404)


@pytest.mark.parametrize(
    "path", ["conditions/no-such/", "exercises/no-such/", "exercises/%00/", "routines/x/"]
)
def test_library_endpoint_finds_nothing_that_does_not_exist(ana, path):
    answer = ana.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", ["conditions/", "exercises/", "routines/", "exercises/toe-curls/"])
def test_library_endpoint_asks_for_a_sign_in(client_of, library, path):
    assert client_of(None).get(f"/api/v1/{path}").status_code == 401


def test_library_endpoint_leaves_retired_records_out_of_the_lists(ana):
    Exercise.objects.filter(slug="toe-curls").update(retired_at="2026-11-01T00:00Z")
    assert "toe-curls" not in slugs(ana.get("/api/v1/exercises/?limit=200"))
    assert ana.get("/api/v1/exercises/toe-curls/").status_code == 200


def test_library_endpoint_shows_routines_with_their_steps(ana, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        routines = ana.get("/api/v1/routines/").json()["results"]
    assert len(routines) == 5
    assert all(set(each) == set(RoutineOut().fields) for each in routines)
    one = ana.get(f"/api/v1/routines/{routines[0]['id']}/").json()
    assert one == routines[0]


@pytest.mark.parametrize(
    ("asked", "first"),
    [("heel raises", "heel-raises"), ("calf", "calf-"), ("balance", "single-foot-balance")],
)
def test_exercise_whose_name_says_it_comes_first(tess, asked, first):
    found = tess.get("/api/v1/exercises/", {"search": asked}).json()["results"]
    assert found[0]["slug"].startswith(first)
    names = [asked.split()[0] in each["name"].lower() for each in found]
    assert names == sorted(names, reverse=True)


def test_search_goes_on_over_pages_in_one_order(tess):
    whole = tess.get("/api/v1/exercises/", {"search": "toe"}).json()["results"]
    assert len(whole) > 4
    page, slugs = tess.get("/api/v1/exercises/", {"search": "toe", "limit": 2}).json(), []
    while True:
        slugs += [each["slug"] for each in page["results"]]
        if page["next"] is None:
            break
        page = tess.get(page["next"]).json()
    assert slugs == [each["slug"] for each in whole]
