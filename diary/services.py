"""Every write of what happened: a device's changes taken in, and the name of this server's history."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection, transaction

from accounts.queries import CLINIC_IN_CARE
from common.ids import new_id
from diary import moments
from diary.change import EntryKind, Incoming, id_in, read_change
from diary.fields import Problem
from diary.merging import Diary, Kept, Outcome, Verdict
from diary.models import Epoch
from diary.queries.heads import current_epoch
from diary.queries.standing import standing
from diary.session import ends_before_it_starts


class Answered(NamedTuple):
    """What became of one change. The ids are None only where the change did not tell a readable one.

    `place` is where it stood in the request; `problem` is there only when it is refused, and then `seq` is
    not.
    """

    place: int
    change_id: UUID | None
    entry_id: UUID | None
    verdict: Verdict
    seq: int | None
    problem: Problem | None = None


class Answer(NamedTuple):
    """The server's history by name, how far this diary has come, and what became of each change, in order."""

    epoch: str
    head: int
    verdicts: list[Answered]


def apply_changes(*, patient_id: UUID, device_id: UUID, changes: Sequence[Any], now: datetime) -> Answer:
    """Takes in what a device tells of one patient's diary, with a verdict on each change.

    `changes` are values out of a JSON document, any number; one that cannot be read or is not allowed is
    refused by itself and leaves no trace. The patient's head is locked, so that numbers are gapless and in
    the order of commits. Sent again, a change is answered with its first verdict. `now` becomes the time
    received. The number of statements is the same for any number of changes.
    """
    read = [_read(told, device_id) for told in changes]
    readable = [change for change in read if isinstance(change, Incoming)]
    with transaction.atomic():
        seq, epoch, clinic_id = _lock_head(patient_id)
        diary = Diary(seq, *standing(patient_id, readable))
        outcomes = diary.take_in(readable, now)
        fresh = [outcome for outcome in outcomes if outcome.fresh]
        if fresh:
            _keep(patient_id, clinic_id, diary, fresh, now)
    told_of = iter(outcomes)
    verdicts = [
        _answered(place, next(told_of)) if isinstance(change, Incoming) else _refused(place, told, change)
        for place, (told, change) in enumerate(zip(changes, read, strict=True))
    ]
    return Answer(epoch or ensure_epoch(), diary.head, verdicts)


def ensure_epoch() -> str:
    """The name of this server's history, given now if it has none."""
    Epoch.objects.bulk_create([Epoch()], ignore_conflicts=True)
    return str(current_epoch())


def start_new_epoch() -> str:
    """Gives this server's history a new name and returns it: every device then sends again what it has kept.

    To be done after a restore from a backup, before devices are let in.
    """
    epoch = new_id()
    Epoch.objects.update_or_create(id=1, defaults={"epoch": epoch})
    return str(epoch)


def _read(told: Any, device_id: UUID) -> Incoming | Problem:
    try:
        return read_change(told, device_id)
    except Problem as found:
        return found


def _answered(place: int, outcome: Outcome) -> Answered:
    problem = Problem(outcome.code, outcome.field or "") if outcome.code else None
    change = outcome.change
    return Answered(place, change.change_id, change.entry_id, outcome.verdict, outcome.seq, problem)


def _refused(place: int, told: Any, problem: Problem) -> Answered:
    ids = id_in(told, "change_id"), id_in(told, "entry_id")
    return Answered(place, *ids, Verdict.REFUSED, None, problem)


_LOCK = """
    SELECT seq, (SELECT epoch FROM diary_epoch), {clinic}
    FROM diary_diaryhead AS head WHERE patient_id = %s FOR UPDATE OF head
""".format(clinic=CLINIC_IN_CARE.format(patient="head.patient_id"))  # noqa: S608 - our own words only
_BEGIN = "INSERT INTO diary_diaryhead (patient_id, seq) VALUES (%s, 0) ON CONFLICT DO NOTHING"


def _lock_head(patient_id: UUID) -> tuple[int, str | None, UUID | None]:
    """The head's number, the epoch and the clinic in care; the head stays locked to the transaction's end."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [patient_id])
        found = cursor.fetchone()
        if found is None:
            cursor.execute(_BEGIN, [patient_id])
            cursor.execute(_LOCK, [patient_id])
            found = cursor.fetchone()
    seq, epoch, clinic_id = found
    return seq, str(epoch) if epoch else None, clinic_id


# One statement keeps a whole batch: every fresh change with its verdict, each altered entry as the batch left
# it, and the head. The rows travel as one JSON value, whose cost hardly grows with their number.
_KEEP = """
WITH told AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS told (
        change_id uuid, entry_id uuid, action text, base_seq bigint, digest uuid, verdict text, seq bigint,
        recorded_at timestamptz, utc_offset_minutes smallint, time_zone text, local_date date, told jsonb,
        stands boolean, kind text, deleted boolean, schema smallint, first_received_at timestamptz,
        late boolean, skewed boolean, score smallint, moment text)
), remembered AS (
    INSERT INTO diary_change (
        patient_id, device_id, received_at, change_id, entry_id, action, base_seq, digest, verdict, seq,
        recorded_at, utc_offset_minutes, time_zone, local_date, data)
    SELECT
        %(patient)s, %(device)s, %(now)s, change_id, entry_id, action, base_seq, digest, verdict, seq,
        recorded_at, utc_offset_minutes, time_zone, local_date, told
    FROM told
), kept AS (
    INSERT INTO diary_entry AS entry (
        patient_id, clinic_id, device_id, received_at, entry_id, kind, seq, deleted, schema, recorded_at,
        utc_offset_minutes, time_zone, local_date, first_received_at, late, skewed, score, moment, digest,
        data)
    SELECT
        %(patient)s, %(clinic)s, %(device)s, %(now)s, entry_id, kind, seq, deleted, schema, recorded_at,
        utc_offset_minutes, time_zone, local_date, first_received_at, late, skewed, score, moment, digest,
        told
    FROM told WHERE stands
    ON CONFLICT (patient_id, entry_id) DO UPDATE SET
        device_id = excluded.device_id, received_at = excluded.received_at, seq = excluded.seq,
        deleted = excluded.deleted, schema = excluded.schema, recorded_at = excluded.recorded_at,
        utc_offset_minutes = excluded.utc_offset_minutes, time_zone = excluded.time_zone,
        local_date = excluded.local_date, late = excluded.late, score = excluded.score,
        moment = excluded.moment, digest = excluded.digest, data = excluded.data,
        skewed = excluded.skewed OR (entry.skewed AND entry.recorded_at = excluded.recorded_at)
)
UPDATE diary_diaryhead SET seq = %(head)s WHERE patient_id = %(patient)s
"""


def _keep(
    patient_id: UUID, clinic_id: UUID | None, diary: Diary, fresh: list[Outcome], now: datetime
) -> None:
    values: dict[str, Any] = {
        "rows": orjson.dumps([_row(diary, outcome, now) for outcome in fresh]).decode(),
        "patient": patient_id,
        "clinic": clinic_id,
        "device": fresh[0].change.device_id,
        "now": now,
        "head": diary.head,
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)


def _row(diary: Diary, outcome: Outcome, now: datetime) -> dict[str, Any]:
    change = outcome.change
    event_on = moments.local_date(change.recorded_at, change.time_zone)
    row: dict[str, Any] = {
        "change_id": change.change_id,
        "entry_id": change.entry_id,
        "action": change.action,
        "base_seq": change.base_seq,
        "digest": outcome.digest,
        "verdict": outcome.verdict,
        "seq": outcome.seq,
        "recorded_at": change.recorded_at.astimezone(UTC),  # PostgreSQL reads no offset beyond 16 hours
        "utc_offset_minutes": moments.offset_minutes(change.recorded_at),
        "time_zone": change.time_zone,
        "local_date": event_on,
        # What is identical stands in the change that told it first.
        "told": None if outcome.verdict == Verdict.IDENTICAL else change.data,
        "stands": False,
    }
    if outcome.alters and diary.standing(change.entry_id).seq == outcome.seq:
        row |= _standing_columns(diary.standing(change.entry_id), change, event_on, now)
    return row


def _standing_columns(kept: Kept, change: Incoming, event_on: date, now: datetime) -> dict[str, Any]:
    told = change.data or {}
    is_pain = change.kind == EntryKind.PAIN
    backwards = change.kind == EntryKind.SESSION and not kept.deleted and ends_before_it_starts(told)
    return {
        "stands": True,
        "kind": kept.kind,
        "deleted": kept.deleted,
        "schema": change.schema,
        "first_received_at": kept.first_received_at,
        "late": moments.is_late(event_on, kept.first_received_at, change.time_zone),
        "skewed": backwards or moments.is_skewed(change.recorded_at, now),
        "score": told.get("score") if is_pain else None,
        "moment": told.get("moment") if is_pain else None,
    }
