"""What stands in the query of an address is taken, or refused by its name, the same way everywhere."""

from typing import Any

import pytest

from tests.plumbing.access_table import PEOPLE, rows
from tests.plumbing.route_fixture import create_fixture
from tests.plumbing.test_access_table import address
from tests.refusals import fields_at_fault
from tracker.contract import query_parameters

pytestmark = pytest.mark.django_db


def readable() -> dict[str, str]:
    """Each route that answers GET with JSON, and somebody who may read it."""
    found = {}
    for (method, route), expected in rows().items():
        path = "/api/v1/" + route.replace("<", "{").replace(">", "}")
        reader = next((who for who in PEOPLE[2:] if expected[who] == 200), None)
        if method == "GET" and reader and (method, path) in query_parameters():
            found[route] = reader
    return found


def lists() -> dict[str, str]:
    """Those that give pages."""
    return {
        route: who
        for route, who in readable().items()
        if "limit" in query_parameters()["GET", "/api/v1/" + route.replace("<", "{").replace(">", "}")]
    }


@pytest.fixture
def world(cast, library, client_of) -> dict[str, Any]:
    return create_fixture(cast, client_of(cast.tess), client_of(cast.ana))


def test_every_list_is_held_to_the_rule():
    assert {"flags/", "patients/", "tokens/", "exercises/", "diary/changes/"} <= set(lists())


@pytest.mark.parametrize("limit", ["AAA", "0", "-1", "0.5", "1e2", "100000"])
def test_limit_that_is_no_number_of_rows_is_refused_by_its_name(cast, client_of, world, limit):
    for route, who in lists().items():
        answer = client_of(getattr(cast, who)).get(address(route, world), {"limit": limit})
        assert fields_at_fault(answer) == ["limit"], route


def test_parameter_that_does_not_exist_is_refused_by_its_name(cast, client_of, world):
    for route, who in readable().items():
        answer = client_of(getattr(cast, who)).get(address(route, world), {"nosuch": "1"})
        assert fields_at_fault(answer) == ["nosuch"], route


def test_order_that_does_not_exist_is_refused_by_its_name(cast, client_of):
    for path in ("/api/v1/patients/", "/api/v1/flags/", "/api/v1/routines/"):
        answer = client_of(cast.tess).get(path, {"ordering": "nope"})
        assert fields_at_fault(answer) == ["ordering"], path
