"""What becomes of a database connection that was dropped while nobody used it."""

import psycopg
import pytest
from django.db import connection


def drop_own_connection() -> None:
    """Ends this process's connection from outside, as a restarted server does."""
    pid = connection.connection.info.backend_pid
    place = connection.settings_dict
    with psycopg.connect(
        host=place["HOST"], port=place["PORT"], user=place["USER"], password=place["PASSWORD"],
        dbname=place["NAME"], autocommit=True,
    ) as other:  # fmt: skip
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def look_again() -> None:
    """The next statement is the first of a new request."""
    setattr(connection, "health_check_done", False)  # noqa: B010 - Django has no public name for it


@pytest.mark.django_db(transaction=True)
def test_dropped_connection_is_replaced(client):
    connection.ensure_connection()
    dropped = connection.connection
    drop_own_connection()
    look_again()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert connection.connection is not dropped


@pytest.mark.django_db(transaction=True)
def test_living_connection_is_kept():
    connection.ensure_connection()
    kept = connection.connection
    look_again()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert connection.connection is kept
