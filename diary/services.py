"""Every write of what happened: a device's changes taken in, and the name of this server's history."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import IntegrityError, connection, transaction

from common.ids import new_id
from diary.models import Epoch
from diary.queries.heads import current_epoch
from diary.queries.standing import EntryState, standing
from diary.rules import moments
from diary.rules.change import EntryKind, Incoming, id_in, read_change
from diary.rules.fields import Problem
from diary.rules.merging import Diary, Kept, MergeResult, Outcome
from diary.rules.session import began_at, ends_before_it_starts


class Answered(NamedTuple):
    """What became of one change. The ids are None only where the change did not tell a readable one.

    `place` is where it stood in the request; `problem` is there only when it is refused, and then `seq` is
    not.
    """

    place: int
    change_id: UUID | None
    entry_id: UUID | None
    verdict: MergeResult
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
    refused by itself and leaves no trace. Whoever writes holds the lock of the patient's head, so that
    numbers are gapless and in the order of commits. Sent again, a change is answered with its first verdict.
    `now` becomes the time received. The number of statements is the same for any number of changes.
    """
    read = [_read(told, device_id) for told in changes]
    readable = [change for change in read if isinstance(change, Incoming)]
    taken = _at_once(patient_id, readable, now) or _in_turn(patient_id, readable, now)
    told_of = iter(taken.outcomes)
    verdicts = [
        _answered(place, next(told_of)) if isinstance(change, Incoming) else _refused(place, told, change)
        for place, (told, change) in enumerate(zip(changes, read, strict=True))
    ]
    return Answer(taken.stood.epoch or ensure_epoch(), taken.head, verdicts)


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
    return Answered(place, *ids, MergeResult.REFUSED, None, problem)


class _Taken(NamedTuple):
    """What stood, what the batch made of it, and the head after it."""

    stood: EntryState
    outcomes: list[Outcome]
    head: int


def _at_once(patient_id: UUID, changes: list[Incoming], now: datetime) -> _Taken | None:
    """Take a batch in without waiting; None if somebody else wrote since the look, or nobody ever did.

    What does not move the head, such as a stale change, could be remembered twice: the key refuses it.
    """
    try:
        return _take(patient_id, changes, now)
    except IntegrityError:
        return None


_LOCK = "SELECT FROM diary_diaryhead WHERE patient_id = %s FOR UPDATE"
_BEGIN = "INSERT INTO diary_diaryhead (patient_id, seq) VALUES (%s, 0) ON CONFLICT DO NOTHING"


def _in_turn(patient_id: UUID, changes: list[Incoming], now: datetime) -> _Taken:
    """Take a batch in while nobody else can write: the head stays locked from before the look to the end."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN, [patient_id])
            cursor.execute(_LOCK, [patient_id])
        taken = _take(patient_id, changes, now)
        assert taken  # noqa: S101 - it was begun just now, and nobody moves it
    return taken


def _take(patient_id: UUID, changes: list[Incoming], now: datetime) -> _Taken | None:
    """Look, judge and write; None for a diary never begun, or if its head has moved since the look."""
    stood = standing(patient_id, changes)
    if stood is None:
        return None
    diary = Diary(stood.head, stood.kept, stood.known)
    outcomes = diary.apply_changes(changes, now)
    fresh = [outcome for outcome in outcomes if outcome.fresh]
    if fresh and not _keep(patient_id, stood, diary, fresh, now):
        return None
    return _Taken(stood, outcomes, diary.head)


# One statement keeps a whole batch: the head, every fresh change with its verdict, and each altered entry as
# the batch left it; or nothing, if the head has moved. The rows travel as one JSON value, whose cost hardly
# grows with their number.
_KEEP = """
WITH moved AS (
    UPDATE diary_diaryhead SET seq = %(head)s WHERE patient_id = %(patient)s AND seq = %(stood)s
    RETURNING seq
), told AS (
    SELECT told.* FROM moved, jsonb_to_recordset(%(rows)s::jsonb) AS told (
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
SELECT FROM moved
"""


def _keep(patient_id: UUID, stood: EntryState, diary: Diary, fresh: list[Outcome], now: datetime) -> bool:
    """Whether it was written: not if the head has moved since it was read."""
    values: dict[str, Any] = {
        "rows": orjson.dumps([_row(diary, outcome, now) for outcome in fresh]).decode(),
        "patient": patient_id,
        "clinic": stood.clinic_id,
        "device": fresh[0].change.device_id,
        "now": now,
        "stood": stood.head,
        "head": diary.head,
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
        return cursor.rowcount == 1


def _row(diary: Diary, outcome: Outcome, now: datetime) -> dict[str, Any]:
    change = outcome.change
    event_on = moments.local_date(_happened_at(change), change.time_zone)
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
        "told": None if outcome.verdict == MergeResult.IDENTICAL else change.data,
        "stands": False,
    }
    if outcome.alters and diary.standing(change.entry_id).seq == outcome.seq:
        row |= _standing_columns(diary.standing(change.entry_id), change, event_on, now)
    return row


def _happened_at(change: Incoming) -> datetime:
    """When what a change tells of happened: a session when it began, so that one over midnight is of the day
    it began on.
    """
    if change.kind == EntryKind.SESSION and change.data:
        return began_at(change.data)
    return change.recorded_at


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
