"""Entries one by one, for many patients at once."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from diary.models import Entry


class EntryRow(NamedTuple):
    """One current entry: `on` is its local date, `at` when it happened."""

    patient_id: UUID
    entry_id: UUID
    seq: int
    on: date
    at: datetime
    kind: str
    data: dict[str, Any]


def told_between(patient_ids: Collection[UUID], from_on: date, to_on: date) -> list[EntryRow]:
    """The entries of these patients in the order they happened, both dates included, without deleted ones.

    By patient, then time. One statement through the index (patient, local date).
    """
    entries = Entry.objects.filter(patient__in=patient_ids, local_date__range=(from_on, to_on), deleted=False)
    columns = ("patient_id", "entry_id", "seq", "local_date", "recorded_at", "kind", "data")
    return [EntryRow(*row) for row in entries.order_by("patient", "recorded_at", "seq").values_list(*columns)]


def entries_kept(patient_ids: Collection[UUID], entry_ids: Collection[UUID]) -> dict[UUID, int]:
    """The `seq` of those of the entries that belong to these patients and are not deleted, however old."""
    entries = Entry.objects.filter(patient__in=patient_ids, entry_id__in=entry_ids, deleted=False)
    return dict(entries.values_list("entry_id", "seq"))


def deleted_after(cursors: QuerySet[Any]) -> set[UUID]:
    """Entries deleted after the cursors' position. `cursors`: rows of a layer above with the columns
    `patient` and `seq`, one for each patient.
    """
    behind = cursors.filter(patient=OuterRef("patient"), seq__lt=OuterRef("seq"))
    patients = list(cursors.values_list("patient", flat=True))
    gone = Entry.objects.filter(Exists(behind), patient__in=patients, deleted=True)
    return set(gone.values_list("entry_id", flat=True))
