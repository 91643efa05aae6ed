"""The diary's sync: one change and fifty in a request, against a raw insert of the same rows."""

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

# The least a diary can do for the same rows: move the head and insert the entries, in one statement.
FLOOR = """
WITH head AS (
    UPDATE diary_diaryhead SET seq = seq + %(n)s WHERE patient_id = %(patient)s RETURNING seq
)
INSERT INTO diary_entry (patient_id, device_id, entry_id, kind, seq, deleted, schema, recorded_at,
    utc_offset_minutes, time_zone, local_date, received_at, first_received_at, late, skewed,
    score, moment, digest, data)
SELECT %(patient)s, %(device)s, gen_random_uuid(), 'pain', head.seq - n, false, 1, now(), 60, 'Europe/Madrid',
    current_date, now(), now(), false, false, 4, 'now', gen_random_uuid(), '{"score": 4, "moment": "now"}'
FROM head, generate_series(0, %(n)s - 1) AS n
"""


def change() -> dict[str, Any]:
    """A pain entry made now."""
    return {
        "change_id": str(uuid4()), "entry_id": str(uuid4()), "kind": "pain", "action": "put", "schema": 1,
        "base_seq": None, "recorded_at": "2026-11-20T21:04:11+01:00", "time_zone": "Europe/Madrid",
        "data": {"score": 4, "moment": "now", "qualities": ["burning"], "note": "After the walk."},
    }  # fmt: skip


def body(changes: int, device: UUID) -> bytes:
    """A request of so many new changes."""
    return orjson.dumps(
        {"device_id": str(device), "epoch": None, "changes": [change() for _ in range(changes)]}
    )


def measure(short: bool) -> list[Row]:
    """The rows of the sync."""
    seconds = 0.1 if short else 1.0
    _, people = clinic_with(patients=CONNECTIONS if short else 60, days=30 if short else 365)
    tokens = [token_of(person) for person in people[:CONNECTIONS]]
    answers, patient = Answers(), Patient.objects.get(user=people[0])
    rows = [_in_process(answers, tokens[0], patient.pk, size, seconds) for size in (1, 50)]
    with running_server() as port:
        rows += [_over_the_wire(port, tokens, size, seconds * 3) for size in (1, 50)]
    return rows


def _in_process(answers: Answers, token: str, patient: UUID, size: int, seconds: float) -> Row:
    device = uuid4()
    bodies = (body(size, device) for _ in count())
    ready = [next(bodies) for _ in range(int(seconds * 12_000 / size) + 40)]

    def send() -> None:
        status, answer = answers.post(PATH, token, ready.pop() if ready else next(bodies))
        if status != 200 or answer.count(b'"new"') != size:
            raise AssertionError(answer[:400])

    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute(FLOOR, {"patient": patient, "device": device, "n": size})

    timing, floor, ratio = time_pair(send, insert, rounds=9, seconds=seconds / 2)
    figure = f"{milliseconds(timing.median)} ({size * timing.per_second:,.0f} entries/s)"
    what = f"{size} change{'s' if size > 1 else ''} in a request, server time, one worker"
    aim, met = ("<= 4x", ratio <= 4) if size == 1 else ("", None)
    return Row(what, figure, f"{milliseconds(floor.median)} one INSERT", f"{ratio:.1f}x", aim, met)


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
