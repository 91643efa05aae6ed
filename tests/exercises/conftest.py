"""Fixtures of the prescriptions: the loaded library, today, and short ways to prescribe."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest
from rest_framework.test import APIClient

from accounts.models import User
from common import clock
from exercises.rules.library_files import Library, read_library
from tests.cast import Cast

Prescribe = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def files() -> Library:
    """The library's files, read once."""
    return read_library()


@pytest.fixture
def today() -> date:
    """The cast's local date: they all live in Madrid."""
    return clock.local_date(clock.now(), "Europe/Madrid")


@pytest.fixture
def tess(cast: Cast, library, client_of: Callable[[User | None], APIClient]) -> APIClient:
    """ana's therapist, signed in."""
    return client_of(cast.tess)


@pytest.fixture
def ana(cast: Cast, library, client_of: Callable[[User | None], APIClient]) -> APIClient:
    """tess's patient, signed in."""
    return client_of(cast.ana)


@pytest.fixture
def prescribe(cast: Cast, tess: APIClient) -> Prescribe:
    """`prescribe(**body)`: tess prescribes for ana; the answered assignment."""

    def make(**body: Any) -> dict[str, Any]:
        body = {"steps": [{"exercise": "toe-curls", "sets": 2, "reps": 10, "side": "each"}], **body}
        answer = tess.post(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/", body)
        assert answer.status_code == 201, answer.content
        return answer.json()

    return make


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], int]:
    """`statements(act)`: how many statements `act` sends when it runs for the second time.

    Counted below Django, whose own count does not see the statements that are planned once a connection.
    """
    sent: list[Any] = []
    execute = psycopg.Cursor.execute

    def counted(cursor: Any, query: Any, *args: Any, **options: Any) -> Any:
        sent.append(query)
        return execute(cursor, query, *args, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)

    def count(act: Callable[[], Any]) -> int:
        act()
        sent.clear()
        act()
        return len(sent)

    return count
