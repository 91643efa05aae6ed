"""Merging: only the server merges, and every result has a name.

Order comes from the diary's own sequence, never from a device's clock. A `delete` is final. A `put` made
without knowledge of the current version is stale: the current version stays, and the stale one is stored and
shown.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

import orjson

from diary.rules.change import Action, Incoming

MOST_CHANGES_KEPT = 250_000
"""As many new and corrected entries as one diary takes: 20 a day for 34 years. Deleting stays possible."""


class MergeResult(StrEnum):
    """The result of a change."""

    NEW = "new"
    UPDATED = "updated"
    IDENTICAL = "identical"
    STALE = "stale"
    DELETED = "deleted"
    REFUSED = "refused"


class Kept(NamedTuple):
    """The current version of an entry: its number, its device, its digest, and its first receipt."""

    seq: int
    kind: str
    deleted: bool
    device_id: UUID
    digest: UUID
    first_received_at: datetime


class Known(NamedTuple):
    """A change that was stored before, and its result."""

    entry_id: UUID
    digest: UUID
    verdict: str
    seq: int


class Outcome(NamedTuple):
    """The outcome of one change. `seq` is None only if refused; `code` and `field` are set only then.

    `fresh`: seen for the first time, so it must be stored. `alters`: the diary's head advances by one.
    """

    change: Incoming
    verdict: MergeResult
    seq: int | None
    digest: UUID
    fresh: bool = True
    alters: bool = False
    code: str | None = None
    field: str | None = None


def digest_of(change: Incoming) -> UUID:
    """128 bits over the patient's content; the same content has the same digest in any notation.

    `base_seq` and the device are not part of it: after a restore the phone sends the same content with
    another base.
    """
    told = [
        change.entry_id,
        change.kind,
        change.action,
        change.schema,
        change.recorded_at.astimezone(UTC),
        change.time_zone,
        change.data,
    ]
    return UUID(bytes=blake2b(orjson.dumps(told, option=orjson.OPT_SORT_KEYS), digest_size=16).digest())


def judge(kept: Kept | None, change: Incoming, digest: UUID) -> MergeResult:
    """The result of a new change, given the current entry (None: there is none).

    A `put` without a `base_seq` knows of no version. That is no conflict if the current version came from the
    same device: the phone corrected an entry whose answer it has not read yet.
    """
    if change.action == Action.DELETE:
        return MergeResult.DELETED
    if kept is None:
        return MergeResult.NEW
    if kept.deleted:
        return MergeResult.DELETED
    if kept.kind != change.kind:
        return MergeResult.REFUSED
    if kept.digest == digest:
        return MergeResult.IDENTICAL
    return MergeResult.STALE if _is_stale(kept, change) else MergeResult.UPDATED


def _is_stale(kept: Kept, change: Incoming) -> bool:
    if change.base_seq is None:
        return kept.device_id != change.device_id
    return change.base_seq < kept.seq


class Diary:
    """One patient's diary during a batch: its head, and the entries and changes in question."""

    def __init__(self, head: int, kept: dict[UUID, Kept], known: dict[UUID, Known]) -> None:
        self.head = head
        self._kept = dict(kept)
        self._known = dict(known)

    def apply_changes(self, changes: Iterable[Incoming], now: datetime) -> list[Outcome]:
        """One outcome for each change, in order, each after those before it; `now`: the time of receipt."""
        return [self._take(change, now) for change in changes]

    def _take(self, change: Incoming, now: datetime) -> Outcome:
        digest = digest_of(change)
        known = self._known.get(change.change_id)
        outcome = self._recall(known, change, digest) if known else self._settle(change, digest, now)
        if outcome.fresh and outcome.seq is not None:
            self._known[change.change_id] = Known(change.entry_id, digest, outcome.verdict, outcome.seq)
        return outcome

    def _recall(self, known: Known, change: Incoming, digest: UUID) -> Outcome:
        if known.digest != digest:
            return _refused(change, digest, "change_id_reused", "change_id")
        return Outcome(change, MergeResult(known.verdict), known.seq, digest, fresh=False)

    def _settle(self, change: Incoming, digest: UUID, now: datetime) -> Outcome:
        kept = self._kept.get(change.entry_id)
        verdict = judge(kept, change, digest)
        if verdict == MergeResult.REFUSED:
            return _refused(change, digest, "kind_changed", "kind")
        if kept is not None and not _alters(kept, verdict):
            return Outcome(change, verdict, kept.seq, digest)
        if self.head >= MOST_CHANGES_KEPT and verdict != MergeResult.DELETED:
            return _refused(change, digest, "diary_full", "")
        self.head += 1
        self._kept[change.entry_id] = Kept(
            seq=self.head,
            kind=kept.kind if kept else change.kind,
            deleted=verdict == MergeResult.DELETED,
            device_id=change.device_id,
            digest=digest,
            first_received_at=kept.first_received_at if kept else now,
        )
        return Outcome(change, verdict, self.head, digest, alters=True)

    def standing(self, entry_id: UUID) -> Kept:
        """The entry after the batch."""
        return self._kept[entry_id]


def _alters(kept: Kept, verdict: MergeResult) -> bool:
    return verdict == MergeResult.UPDATED or (verdict == MergeResult.DELETED and not kept.deleted)


def _refused(change: Incoming, digest: UUID, code: str, field: str) -> Outcome:
    return Outcome(change, MergeResult.REFUSED, None, digest, fresh=False, code=code, field=field)
