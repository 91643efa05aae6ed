"""The diary's sync: one change, fifty, and a session in a request, against a raw insert of the same rows."""

from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.db import connection

from accounts.models import Patient
from bench.load import ask, best
from bench.seed import clinic_with
from bench.server import Answers, message, running_server, token_of
from bench.table import Row, milliseconds
from bench.timing import time_pair

PATH = "/api/v1/diary/changes/"
CONNECTIONS = 4
ROUNDS = 3

# The least a diary can do for the same rows: move the head, insert the entries and what was told of them, in
# one statement through the same driver.
FLOOR = """
WITH head AS (
    UPDATE diary_diaryhead SET seq = seq + %(n)s WHERE patient_id = %(patient)s RETURNING seq
), told AS (
    SELECT gen_random_uuid() AS entry_id, head.seq - n AS seq, gen_random_uuid() AS digest
    FROM head, generate_series(0, %(n)s - 1) AS n
), history AS (
    INSERT INTO diary_change (patient_id, device_id, received_at, change_id, entry_id, action, digest,
        verdict, seq, recorded_at, utc_offset_minutes, time_zone, local_date, data)
    SELECT %(patient)s, %(device)s, now(), gen_random_uuid(), entry_id, 'put', digest, 'new', seq, now(), 60,
        'Europe/Madrid', current_date, %(data)s::jsonb
    FROM told
)
INSERT INTO diary_entry (patient_id, device_id, entry_id, kind, seq, deleted, schema, recorded_at,
    utc_offset_minutes, time_zone, local_date, received_at, first_received_at, late, skewed,
    score, moment, digest, data)
SELECT %(patient)s, %(device)s, entry_id, %(kind)s, seq, false, 1, now(), 60, 'Europe/Madrid',
    current_date, now(), now(), false, false, 4, 'now', digest, %(data)s::jsonb
FROM told
"""


def change(**told: Any) -> dict[str, Any]:
    """A pain entry made now, unless `told` says otherwise."""
    return {
        "change_id": str(uuid4()), "entry_id": str(uuid4()), "kind": "pain", "action": "put", "schema": 1,
        "base_seq": None, "recorded_at": "2026-11-20T21:04:11+01:00", "time_zone": "Europe/Madrid",
        "data": {"score": 4, "moment": "now", "qualities": ["burning"], "note": "After the walk."}, **told,
    }  # fmt: skip


def session() -> dict[str, Any]:
    """A session of eight steps with three sets each, as the player tells it."""
    done = [{"side": side, "reps": 12, "seconds": None} for side in ("left", "right", "left")]
    steps = [{"step_id": str(uuid4()), "sets": done, "pain": 3, "skipped": None} for _ in range(8)]
    told = {
        "assignment_id": str(uuid4()), "version": 1, "started_at": "2026-11-20T20:40:00+01:00",
        "finished_at": "2026-11-20T21:04:11+01:00", "pain_before": 3, "pain_worst": 4, "pain_after": 3,
        "effort": 5, "note": "", "steps": steps,
    }  # fmt: skip
    return change(kind="session", data=told)


def body(size: int, device: UUID, make: Callable[[], dict[str, Any]] = change) -> bytes:
    """A request of so many new changes."""
    return orjson.dumps({"device_id": str(device), "epoch": None, "changes": [make() for _ in range(size)]})


def measure(short: bool) -> list[Row]:
    """The rows of the sync."""
    seconds = 0.1 if short else 1.0
    _, people = clinic_with(patients=CONNECTIONS if short else 60, days=30 if short else 365)
    tokens = [token_of(person) for person in people[:CONNECTIONS]]
    answers, patient = Answers(), Patient.objects.get(user=people[0])
    rows = [
        _in_process(answers, tokens[0], patient.pk, seconds, *what)
        for what in (
            ("1 change", 1, change, 2),
            ("50 changes", 50, change, 1.6),
            ("a session", 1, session, 2),
        )
    ]
    with running_server() as port:
        rows += [_over_the_wire(port, tokens, size, seconds * 3) for size in (1, 50)]
    return rows


def _in_process(
    answers: Answers, token: str, patient: UUID, seconds: float,
    what: str, size: int, make: Callable[[], dict[str, Any]], aim: float,
) -> Row:  # fmt: skip
    device, one = uuid4(), make()
    bodies = (body(size, device, make) for _ in count())
    ready = [next(bodies) for _ in range(int(seconds * 12_000 / size) + 40)]
    values = {"patient": patient, "device": device, "n": size, "kind": one["kind"],
              "data": orjson.dumps(one["data"]).decode()}  # fmt: skip

    def send() -> None:
        status, answer = answers.post(PATH, token, ready.pop() if ready else next(bodies))
        if status != 200 or answer.count(b'"new"') != size:
            raise AssertionError(answer[:400])

    def insert() -> None:
        connection.connection.cursor().execute(FLOOR, values)

    timing, floor, ratio = time_pair(send, insert, rounds=9, seconds=seconds / 2)
    figure = f"{milliseconds(timing.median)} ({size * timing.per_second:,.0f} entries/s)"
    beneath = f"{milliseconds(floor.median)} entry and history rows, raw"
    return Row(
        f"{what} in a request, server time, one worker",
        figure, beneath, f"{ratio:.2f}x", f"<= {aim:g}x", ratio <= aim,
    )  # fmt: skip


def _over_the_wire(port: int, tokens: list[str], size: int, seconds: float) -> Row:
    def talk(token: str) -> list[bytes]:
        most = int(seconds * (600 if size == 1 else 200)) + 20
        return [message("POST", PATH, token, body(size, uuid4())) for _ in range(most)]

    load = best(ask(port, [talk(token) for token in tokens], seconds, again=False) for _ in range(ROUNDS))
    if set(load.statuses) != {200}:
        raise AssertionError(load.statuses)
    entries = load.per_second * size
    figure = f"{load.per_second:,.0f} requests/s, {entries:,.0f} entries/s, p95 {milliseconds(load.p95)}"
    aim, met = ("", None) if size == 1 else (">= 15,000 entries/s", entries >= 15_000)
    return Row(f"{size} over HTTP, {len(tokens)} phones", figure, "", "", aim, met)
