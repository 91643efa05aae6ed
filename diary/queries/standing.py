"""What stands in one diary of what a batch speaks of; read under the lock of the diary's head."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from diary.change import Incoming
from diary.merging import Kept, Known

_STANDING = """
    SELECT true, entry_id, digest, seq, device_id, kind, deleted, first_received_at
    FROM diary_entry WHERE patient_id = %(patient)s AND entry_id = ANY(%(entries)s)
    UNION ALL
    SELECT false, change_id, digest, seq, entry_id, verdict, NULL, NULL
    FROM diary_change WHERE patient_id = %(patient)s AND change_id = ANY(%(changes)s)
"""


def standing(patient_id: UUID, changes: Iterable[Incoming]) -> tuple[dict[UUID, Kept], dict[UUID, Known]]:
    """The entries that `changes` speak of as they stand, by id, and those changes that were taken in before.

    Only this patient's: another's entry of the same id is neither found nor touched.
    """
    told = list(changes)
    ids = {"entries": [each.entry_id for each in told], "changes": [each.change_id for each in told]}
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
