"""Every write of the diary: storing a device's changes, and the server's epoch."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import IntegrityError, connection, transaction

from accounts.queries import CLINIC_IN_CARE
from common.ids import new_id
from diary.models import Epoch
from diary.queries.heads import current_epoch
from diary.queries.standing import CHANGES_IN_QUESTION, ENTRIES_IN_QUESTION, ids_of, standing
from diary.rules import moments
from diary.rules.change import Action, EntryKind, Incoming, id_in, read_change
from diary.rules.fields import Problem
from diary.rules.merging import MOST_CHANGES_KEPT, Diary, Kept, MergeResult, Outcome
from diary.rules.session import began_at, ends_before_it_starts


class Answered(NamedTuple):
    """The answer to one change. The ids are None only if the change had no readable ones.

    `place` is its index in the request; `problem` is set only if it is refused, and then `seq` is not.
    """

    place: int
    change_id: UUID | None
    entry_id: UUID | None
    verdict: MergeResult
    seq: int | None
    problem: Problem | None = None


class Answer(NamedTuple):
    """The epoch, the diary's head, and the answer to each change, in order."""

    epoch: str
    head: int
    verdicts: list[Answered]


def apply_changes(*, patient_id: UUID, device_id: UUID, changes: Sequence[Any], now: datetime) -> Answer:
    """Store a device's changes in one patient's diary, with a result for each.

    `changes` are values from a JSON document, any number; one that is invalid or not allowed is refused by
    itself and leaves no trace. The writer holds the lock of the patient's head, so that numbers have no gaps
    and follow the order of commits. A change that is sent again gets its first result. `now` becomes the time
    of receipt. The number of statements is the same for any number of changes.
    """
    read = [_read(told, device_id) for told in changes]
    readable = [change for change in read if isinstance(change, Incoming)]
    taken = (
        _unseen(patient_id, readable, now)
        or _at_once(patient_id, readable, now)
        or _in_turn(patient_id, readable, now)
    )
    told_of = iter(taken.outcomes)
    verdicts = [
        _answered(place, next(told_of)) if isinstance(change, Incoming) else _refused(place, told, change)
        for place, (told, change) in enumerate(zip(changes, read, strict=True))
    ]
    return Answer(taken.epoch or ensure_epoch(), taken.head, verdicts)


def ensure_epoch() -> str:
    """The server's epoch, created now if there is none."""
    Epoch.objects.bulk_create([Epoch()], ignore_conflicts=True)
    return str(current_epoch())


def start_new_epoch() -> str:
    """Create a new epoch and return it: every device then sends again what it has kept.

    Call it after a restore from a backup, before devices are admitted.
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
    change = outcome.change
    problem = None
    if outcome.code:
        limits = {"most": f"{MOST_CHANGES_KEPT:,}"} if outcome.code == "diary_full" else {}
        problem = Problem(outcome.code, outcome.field or "", **limits)
    return Answered(place, change.change_id, change.entry_id, outcome.verdict, outcome.seq, problem)


def _refused(place: int, told: Any, problem: Problem) -> Answered:
    ids = id_in(told, "change_id"), id_in(told, "entry_id")
    return Answered(place, *ids, MergeResult.REFUSED, None, problem)


class _Taken(NamedTuple):
    """The epoch (None: none yet), the outcomes of the batch, and the head after it."""

    epoch: str | None
    outcomes: list[Outcome]
    head: int


def _unseen(patient_id: UUID, changes: list[Incoming], now: datetime) -> _Taken | None:
    """Store new changes without reading first, as most are new; None if one is not.

    Nothing is known about new changes, so they are judged from zero and numbered from the present head. The
    statement writes nothing if it finds any of them.
    """
    if not changes or not all(map(_may_be_unseen, changes)):
        return None
    diary = Diary(0, {}, {})
    outcomes = diary.apply_changes(changes, now)
    try:
        kept = _keep(_KEEP_UNSEEN, patient_id, diary, outcomes, now, **ids_of(changes))
    except IntegrityError:  # another writer stored it at the same moment
        return None
    if kept is None:
        return None
    base, epoch = kept
    numbered = [outcome._replace(seq=outcome.seq and base + outcome.seq) for outcome in outcomes]
    return _Taken(epoch, numbered, base + diary.head)


def _may_be_unseen(change: Incoming) -> bool:
    """A change that corrects or deletes an entry is rarely new."""
    return change.base_seq is None and change.action == Action.PUT


def _at_once(patient_id: UUID, changes: list[Incoming], now: datetime) -> _Taken | None:
    """Store a batch without waiting; None if another writer came in between, or the diary has no head.

    A result that does not move the head, such as a stale change, could be stored twice: the key refuses it.
    """
    try:
        return _take(patient_id, changes, now)
    except IntegrityError:
        return None


_LOCK = "SELECT FROM diary_diaryhead WHERE patient_id = %s FOR UPDATE"
_BEGIN = "INSERT INTO diary_diaryhead (patient_id, seq) VALUES (%s, 0) ON CONFLICT DO NOTHING"


def _in_turn(patient_id: UUID, changes: list[Incoming], now: datetime) -> _Taken:
    """Store a batch while nobody else can write: the head stays locked from the read to the end."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN, [patient_id])
            cursor.execute(_LOCK, [patient_id])
        taken = _take(patient_id, changes, now)
        assert taken  # noqa: S101 - it was begun just now, and nobody moves it
    return taken


def _take(patient_id: UUID, changes: list[Incoming], now: datetime) -> _Taken | None:
    """Read, judge and write; None without a head, or if the head has moved since the read."""
    stood = standing(patient_id, changes)
    if stood is None:
        return None
    diary = Diary(stood.head, stood.kept, stood.known)
    outcomes = diary.apply_changes(changes, now)
    fresh = any(outcome.fresh for outcome in outcomes)
    if fresh and _keep(_KEEP_KNOWN, patient_id, diary, outcomes, now, stood=stood.head) is None:
        return None
    return _Taken(stood.epoch, outcomes, diary.head)


# One statement stores a whole batch: the head, every fresh change with its result, and each altered entry; or
# nothing, if the head does not move. The rows travel as one JSON value, whose cost hardly grows with their
# number; their numbers are counted from `base`.
_KEEP = """
WITH moved AS (
    UPDATE diary_diaryhead AS head SET {move}, {clinic} AS clinic_id
), told AS (
    SELECT told.*, base + told.number AS seq, clinic_id
    FROM moved, jsonb_to_recordset(%(rows)s::jsonb) AS told (
        change_id uuid, entry_id uuid, action text, base_seq bigint, digest uuid, verdict text, number bigint,
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
        %(patient)s, clinic_id, %(device)s, %(now)s, entry_id, kind, seq, deleted, schema, recorded_at,
        utc_offset_minutes, time_zone, local_date, first_received_at, late, skewed, score, moment, digest,
        told
    FROM told WHERE stands
    {again}
)
SELECT base, (SELECT epoch FROM diary_epoch) FROM moved
"""
_AGAIN = """
    ON CONFLICT (patient_id, entry_id) DO UPDATE SET
        device_id = excluded.device_id, received_at = excluded.received_at, seq = excluded.seq,
        deleted = excluded.deleted, schema = excluded.schema, recorded_at = excluded.recorded_at,
        utc_offset_minutes = excluded.utc_offset_minutes, time_zone = excluded.time_zone,
        local_date = excluded.local_date, late = excluded.late, score = excluded.score,
        moment = excluded.moment, digest = excluded.digest, data = excluded.data,
        skewed = excluded.skewed OR (entry.skewed AND entry.recorded_at = excluded.recorded_at)
"""
_CLINIC = CLINIC_IN_CARE.format(patient="head.patient_id")
_KEEP_KNOWN = _KEEP.format(
    move="seq = %(head)s WHERE patient_id = %(patient)s AND seq = %(stood)s RETURNING 0::bigint AS base",
    clinic=_CLINIC,
    again=_AGAIN,
)
_KEEP_UNSEEN = _KEEP.format(
    move=f"""seq = seq + %(head)s WHERE patient_id = %(patient)s AND seq + %(head)s <= {MOST_CHANGES_KEPT}
        AND NOT EXISTS (SELECT {ENTRIES_IN_QUESTION}) AND NOT EXISTS (SELECT {CHANGES_IN_QUESTION})
        RETURNING seq - %(head)s AS base""",
    clinic=_CLINIC,
    again="",  # an entry received at the same moment is an error, not an edit: nobody judged it
)


def _keep(
    statement: str, patient_id: UUID, diary: Diary, outcomes: list[Outcome], now: datetime, **more: Any
) -> tuple[int, str | None] | None:
    """The base of the numbers of `outcomes`, and the epoch; None if nothing was written."""
    fresh = [outcome for outcome in outcomes if outcome.fresh]
    values: dict[str, Any] = {
        "rows": orjson.dumps([_row(diary, outcome, now) for outcome in fresh]).decode(),
        "patient": patient_id,
        "device": fresh[0].change.device_id,
        "now": now,
        "head": diary.head,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
    return found and (found[0], found[1] and str(found[1]))


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
        "number": outcome.seq,
        "recorded_at": change.recorded_at.astimezone(UTC),  # PostgreSQL accepts no offset beyond 16 hours
        "utc_offset_minutes": moments.offset_minutes(change.recorded_at),
        "time_zone": change.time_zone,
        "local_date": event_on,
        # An identical change refers to the first one with that content.
        "told": None if outcome.verdict == MergeResult.IDENTICAL else change.data,
        "stands": False,
    }
    if outcome.alters and diary.standing(change.entry_id).seq == outcome.seq:
        row |= _standing_columns(diary.standing(change.entry_id), change, event_on, now)
    return row


def _happened_at(change: Incoming) -> datetime:
    """When the event of a change happened: for a session its beginning, so that one over midnight belongs to
    the day it began.
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
