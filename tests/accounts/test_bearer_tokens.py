"""Access tokens: how they are made, what they open, how they end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import AccessToken
from accounts.rules.roles import Role, Scope
from accounts.rules.tokens import token_hash
from accounts.services import tokens
from common import clock
from tests import factories
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


def program(plain: str) -> APIClient:
    client = APIClient(enforce_csrf_checks=True)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {plain}")
    return client


def token_of(user, scope=Scope.WRITE, **options):
    return tokens.create_token(user=user, name="script", scope=scope, now=clock.now(), **options)


def test_bearer_token_is_shown_once_and_stored_as_a_hash(cast, client_of):
    made = client_of(cast.ana).post("/api/v1/tokens/", {"name": "watch", "scope": "write", "days": 30})
    assert made.status_code == 201
    row = AccessToken.objects.get()
    assert row.token_hash == token_hash(made.json()["token"])
    assert (row.user, row.scope, row.expires_at - row.created_at) == (cast.ana, "write", timedelta(days=30))
    listed = client_of(cast.ana).get("/api/v1/tokens/").json()["results"]
    assert [item["id"] for item in listed] == [str(row.id)]
    assert "token" not in listed[0]


def test_bearer_token_lives_a_year_and_only_reads_by_default(cast, client_of):
    made = client_of(cast.ana).post("/api/v1/tokens/", {"name": "watch"}).json()
    row = AccessToken.objects.get()
    assert (made["scope"], row.expires_at - row.created_at) == ("read", timedelta(days=365))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a", "scope": "admin"}, "scope"),
        ({"name": "a", "days": 0}, "days"),
        ({"name": "a", "days": 731}, "days"),
        ({"name": "a", "days": "soon"}, "days"),
        ({"name": "a", "user": "somebody"}, "user"),
    ],
)
def test_invalid_token_request_is_refused_by_its_field_and_makes_none(cast, client_of, body, field):
    response = client_of(cast.ana).post("/api/v1/tokens/", body)
    assert refusal(response) == (400, "invalid")
    assert list(response.json()["errors"]) == [field]
    assert not AccessToken.objects.exists()


def test_bearer_token_opens_the_persons_endpoints_without_csrf(cast):
    client = program(token_of(cast.ana).plain)
    assert client.get("/api/v1/me/").json()["email"] == "ana@example.org"
    assert client.patch("/api/v1/me/", {"name": "Ana B"}).status_code == 200


def test_token_person_and_roles_are_found_in_one_statement(cast, django_assert_num_queries):
    plain = token_of(cast.tess).plain
    client = program(plain)
    client.get("/api/v1/tokens/")
    with django_assert_num_queries(2):  # the second lists the tokens
        assert client.get("/api/v1/tokens/").status_code == 200


def test_reading_token_cannot_write(cast):
    client = program(token_of(cast.ana, Scope.READ).plain)
    assert client.get("/api/v1/me/").status_code == 200
    assert refusal(client.patch("/api/v1/me/", {"name": "Mallory"})) == (403, "scope")
    cast.ana.refresh_from_db()
    assert cast.ana.name == "Ana"


@pytest.mark.parametrize("spoil", ["expired", "revoked", "inactive", "unknown", "empty"])
def test_token_that_is_no_longer_valid_gets_401(cast, spoil):
    made = token_of(cast.ana)
    plain = {"unknown": "footing_" + "x" * 43, "empty": ""}.get(spoil, made.plain)
    if spoil == "expired":
        AccessToken.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    if spoil == "revoked":
        tokens.revoke_token(user=cast.ana, token_id=made.token.pk, now=clock.now())
    if spoil == "inactive":
        cast.ana.is_active = False
        cast.ana.save(update_fields=["is_active"])
    response = program(plain).get("/api/v1/me/")
    assert refusal(response) == (401, "authentication_failed")
    assert response["WWW-Authenticate"] == "Bearer"


def test_wrong_token_does_not_fall_back_to_the_session(cast, client_of):
    client = client_of(cast.ana)
    assert client.get("/api/v1/me/", HTTP_AUTHORIZATION="Bearer wrong").status_code == 401


def test_own_token_is_revoked_at_once(cast, client_of):
    made = token_of(cast.ana)
    client = client_of(cast.ana)
    assert client.delete(f"/api/v1/tokens/{made.token.pk}/").status_code == 204
    assert program(made.plain).get("/api/v1/me/").status_code == 401
    assert client.get("/api/v1/tokens/").json()["results"] == []
    assert client.delete(f"/api/v1/tokens/{made.token.pk}/").status_code == 404


def test_somebody_elses_token_is_not_found(cast, client_of):
    made = token_of(cast.ana)
    assert client_of(cast.ben).delete(f"/api/v1/tokens/{made.token.pk}/").status_code == 404
    assert client_of(cast.ben).get("/api/v1/tokens/").json()["results"] == []
    assert AccessToken.objects.get().revoked_at is None


def test_program_cannot_make_further_tokens(cast):
    response = program(token_of(cast.ana).plain).post("/api/v1/tokens/", {"name": "child"})
    assert refusal(response) == (403, "session_required")
    assert AccessToken.objects.count() == 1


def test_bearer_token_notes_its_use_once_a_minute(cast):
    made = token_of(cast.ana)
    client = program(made.plain)
    client.get("/api/v1/me/")
    first = AccessToken.objects.values_list("last_used_at", flat=True).get()
    assert first is not None
    client.get("/api/v1/me/")
    assert AccessToken.objects.get().last_used_at == first
    AccessToken.objects.update(last_used_at=first - timedelta(seconds=61))
    client.get("/api/v1/me/")
    assert AccessToken.objects.filter(last_used_at__gte=first).exists()


def test_second_use_within_the_minute_writes_nothing(cast):
    client = program(token_of(cast.ana).plain)
    client.get("/api/v1/tokens/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/api/v1/tokens/")
    assert not [query for query in asked if "UPDATE" in query["sql"]]


def test_token_from_before_a_person_was_staff_opens_no_staff_endpoint(cast, client_of):
    client = client_of(cast.ana, second_factor=False)
    plain = client.post("/api/v1/tokens/", {"name": "watch", "scope": "write"}).json()["token"]
    assert program(plain).get("/api/v1/me/access/").status_code == 200
    factories.membership(cast.ana, cast.north, Role.THERAPIST)
    assert refusal(program(plain).get("/api/v1/invitations/")) == (403, "second_factor_required")


def test_token_made_after_a_second_step_opens_staff_endpoints(cast, client_of):
    plain = client_of(cast.tess).post("/api/v1/tokens/", {"name": "script"}).json()["token"]
    assert program(plain).get("/api/v1/invitations/").status_code == 200
