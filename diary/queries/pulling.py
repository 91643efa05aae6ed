"""What a device pulls: everything that stands differently since the number it has come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class EntryTold:
    """One entry as it stands. `data` is None when it was deleted."""

    entry_id: UUID
    kind: str
    seq: int
    deleted: bool
    schema: int
    recorded_at: datetime
    utc_offset_minutes: int
    time_zone: str
    local_date: date
    received_at: datetime
    late: bool
    skewed: bool
    data: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Pulled:
    """A stretch of one diary in the order of its numbers, all read at one instant.

    `epoch` is None where this server's history has no name yet; `more`: there are further entries to pull.
    """

    epoch: str | None
    head: int
    more: bool
    entries: list[EntryTold]


COLUMNS = (
    *("entry_id", "kind", "seq", "deleted", "schema", "recorded_at", "utc_offset_minutes", "time_zone"),
    *("local_date", "received_at", "late", "skewed", "data"),
)

# One statement, hence one snapshot: no entry can be newer than the head that is told beside it.
_PULL = f"""
    SELECT (SELECT epoch FROM diary_epoch),
           coalesce((SELECT seq FROM diary_diaryhead WHERE patient_id = %(patient)s), 0), told.*
    FROM (VALUES (1)) AS always
    LEFT JOIN (
        SELECT {", ".join(COLUMNS)} FROM diary_entry
        WHERE patient_id = %(patient)s AND {{window}} ORDER BY seq {{order}} LIMIT %(limit)s + 1
    ) AS told ON true
    ORDER BY told.seq {{order}}
"""  # noqa: S608 - our own words only
_RISING = _PULL.format(window="seq > %(after)s", order="ASC")
_FALLING = _PULL.format(window="seq > %(after)s AND seq < %(before)s", order="DESC")


def changes_after(patient_id: UUID, after: int, limit: int = MOST_ENTRIES) -> Pulled:
    """The first `limit` entries of one patient whose number is above `after`, tombstones among them."""
    return _pulled(_RISING, {"patient": patient_id, "after": after, "limit": limit}, limit)


def changes_before(patient_id: UUID, before: int, after: int = 0, limit: int = MOST_ENTRIES) -> Pulled:
    """The last `limit` entries of one patient whose number is below `before` and above `after`, newest first.

    For a device that begins: it keeps the head told with its first page, reads on from there by
    `changes_after`, and fills what lies below page by page. An entry that is changed in the meantime moves
    above that head, so none is missed.
    """
    asked = {"patient": patient_id, "before": before, "after": after, "limit": limit}
    return _pulled(_FALLING, asked, limit)


def _pulled(statement: str, asked: dict[str, Any], limit: int) -> Pulled:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        rows = cursor.fetchall()
    epoch, head = rows[0][:2]
    told = [_entry(row[2:]) for row in rows if row[2] is not None]
    return Pulled(str(epoch) if epoch else None, head, len(told) > limit, told[:limit])


def _entry(row: Sequence[Any]) -> EntryTold:
    columns = dict(zip(COLUMNS, row, strict=True))
    if columns["data"] is not None:
        columns["data"] = orjson.loads(columns["data"])
    return EntryTold(**columns)
