"""Every answer has the shape that the OpenAPI document promises, refusals too."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.plumbing.access_table import PEOPLE, rows
from tests.plumbing.route_fixture import create_fixture
from tests.plumbing.test_access_table import ask

pytestmark = pytest.mark.django_db

CONTRACT = json.loads((Path(__file__).parents[2] / "frontend" / "openapi.json").read_text())


@pytest.fixture
def world(cast, library, client_of) -> dict[str, Any]:
    return create_fixture(cast, client_of(cast.tess), client_of(cast.ana))


def promised(endpoint: tuple[str, str], status: int, media_type: str) -> dict[str, Any] | None:
    """The schema of that answer; None where it is not promised at all."""
    path = "/api/v1/" + endpoint[1].replace("<", "{").replace(">", "}")
    responses = CONTRACT["paths"][path][endpoint[0].lower()]["responses"]
    response = responses.get(str(status)) or (responses.get("default") if status >= 400 else None)
    if response is None:
        return None
    return response.get("content", {}).get(media_type, {}).get("schema")


def faults(response: Any, endpoint: tuple[str, str]) -> list[str]:
    """Where an answer is not what was promised; whatever is no JSON has no shape."""
    media_type = response.get("Content-Type", "").partition(";")[0]
    if not media_type.endswith("json") or endpoint[1] == "schema/":  # the document does not describe itself
        return []
    schema = promised(endpoint, response.status_code, media_type)
    if schema is None:
        return [f"{media_type} is not promised"]
    wanted = Draft202012Validator({**schema, "components": CONTRACT["components"]})
    return [f"{error.json_path}: {error.message[:300]}" for error in wanted.iter_errors(response.json())]


def own_forms() -> list[tuple[str, str, str]]:
    """The endpoints that answer with a page or a file, each with its media type."""
    found = []
    for method, route in rows():
        path = "/api/v1/" + route.replace("<", "{").replace(">", "}")
        operation = CONTRACT["paths"].get(path, {}).get(method.lower(), {})
        forms = operation.get("responses", {}).get("200", {}).get("content", {})
        found += [(method, route, form) for form in forms if not form.endswith("json")]
    return found


@pytest.mark.parametrize(("method", "route", "form"), own_forms())
def test_response_has_the_promised_media_type_for_a_client_that_accepts_nothing_else(
    cast, client_of, world, method, route, form
):
    person = cast.tess if route.startswith("invitations/") else cast.ana
    client = client_of(person)
    client.defaults["HTTP_ACCEPT"] = form
    answer = ask(client, (method, route), world)
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, form)


@pytest.mark.parametrize("who", PEOPLE)
def test_response_follows_the_contract_for_every_person(cast, client_of, world, who):
    person = {"nobody": None, "half": cast.tess}.get(who) or getattr(cast, who, None)
    client = client_of(person, second_factor=who != "half")
    session = client.cookies.copy()
    found = {}
    for endpoint in rows():
        client.cookies = session.copy()  # some endpoints sign in or out
        response = ask(client, endpoint, world)
        if wrong := faults(response, endpoint):
            found[*endpoint, response.status_code] = wrong
    assert found == {}
