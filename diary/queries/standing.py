"""What stands in one diary of what a batch speaks of; read under the lock of the diary's head."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from diary.change import Incoming
from diary.merging import Kept, Known

# The patient is compared with an operator that no index serves: only the index led by the id can be used.
# With `=` the planner may read the patient's whole history instead, whenever its statistics lag behind.
_STANDING = """
    SELECT true, entry_id, digest, seq, device_id, kind, deleted, first_received_at
    FROM diary_entry
    WHERE entry_id = ANY(%(entries)s::uuid[]) AND patient_id IS NOT DISTINCT FROM %(patient)s
    UNION ALL
    SELECT false, change_id, digest, seq, entry_id, verdict, NULL, NULL
    FROM diary_change
    WHERE change_id = ANY(%(changes)s::uuid[]) AND patient_id IS NOT DISTINCT FROM %(patient)s
"""


def standing(patient_id: UUID, changes: Sequence[Incoming]) -> tuple[dict[UUID, Kept], dict[UUID, Known]]:
    """The entries that `changes` speak of as they stand, by id, and those changes that were taken in before.

    Only this patient's: another's entry of the same id is neither found nor touched.
    """
    ids = {
        "entries": _array(change.entry_id for change in changes),
        "changes": _array(change.change_id for change in changes),
    }
    kept: dict[UUID, Kept] = {}
    known: dict[UUID, Known] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"patient": patient_id, **ids})
        for is_entry, found_id, digest, seq, other_id, word, deleted, first_at in cursor:
            if is_entry:
                kept[found_id] = Kept(seq, word, deleted, other_id, digest, first_at)
            else:
                known[found_id] = Known(other_id, digest, word, seq)
    return kept, known


def _array(ids: Iterable[UUID]) -> str:
    # The driver takes ten times as long to write a list of ids.
    return f"{{{','.join([each.hex for each in ids])}}}"
