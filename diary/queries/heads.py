"""How far each diary has come and what has changed since: for devices and for floors that follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from diary.models import DiaryHead, Epoch


@dataclass(frozen=True, slots=True)
class Head:
    """How far one patient's diary has come."""

    patient_id: UUID
    seq: int


@dataclass(frozen=True, slots=True)
class TouchedDay:
    """A day of one patient's diary that reads differently now."""

    patient_id: UUID
    local_date: date


def current_epoch() -> str | None:
    """The name of this server's history; None before the first one was given."""
    found = Epoch.objects.values_list("epoch", flat=True).first()
    return None if found is None else str(found)


def heads_ahead_of(cursors: QuerySet[Any], limit: int = 500) -> list[Head]:
    """At most `limit` patients whose diary is ahead of the cursor kept for them, in one statement.

    `cursors` is any queryset of a floor above with the columns `patient` and `seq`, one row a patient; a
    patient without a row counts as never read. Patients whose diary is empty are left out.
    """
    caught_up = cursors.filter(patient=OuterRef("patient"), seq__gte=OuterRef("seq"))
    ahead = DiaryHead.objects.filter(~Exists(caught_up), seq__gt=0).order_by("patient")
    return [Head(*row) for row in ahead.values_list("patient_id", "seq")[:limit]]


def days_touched_since(seqs: Mapping[UUID, int]) -> list[TouchedDay]:
    """The local days, by patient and date, that changes after `seqs[patient_id]` made read differently.

    An entry that was moved or deleted touches the day it left as well as the day it is on now.
    """
    statement = """
        WITH asked AS (SELECT * FROM unnest(%s::uuid[], %s::bigint[]) AS asked (patient_id, seq)),
        moved AS (
            SELECT entry.patient_id, entry.entry_id, entry.local_date
            FROM asked
            JOIN diary_entry AS entry ON entry.patient_id = asked.patient_id AND entry.seq > asked.seq
        )
        SELECT patient_id, local_date FROM moved
        UNION
        SELECT told.patient_id, told.local_date
        FROM moved JOIN diary_change AS told USING (patient_id, entry_id)
        WHERE told.verdict IN ('new', 'updated')
        ORDER BY patient_id, local_date
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(seqs), list(seqs.values())])
        return [TouchedDay(*row) for row in cursor.fetchall()]
