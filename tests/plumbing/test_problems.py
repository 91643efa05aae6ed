"""Every refusal of the contract is a problem document, whoever gives it."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from tests.refusals import refusal

pytestmark = pytest.mark.django_db

ME = "/api/v1/me/"


def send(client: Client, method: str, path: str, body: bytes, content_type: str):
    return client.generic(method, path, body, content_type=content_type)


def test_api_refuses_an_unknown_address(db):
    for path in ("/api/v1/nothing/", "/api/v1/", "/api/v1", "/api/v2/me/", "/api/"):
        assert refusal(APIClient().get(path)) == (404, "not_found")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["nothing/", "me", "flags/no-id/resolve/", "reminders/7/"])
def test_api_tells_a_program_of_an_unknown_address_and_not_of_csrf(db, method, path):
    program = APIClient(enforce_csrf_checks=True)
    assert refusal(program.generic(method, f"/api/v1/{path}")) == (404, "not_found")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/docs/"])
def test_api_tells_a_program_that_an_address_can_only_be_read(db, path):
    answer = APIClient(enforce_csrf_checks=True).post(path)
    assert refusal(answer) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD"


def test_api_refuses_a_method_that_is_not_there(cast, client_of):
    answer = client_of(cast.ana).put(ME, {})
    assert refusal(answer) == (405, "method_not_allowed")
    assert answer.json()["title"] == "Method not allowed"
    assert set(answer["Allow"].split(", ")) >= {"GET", "PATCH", "DELETE"}


@pytest.mark.parametrize("path", ["/api/v1/docs/", "/api/v1/schema/", "/api/v1/app/"])
def test_api_refuses_to_write_what_can_only_be_read(db, path):
    assert refusal(APIClient().post(path, {})) == (405, "method_not_allowed")


def test_api_refuses_what_is_not_json(cast, client_of):
    client = client_of(cast.ana)
    assert refusal(send(client, "PATCH", ME, b"name=Eve", "text/plain")) == (415, "unsupported_media_type")
    assert refusal(send(client, "PATCH", ME, b"<name/>", "application/xml")) == (
        415,
        "unsupported_media_type",
    )


UNREADABLE = [b"{", b"\xff\xfe", b'{"name": }', b'{"name": "\xed\xa0\x80"}', b'{"name": NaN}', b"[" * 100_000]


@pytest.mark.parametrize("body", UNREADABLE)
def test_api_refuses_json_that_cannot_be_read(cast, client_of, body):
    answer = send(client_of(cast.ana), "PATCH", ME, body, "application/json")
    assert refusal(answer) == (400, "parse_error")
    assert User.objects.get(pk=cast.ana.pk).name == "Ana"


@pytest.mark.parametrize("body", [b"[]", b'"name"', b"3", b"null", b'[{"name": "Eve"}]'])
def test_api_refuses_json_that_is_no_object(cast, client_of, body):
    answer = send(client_of(cast.ana), "PATCH", ME, body, "application/json")
    assert answer.status_code == 400
    refusal(answer)
    assert User.objects.get(pk=cast.ana.pk).name == "Ana"


def test_api_refuses_an_answer_in_no_form_that_it_has(cast, client_of):
    assert refusal(client_of(cast.ana).get(ME, HTTP_ACCEPT="text/csv")) == (406, "not_acceptable")


def test_api_refuses_a_change_without_the_csrf_header(cast, client_of):
    client = client_of(cast.ana)
    client.handler.enforce_csrf_checks = True
    assert refusal(client.patch(ME, {"name": "Eve"})) == (403, "csrf")
    assert User.objects.get(pk=cast.ana.pk).name == "Ana"


def test_api_refuses_a_request_for_a_host_that_it_is_not(db):
    assert refusal(Client(SERVER_NAME="evil.example").get(ME)) == (400, "bad_request")


def test_api_refuses_a_body_that_is_too_large(cast, client_of):
    body = b'{"name": "' + b"x" * (3 * 1024 * 1024) + b'"}'
    answer = send(client_of(cast.ana), "PATCH", ME, body, "application/json")
    assert refusal(answer) == (413, "too_large")


def test_api_refuses_too_large_a_body_at_the_endpoints_of_sign_in_too(db):
    body = b'{"email": "' + b"x" * (3 * 1024 * 1024) + b'"}'
    answer = send(APIClient(), "POST", "/_allauth/browser/v1/auth/code/request", body, "application/json")
    assert refusal(answer) == (413, "too_large")


@pytest.mark.parametrize("path", ["/api/v1/tokens/?cursor=nonsense", "/api/v1/tokens/?cursor=bz0lMDA%3D"])
def test_api_refuses_a_cursor_that_it_never_gave(cast, client_of, path):
    assert client_of(cast.ana).get(path).status_code == 404


LISTS = ["summaries", "notices", "push-subscriptions", "invitations", "flags", "exercises", "me/access"]
ODD_CURSORS = [
    "x",
    "%00",
    "cD0=",
    "cD0lMDA=",
    "cD14",
    "cj0xJnA9JTAw",
    "cD0xZTk5OQ==",
    "bz05OTk5OTk5OTk5OTk5OTk5",
]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("cursor", ODD_CURSORS)
def test_api_survives_any_cursor(cast, client_of, path, cursor):
    for person in (cast.ana, cast.tess):
        answer = client_of(person).get(f"/api/v1/{path}/?cursor={cursor}")
        assert answer.status_code in (200, 403, 404), answer.content


@pytest.mark.parametrize("kind", ["%00", "nonsense", "reminders"])
def test_api_finds_no_week_of_a_kind_that_is_none(cast, client_of, kind):
    answer = client_of(cast.ana).get(f"/api/v1/summaries/2026-W47/?kind={kind}")
    assert refusal(answer) == (404, "not_found")


def test_api_answers_a_fault_of_its_own_as_a_problem_too(cast, client_of, monkeypatch):
    client = client_of(cast.ana)
    client.raise_request_exception = False
    monkeypatch.setattr("accounts.queries.self_of", lambda user: 1 / 0)
    answer = client.get(ME)
    assert refusal(answer) == (500, "internal_server_error")
    assert "ZeroDivision" not in answer.content.decode()
