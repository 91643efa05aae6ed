"""The probes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from common import clock
from common.zones import zone_data
from notifications.models import Notification
from notifications.rules.notification import Kind
from tracker import health
from tracker.preparing import preparing


def notice_due(since: timedelta) -> Notification:
    now = clock.now()
    at = now - since
    return Notification.objects.create(
        id=uuid4(), kind=next(iter(Kind)), about=uuid4(), due_at=at, next_try_at=at, planned_at=at
    )


@pytest.fixture
def lost_database(transactional_db, monkeypatch):
    connection.close()
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "HOST", "/nowhere")
        yield
    connection.close()


@pytest.fixture(autouse=True)
def _looked_into_anew():
    health.looked_into.forget()


def test_health_check_answers_without_asking_any_server(client):
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.django_db
def test_server_is_ready_when_everything_behind_it_answers(client):
    notice_due(since=timedelta(seconds=30))

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert answer.json()["database"] == answer.json()["broker"] == "answers"
    assert 30 <= answer.json()["oldest_due_notice_seconds"] < 60
    assert answer.json()["time_zones"]["release"] == zone_data().release


@pytest.mark.django_db
def test_server_is_not_ready_while_notifications_wait_too_long(client):
    notice_due(since=timedelta(minutes=42))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["reasons"] == ["The oldest due notice has been waiting for 42 minutes."]


@pytest.mark.django_db
def test_server_is_not_ready_without_its_broker(client, settings):
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/redis.sock"

    assert client.get("/readyz").json()["reasons"] == ["The broker does not answer."]


def test_server_is_not_ready_without_its_database(client, lost_database):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["The database does not answer."]
    assert answer["Retry-After"] == "2"


@pytest.mark.django_db
def test_server_is_not_ready_before_migrations_have_run(client):
    with preparing():
        answer = client.get("/readyz")
    assert answer.json()["reasons"] == ["Footing is still bringing its database up to date."]
    health.looked_into.forget()
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readiness_is_checked_once_a_second_however_many_ask(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(0):
        assert client.get("/readyz").status_code == 200
