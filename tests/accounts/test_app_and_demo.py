"""What the app asks before anybody is signed in, and the demo's one-click people."""

import pytest
from django.core.checks import run_checks
from django.test import override_settings
from rest_framework.test import APIClient

from accounts.checks import demo_is_local
from accounts.rules.demo import is_local
from accounts.rules.roles import Role
from tests import factories
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db

demo = override_settings(DEMO=True, PUBLIC_URL="http://localhost:8000", SIGNUP_OPEN=True)
public_demo = override_settings(DEMO=True, PUBLIC_URL="https://footing.example.org")


@pytest.fixture
def demo_clinic(cast):
    place = factories.clinic("Demo Clinic", synthetic=True)
    therapist = factories.user("Dora", email="dora@demo.example", synthetic=True)
    factories.membership(therapist, place, Role.THERAPIST)
    person = factories.user("Paul", email="paul@demo.example", synthetic=True)
    factories.episode(factories.patient(user=person), place, therapist)
    return place


def test_app_tells_anybody_what_this_is_and_sets_the_csrf_cookie(db):
    answer = APIClient().get("/api/v1/app/")
    assert "csrftoken" in answer.cookies
    told = answer.json()
    assert (told["name"], told["demo"], told["demo_people"]) == ("Footing", False, [])
    assert set(told) == {"name", "version", "demo", "signup_open", "signed_in", "demo_people"}
    assert told["signed_in"] is False


def test_app_tells_a_browser_whether_it_is_signed_in(cast, client_of):
    assert client_of(cast.ana).get("/api/v1/app/").json()["signed_in"] is True


@demo
def test_demo_offers_its_synthetic_people_and_no_real_one(demo_clinic):
    told = APIClient().get("/api/v1/app/").json()
    assert told["demo"] is True
    assert told["signup_open"] is True
    assert told["demo_people"] == [
        {
            "email": "dora@demo.example",
            "name": "Dora",
            "role": "therapist",
            "label": "Therapist · Demo Clinic",
        },
        {"email": "paul@demo.example", "name": "Paul", "role": "patient", "label": "Patient · Demo Clinic"},
    ]


@demo
def test_synthetic_person_signs_in_with_one_click(demo_clinic):
    client = APIClient()
    answer = client.post("/api/v1/demo/sign-in/", {"email": "dora@demo.example"})
    assert answer.status_code == 200
    assert answer.json()["email"] == "dora@demo.example"
    assert client.get("/api/v1/me/").json() == answer.json()


@demo
def test_demo_never_signs_in_a_real_person(demo_clinic, cast):
    client = APIClient()
    assert refusal(client.post("/api/v1/demo/sign-in/", {"email": "tess@example.org"})) == (404, "not_found")
    assert client.get("/api/v1/me/").status_code == 401


@demo
def test_invalid_demo_sign_in_is_refused_by_its_field(db):
    assert fields_at_fault(APIClient().post("/api/v1/demo/sign-in/", {"email": "dora"})) == ["email"]


@pytest.mark.parametrize("place", [override_settings(DEMO=False), public_demo])
def test_demo_endpoint_does_not_exist_outside_the_demo_or_at_a_public_address(demo_clinic, place):
    with place:
        client = APIClient()
        answer = client.post("/api/v1/demo/sign-in/", {"email": "dora@demo.example"})
        assert refusal(answer) == (404, "not_found")
        assert client.get("/api/v1/app/").json()["demo_people"] == []
        assert client.get("/api/v1/me/").status_code == 401


@demo
def test_demo_sign_in_requires_the_csrf_token(demo_clinic):
    client = APIClient(enforce_csrf_checks=True)
    assert refusal(client.post("/api/v1/demo/sign-in/", {"email": "dora@demo.example"})) == (403, "csrf")


def test_deployment_check_refuses_a_demo_at_a_public_address():
    with public_demo:
        assert [error.id for error in demo_is_local(None)] == ["accounts.E001"]
        assert "accounts.E001" in [error.id for error in run_checks(include_deployment_checks=True)]
    with demo:
        assert demo_is_local(None) == []


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8000", True),
        ("http://demo.localhost", True),
        ("https://localhost.example.org", False),
        ("http://192.168.1.4", False),
        ("https://footing.example.org", False),
        ("http://localhost@example.org", False),
    ],
)
def test_local_address_is_recognised(url, local):
    assert is_local(url) is local
