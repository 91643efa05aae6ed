"""Whoever is signed in stays so, and whoever wants in or out gets there, with Redis away."""

import pytest

from accounts.models import Invitation
from accounts.services.people import create_person
from common import clock
from tests import factories
from tests.accounts.browser import Browser
from tests.accounts.test_second_factor import Phone, app_code, set_up_app

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_redis(monkeypatch) -> None:
    """Whatever still talks to Redis fails as it does where nobody answers."""

    def refused(*args: object, **options: object) -> None:
        raise ConnectionRefusedError("Redis is away")

    monkeypatch.setattr("redis.connection.AbstractConnection.connect", refused)


def test_people_stay_signed_in_and_can_write_while_redis_is_away(cast, library, client_of):
    client = client_of(cast.ana)
    assert client.get("/api/v1/me/").json()["email"] == "ana@example.org"
    assert client.patch("/api/v1/me/", {"name": "Ana B"}).status_code == 200


def test_person_signs_in_and_out_by_code_while_redis_is_away(cast, mailoutbox):
    browser = Browser()
    assert browser.sign_in("ana@example.org", mailoutbox).status_code == 200
    assert browser.me().status_code == 200
    assert browser.auth("DELETE", "/auth/session").status_code == 401
    assert browser.me().status_code == 401


@pytest.mark.django_db(transaction=True)
def test_person_takes_the_second_step_while_redis_is_away(cast, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    first = Phone()
    first.sign_in("tess@example.org", mailoutbox)
    secret = set_up_app(first)
    second = Phone()
    assert second.sign_in("tess@example.org", mailoutbox).status_code == 401
    code = app_code(secret, 1)
    assert second.auth("POST", "/auth/2fa/authenticate", {"code": code}).status_code == 200
    third = Phone()
    third.sign_in("tess@example.org", mailoutbox)
    assert third.auth("POST", "/auth/2fa/authenticate", {"code": code}).status_code == 400  # used already


def test_demo_people_sign_in_while_redis_is_away(db, settings):
    settings.DEMO, settings.PUBLIC_URL = True, "http://localhost:8000"
    create_person(email="dora@demo.example", name="Dora", now=clock.now(), synthetic=True)
    factories.patient(
        user=create_person(email="pat@demo.example", name="Pat", now=clock.now(), synthetic=True)
    )
    answer = Browser().ask("POST", "/api/v1/demo/sign-in/", {"email": "pat@demo.example"})
    assert answer.status_code == 200


def test_invitation_is_sent_and_accepted_while_redis_is_away(cast, library, client_of):
    body = {"email": "nora@example.org", "name": "Nora", "condition": "metatarsalgia", "foot": "left"}
    assert client_of(cast.tess).post("/api/v1/invitations/", body).status_code == 201
    row = Invitation.objects.get()
    browser = Browser()
    path = f"/api/v1/invitations/{factories.mailed_token(row)}/accept/"
    assert browser.ask("POST", path).status_code == 200
    assert browser.me().json()["name"] == "Nora"


def test_session_ends_at_once(cast, client_of):
    client = client_of(cast.ana)
    assert client.delete("/_allauth/browser/v1/auth/session").status_code == 401
    assert client.get("/api/v1/me/").status_code == 401
