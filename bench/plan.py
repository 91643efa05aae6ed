"""The empty view for a signed-in person, and the plan: cold, unchanged (304), its size; against their SQL."""

import gzip
from typing import Any

import psycopg
from django.db import connection

from accounts.models import Patient, User
from accounts.queries.standing import BEARER
from accounts.rules.tokens import USE_NOTED_EVERY, token_hash
from bench.load import Load, ask, best
from bench.seed import clinic_with
from bench.server import Answers, message, running_server, token_of
from bench.table import Row, milliseconds
from bench.timing import time_pair
from common import clock
from exercises.queries.plan import DEFAULT_ZONES, plan_of, whole_plan
from reminders.queries.plan import PLAN_PARTS

PATH = "/api/v1/plan/"
ROUNDS = 3


def measure(short: bool) -> list[Row]:
    """The rows of the plan."""
    seconds = 0.1 if short else 0.8
    _, people = clinic_with(patients=4, days=90)
    tokens = [token_of(person) for person in people]
    answers = Answers()
    rows = [_empty(answers, tokens[0], seconds), *_cold(answers, tokens[0], people[0], seconds)]
    rows += [_unchanged(answers, tokens[0], seconds), _size(answers, tokens[0])]
    with running_server() as port:
        rows += _over_the_wire(port, answers, tokens, people[0], seconds * 3)
    return rows


def _raw(statement: str, values: Any) -> Any:
    """The rows of a statement by the driver itself, on the connection that Footing uses."""
    return connection.connection.cursor().execute(statement, values).fetchall()


def _who_asks(hashed: str) -> Any:
    now = clock.now()
    return _raw(BEARER, [now - USE_NOTED_EVERY, hashed, now])


def _empty(answers: Answers, token: str, seconds: float) -> Row:
    hashed = token_hash(token)

    def nothing() -> None:
        status, _ = answers.get("/api/v1/nothing/", token)
        assert status == 204

    nothing()
    timing, floor, ratio = time_pair(nothing, lambda: _who_asks(hashed), rounds=9, seconds=seconds / 2)
    beneath = f"{milliseconds(floor.median)} who asks, raw"
    return Row(
        "empty view for who is signed in", milliseconds(timing.median), beneath,
        f"{ratio:.2f}x", "<= 1.8x", ratio <= 1.8,
    )  # fmt: skip


def _cold(answers: Answers, token: str, person: User, seconds: float) -> list[Row]:
    patient = Patient.objects.get(user=person).pk
    today = clock.local_date(clock.now(), person.time_zone)
    hashed = token_hash(token)
    plan = {"patient": patient, "today": today, "emergency": None, "days": 14, "zones": DEFAULT_ZONES}

    def cold() -> None:
        status, _ = answers.get(PATH, token)
        assert status == 200

    def all_its_sql() -> None:
        _who_asks(hashed)
        _raw(whole_plan(PLAN_PARTS), plan)

    timing, floor, ratio = time_pair(cold, all_its_sql, rounds=9, seconds=seconds / 2)
    figure, what = milliseconds(timing.median), "plan cold, server time"
    both = f"{milliseconds(floor.median)} its SQL, raw: who asks, and the plan"
    return [Row(what, figure, both, f"{ratio:.2f}x", "<= 1.6x", ratio <= 1.6)]


def _unchanged(answers: Answers, token: str, seconds: float) -> Row:
    tag = _tag(answers, token)

    def unchanged() -> None:
        status, _ = answers.get(PATH, token, HTTP_IF_NONE_MATCH=tag)
        assert status == 304

    def nothing() -> None:
        status, _ = answers.get("/api/v1/nothing/", token)
        assert status == 204

    timing, floor, ratio = time_pair(unchanged, nothing, rounds=9, seconds=seconds / 2)
    floor_words = f"{milliseconds(floor.median)} empty view"
    return Row(
        "plan unchanged (304)",
        milliseconds(timing.median),
        floor_words,
        f"{ratio:.2f}x",
        "<= 1.2x",
        ratio <= 1.2,
    )


def _tag(answers: Answers, token: str) -> str:
    return answers.header(PATH, token, "ETag")


def _size(answers: Answers, token: str) -> Row:
    _, body = answers.get(PATH, token)
    packed = len(gzip.compress(body))
    return Row(
        "plan of four exercises, gzip",
        f"{packed / 1024:.1f} kB",
        f"{len(body) / 1024:.1f} kB plain",
        "",
        "<= 12 kB",
        packed <= 12 * 1024,
    )


def _over_the_wire(port: int, answers: Answers, tokens: list[str], person: User, seconds: float) -> list[Row]:
    cold = best(
        ask(port, [[message("GET", PATH, token)] for token in tokens], seconds) for _ in range(ROUNDS)
    )
    tag = _tag(answers, tokens[0])
    unchanged = message("GET", PATH, tokens[0], b"", f"If-None-Match: {tag}")
    same = best(ask(port, [[unchanged]] * len(tokens), seconds) for _ in range(ROUNDS))
    if set(cold.statuses) != {200} or set(same.statuses) != {304}:
        raise AssertionError((cold.statuses, same.statuses))
    floor = f"{_sql_rate(person):,.0f}/s its SQL alone, one connection"
    return [
        Row("plan cold over HTTP", _rate(cold), floor, "", ">= 2,000/s", cold.per_second >= 2000),
        Row("plan 304 over HTTP", _rate(same), "", "", ""),
    ]


def _rate(load: Load) -> str:
    return f"{load.per_second:,.0f} requests/s, p95 {milliseconds(load.p95)}"


def _sql_rate(person: User) -> float:
    patient = Patient.objects.get(user=person).pk
    today = clock.local_date(clock.now(), person.time_zone)
    timing, _, _ = time_pair(lambda: plan_of(patient, today, PLAN_PARTS), _nothing, rounds=3)
    return timing.per_second


def _nothing() -> None:
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute("SELECT 1")
