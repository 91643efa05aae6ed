"""Every endpoint x every person has an expected answer, and a new door needs a new row."""

import re
from typing import Any

import pytest
from django.db import transaction
from rest_framework.permissions import AllowAny
from rest_framework.test import APIClient

from accounts.rules.roles import Scope
from accounts.services.tokens import create_token
from common import clock
from tests.plumbing.access_table import PEOPLE, rows
from tests.plumbing.route_fixture import body_of, create_fixture
from tests.plumbing.routes import endpoints
from tests.refusals import refusal

pytestmark = pytest.mark.django_db

UNSAFE = [(method, route, view) for method, route, view in endpoints() if method != "GET"]
# Endpoints for those who are not signed in yet; all others ask who it is.
PUBLIC = {route for _method, route, view in endpoints() if not view or AllowAny in view.permission_classes}


@pytest.fixture
def world(cast, library, client_of) -> dict[str, Any]:
    return create_fixture(cast, client_of(cast.tess), client_of(cast.ana))


def address(route: str, world: dict[str, Any]) -> str:
    """The route with its parameters filled in; `slug` means another thing below each noun."""
    noun = route.split("/")[0]
    return "/api/v1/" + re.sub(r"<(\w+)>", lambda name: str(_value(world, noun, name[1])), route)


def _value(world: dict[str, Any], noun: str, name: str) -> Any:
    return world[f"{noun}/{name}"] if f"{noun}/{name}" in world else world[name]


def ask(client: APIClient, endpoint: tuple[str, str], world: dict[str, Any]) -> Any:
    """The answer to a request with all that the endpoint needs; whatever it did is undone."""
    with transaction.atomic():
        response = getattr(client, endpoint[0].lower())(address(endpoint[1], world), body_of(endpoint, world))
        transaction.set_rollback(True)
    return response


def knock(client: APIClient, endpoint: tuple[str, str], world: dict[str, Any]) -> int:
    """The status of that answer."""
    response = ask(client, endpoint, world)
    if response.status_code >= 400:
        refusal(response)
    return response.status_code


def test_access_table_has_a_row_for_every_endpoint_and_no_row_for_none():
    assert set(rows()) == {(method, route) for method, route, _view in endpoints()}


@pytest.mark.parametrize("who", PEOPLE)
def test_access_table_answers_each_person_as_the_table_says(cast, client_of, world, who):
    person = {"nobody": None, "half": cast.tess}.get(who) or getattr(cast, who, None)
    client = client_of(person, second_factor=who != "half")
    session = client.cookies.copy()
    answers = {}
    for endpoint in rows():
        client.cookies = session.copy()  # some endpoints sign in or out
        answers[endpoint] = knock(client, endpoint, world)
    assert answers == {endpoint: expected[who] for endpoint, expected in rows().items()}


def test_access_table_lets_staff_without_their_second_step_through_no_endpoint_but_their_own():
    closed = {endpoint for endpoint, expected in rows().items() if expected["half"] == 403}
    own = {("GET", "me/"), ("PATCH", "me/")}
    assert {endpoint for endpoint in rows() if endpoint[1] not in PUBLIC and endpoint not in own} <= closed


def test_access_table_lets_a_reading_token_change_nothing(cast, world):
    for person in (cast.ana, cast.tess, cast.mira):
        client = APIClient()
        plain = create_token(user=person, name="reader", scope=Scope.READ, now=clock.now()).plain
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {plain}")
        for method, route, _view in UNSAFE:
            if route not in PUBLIC:
                response = getattr(client, method.lower())(address(route, world))
                assert response.status_code == 403, (method, route)


# A mail provider's server knocks here for a reader (RFC 8058): the token in the address is the proof.
ONE_CLICK = {"unsubscribe/<token>/"}


def test_access_table_lets_a_session_without_the_csrf_header_change_nothing(cast, client_of, world):
    for person in (cast.ana, cast.tess, cast.mira):
        client = client_of(person)
        client.handler.enforce_csrf_checks = True
        for method, route, _view in UNSAFE:
            if route in ONE_CLICK:
                continue
            response = getattr(client, method.lower())(address(route, world))
            assert response.status_code == 403, (method, route)


def test_access_table_tells_no_proxy_or_shared_computer_to_keep_an_answer(cast, client_of, world):
    client = client_of(cast.ana)
    for method, route, _view in endpoints():
        if method == "GET":
            assert client.get(address(route, world))["Cache-Control"] == "no-store", route
