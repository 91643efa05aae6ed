"""An endpoint that does not know a method says so first, to anybody."""

from typing import Any

import pytest
from django.urls import get_resolver
from rest_framework.test import APIClient

from tests.plumbing.route_fixture import create_fixture
from tests.plumbing.routes import METHODS, endpoints
from tests.plumbing.test_access_table import address
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast, library, client_of) -> dict[str, Any]:
    return create_fixture(cast, client_of(cast.tess), client_of(cast.ana))


def test_unknown_method_answers_405_at_every_endpoint_of_the_contract(cast, client_of, world):
    known: dict[str, set[str]] = {}
    for method, route, view in endpoints():
        if view is not None:
            known.setdefault(route, set()).add(method)
    nobody, strict = APIClient(), client_of(cast.ana)
    strict.handler.enforce_csrf_checks = True
    found = {}
    for route, methods in known.items():
        for method in METHODS:
            if method.upper() in methods:
                continue
            for client in (nobody, strict):
                answer = getattr(client, method)(address(route, world))
                if answer.status_code != 405 or not methods <= set(answer["Allow"].split(", ")):
                    found[method, route] = answer.status_code
                else:
                    refusal(answer)
    assert found == {}


def test_unknown_method_answers_405_at_every_endpoint_of_sign_in(db):
    found = {}
    for path, view in sign_in_doors():
        for method in METHODS:
            if method not in view.http_method_names or not hasattr(view, method):
                answer = getattr(APIClient(enforce_csrf_checks=True), method)(path)
                if answer.status_code != 405:
                    found[method, path] = answer.status_code
    assert found == {}


def sign_in_doors() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[str, Any]] = [("/_allauth/", get_resolver("accounts.api.sign_in_urls"))]
    while waiting:
        before, resolver = waiting.pop()
        for pattern in resolver.url_patterns:
            path = before + str(pattern.pattern).removesuffix("$").removeprefix("^")
            if hasattr(pattern, "url_patterns"):
                waiting.append((path, pattern))
            else:
                found.append((path, pattern.callback.view_class))
    assert len(found) > 15
    return found
