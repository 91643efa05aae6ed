"""The current entries and known changes that a batch refers to, and the diary's head, at one instant."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from diary.rules.change import Incoming
from diary.rules.merging import Kept, Known


class EntryState(NamedTuple):
    """The diary's head, the epoch (None: none yet), the current entries in question by id, and the known
    changes by id.
    """

    head: int
    epoch: str | None
    kept: dict[UUID, Kept]
    known: dict[UUID, Known]


# The patient is compared with an operator that no index supports, so that only the index on the id can be
# used. With `=` the planner may read the patient's whole history when its statistics lag behind.
_MINE = "AND patient_id IS NOT DISTINCT FROM %(patient)s"
# The ids come from a subquery, so that the planner cannot count them. Else a plan for one id seems cheaper
# than one for any number, and is made again for each request, though that is dearer (decision 37).
ENTRIES_IN_QUESTION = f"FROM diary_entry WHERE entry_id = ANY((SELECT %(entries)s::uuid[])::uuid[]) {_MINE}"
CHANGES_IN_QUESTION = f"FROM diary_change WHERE change_id = ANY((SELECT %(changes)s::uuid[])::uuid[]) {_MINE}"
# Names of our own tables and columns only; every value is a parameter.
_STANDING = f"""
    SELECT NULL::boolean, (SELECT epoch FROM diary_epoch), NULL::uuid, seq, NULL::uuid, NULL::text,
        NULL::boolean, NULL::timestamptz
    FROM diary_diaryhead WHERE patient_id = %(patient)s
    UNION ALL
    SELECT true, entry_id, digest, seq, device_id, kind, deleted, first_received_at {ENTRIES_IN_QUESTION}
    UNION ALL
    SELECT false, change_id, digest, seq, entry_id, verdict, NULL, NULL {CHANGES_IN_QUESTION}
"""  # noqa: S608


def ids_of(changes: Sequence[Incoming]) -> dict[str, str]:
    """The values of ENTRIES_IN_QUESTION and CHANGES_IN_QUESTION, beside `patient`."""
    return {
        "entries": _array(change.entry_id for change in changes),
        "changes": _array(change.change_id for change in changes),
    }


def standing(patient_id: UUID, changes: Sequence[Incoming]) -> EntryState | None:
    """The state that `changes` refer to, in one statement; None for a diary without a head.

    Only this patient's: another patient's entry with the same id is neither found nor changed.
    """
    kept: dict[UUID, Kept] = {}
    known: dict[UUID, Known] = {}
    head = None
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"patient": patient_id, **ids_of(changes)})
        for is_entry, found_id, digest, seq, other_id, word, deleted, first_at in cursor:
            if is_entry is None:
                head = seq, str(found_id) if found_id else None
            elif is_entry:
                kept[found_id] = Kept(seq, word, deleted, other_id, digest, first_at)
            else:
                known[found_id] = Known(other_id, digest, word, seq)
    return EntryState(*head, kept, known) if head else None


def _array(ids: Iterable[UUID]) -> str:
    # The driver takes ten times as long to write a list of ids.
    return f"{{{','.join([each.hex for each in ids])}}}"
