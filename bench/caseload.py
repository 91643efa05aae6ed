"""The therapist's caseload, and what growing histories do to it, to the plan and to the sync."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import connection

from accounts.models import Patient
from bench.seed import clinic_with
from bench.server import Answers, token_of
from bench.staff_sql import CASELOAD
from bench.sync import PATH as SYNC
from bench.sync import body
from bench.table import Row, milliseconds
from bench.timing import time_pair
from common.ids import new_id

PATH = "/api/v1/patients/?limit=200"


class Growing(NamedTuple):
    """What a call took, in seconds and in empty views timed in turns with it: a machine's pace drifts."""

    seconds: float
    views: float


def measure(short: bool) -> list[Row]:
    """The caseload of 200 patients with a year each (short: 20 with a month)."""
    patients, days, seconds = (20, 30, 0.1) if short else (200, 365, 1.5)
    therapist, _ = clinic_with(patients, days)
    answers, token = Answers(), token_of(therapist)

    def floor() -> None:
        with connection.cursor() as cursor:
            cursor.execute(CASELOAD, {"therapist": therapist.pk})
            assert len(cursor.fetchall()) == patients

    timing, least, ratio = time_pair(lambda: _caseload(answers, token, patients), floor, seconds=seconds)
    what = f"caseload of {patients} patients x {days} days"
    return [
        Row(what, milliseconds(timing.median), f"{milliseconds(least.median)} one SQL", f"{ratio:.1f}x", "")
    ]


def growth(short: bool) -> list[Row]:
    """The same with 1, 4 and 16 times the history (short: 1 and 4 times)."""
    patients, days, seconds = (10, 20, 0.05) if short else (200, 90, 0.6)
    factors = (1, 4) if short else (1, 4, 16)
    answers = Answers()
    found = [_at(answers, patients, days * factor, seconds) for factor in factors]
    return [_grown(what, f"history of {days} days and more", factors, found) for what in found[0]]


def _grown(what: str, history: str, factors: tuple[int, ...], found: list[dict[str, Growing]]) -> Row:
    """How much longer the longest history takes than the shortest, each in empty views of its own moment."""
    told = [f"{factor}x {milliseconds(at[what].seconds)}" for factor, at in zip(factors, found, strict=True)]
    ratio = found[-1][what].views / found[0][what].views
    floor = f"{found[0][what].views:.1f} and {found[-1][what].views:.1f} empty views"
    return Row(f"{what}, {history}", ", ".join(told), floor, f"{ratio:.2f}x", "<= 1.2x", ratio <= 1.2)


def _at(answers: Answers, patients: int, days: int, seconds: float) -> dict[str, Growing]:
    therapist, people = clinic_with(patients, days)
    staff, own = token_of(therapist), token_of(people[0])
    patient = Patient.objects.get(user=people[0]).pk
    device = new_id()
    calls: dict[str, Callable[[], None]] = {
        "caseload": lambda: _caseload(answers, staff, patients),
        "one patient's progress, 28 days": lambda: _ok(
            answers.get(f"/api/v1/patients/{patient}/progress/", staff)
        ),
        "plan": lambda: _ok(answers.get("/api/v1/plan/", own)),
        "one change": lambda: _ok(answers.post(SYNC, own, body(1, device))),
    }
    found = {}
    for what, call in calls.items():
        timing, _, views = time_pair(call, lambda: answers.get("/api/v1/nothing/", own), 9, seconds / 2)
        found[what] = Growing(timing.median, views)
    return found


def _caseload(answers: Answers, token: str, patients: int) -> None:
    status, told = answers.get(PATH, token)
    assert status == 200
    assert told.count(b'"adherence_7d"') == patients, told[:300]


def _ok(answer: tuple[int, bytes]) -> None:
    assert answer[0] == 200, answer
