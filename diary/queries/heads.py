"""How far each diary has come: for devices and for floors that follow."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from diary.models import DiaryHead, Epoch


@dataclass(frozen=True, slots=True)
class Head:
    """How far one patient's diary has come."""

    patient_id: UUID
    seq: int


def current_epoch() -> str | None:
    """The name of this server's history; None before the first one was given."""
    found = Epoch.objects.values_list("epoch", flat=True).first()
    return None if found is None else str(found)


def heads_of(patient_ids: Collection[UUID]) -> dict[UUID, int]:
    """How far the diaries of these patients have come; an empty one is left out."""
    return dict(DiaryHead.objects.filter(patient__in=patient_ids).values_list("patient_id", "seq"))


def heads_ahead_of(cursors: QuerySet[Any], limit: int = 500, column: str = "seq") -> list[Head]:
    """At most `limit` patients whose diary is ahead of the cursor kept for them, in one statement.

    `cursors` is any queryset of a layer above with the columns `patient` and `column`, one row a patient; a
    patient without a row counts as never read. Patients whose diary is empty are left out.
    """
    caught_up = cursors.filter(patient=OuterRef("patient"), **{f"{column}__gte": OuterRef("seq")})
    ahead = DiaryHead.objects.filter(~Exists(caught_up), seq__gt=0).order_by("patient")
    return [Head(*row) for row in ahead.values_list("patient_id", "seq")[:limit]]
