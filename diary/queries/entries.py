"""Entries one by one, the history of one entry, and all entries for the export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from diary.models import Change, Entry
from diary.rules.change import Action
from diary.rules.merging import MergeResult


class UnknownEntry(Exception):
    """There is no such entry in this diary."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an entry. `standing`: it is the current one; `verdict`: its result at receipt."""

    change_id: UUID
    device_id: UUID
    action: str
    verdict: str
    seq: int
    base_seq: int | None
    recorded_at: datetime
    utc_offset_minutes: int
    time_zone: str
    received_at: datetime
    standing: bool
    data: dict[str, Any] | None


def entries_between(
    patient_id: UUID, from_on: date | None = None, to_on: date | None = None
) -> QuerySet[Entry]:
    """One patient's current entries, both dates included, newest day first, without deleted ones."""
    found = Entry.objects.filter(patient=patient_id, deleted=False).order_by("-local_date", "-seq")
    if from_on is not None:
        found = found.filter(local_date__gte=from_on)
    if to_on is not None:
        found = found.filter(local_date__lte=to_on)
    return found


def history_of(patient_id: UUID, entry_id: UUID) -> list[Version]:
    """Every version of one entry in the order of receipt: superseded, stale, received after the deletion,
    current.

    Raises UnknownEntry, also for another patient's entry.
    """
    entry = Entry.objects.filter(patient=patient_id, entry_id=entry_id).values_list("seq", "deleted").first()
    if entry is None:
        raise UnknownEntry
    told = Change.objects.filter(patient=patient_id, entry_id=entry_id).exclude(verdict=MergeResult.IDENTICAL)
    return [_version(change, *entry) for change in told.order_by("id")]


def entries_to_take_along(patient_id: UUID) -> Iterator[Entry]:
    """All current entries of one diary, oldest first, read in pieces so that memory does not grow."""
    entries = Entry.objects.filter(patient=patient_id, deleted=False).order_by("local_date", "recorded_at")
    return entries.iterator(chunk_size=500)


def _version(change: Change, seq: int, deleted: bool) -> Version:
    altered = change.verdict not in (MergeResult.STALE, MergeResult.DELETED) or change.action == Action.DELETE
    return Version(
        change_id=change.change_id,
        device_id=change.device_id,
        action=change.action,
        verdict=change.verdict,
        seq=change.seq,
        base_seq=change.base_seq,
        recorded_at=change.recorded_at,
        utc_offset_minutes=change.utc_offset_minutes,
        time_zone=change.time_zone,
        received_at=change.received_at,
        standing=altered and change.seq == seq,
        data=change.data,
    )
