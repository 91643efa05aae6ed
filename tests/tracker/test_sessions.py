"""Whoever is signed in stays so while Redis is away, and a session that was ended stays ended."""

import pytest
from django.core.cache import cache

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_redis(settings):
    def take_away() -> None:
        settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}

    return take_away


def test_keeps_people_signed_in_and_writing_while_redis_is_away(cast, client_of, without_redis):
    client = client_of(cast.ana)
    without_redis()
    assert client.get("/api/v1/me/").json()["email"] == "ana@example.org"
    assert client.patch("/api/v1/me/", {"name": "Ana B"}).status_code == 200


def test_does_not_pretend_to_have_ended_a_session_that_may_come_back(cast, client_of, without_redis):
    client = client_of(cast.ana)
    client.raise_request_exception = False
    without_redis()
    assert client.delete("/_allauth/browser/v1/auth/session").status_code == 500


def test_ends_a_session_in_cache_and_database_at_once(cast, client_of):
    client = client_of(cast.ana)
    key = client.session.session_key
    client.get("/api/v1/me/")
    assert cache.get(f"django.contrib.sessions.cached_db{key}")
    assert client.delete("/_allauth/browser/v1/auth/session").status_code == 401
    assert cache.get(f"django.contrib.sessions.cached_db{key}") is None
    assert client.get("/api/v1/me/").status_code == 401
