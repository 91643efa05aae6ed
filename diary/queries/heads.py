"""The head of each diary, for devices and for layers that follow it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from diary.models import DiaryHead, Epoch


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one patient's diary."""

    patient_id: UUID
    seq: int


def current_epoch() -> str | None:
    """The server's epoch; None before the first one."""
    found = Epoch.objects.values_list("epoch", flat=True).first()
    return None if found is None else str(found)


def heads_of(patient_ids: Collection[UUID]) -> dict[UUID, int]:
    """The heads of these patients' diaries; empty diaries are left out."""
    return dict(DiaryHead.objects.filter(patient__in=patient_ids).values_list("patient_id", "seq"))


def heads_ahead_of(cursors: QuerySet[Any], limit: int = 500, column: str = "seq") -> list[Head]:
    """At most `limit` patients whose diary is ahead of their cursor, in one statement.

    `cursors` is any queryset of a layer above with the columns `patient` and `column`, one row for each
    patient; a patient without a row has never been read. Patients with an empty diary are left out.
    """
    caught_up = cursors.filter(patient=OuterRef("patient"), **{f"{column}__gte": OuterRef("seq")})
    ahead = DiaryHead.objects.filter(~Exists(caught_up), seq__gt=0).order_by("patient")
    return [Head(*row) for row in ahead.values_list("patient_id", "seq")[:limit]]
