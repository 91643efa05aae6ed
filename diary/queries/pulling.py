"""What a device pulls: every entry that changed since its sequence number."""

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
    """One current entry. `data` is None if it was deleted."""

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
    """A page of one diary in the order of sequence numbers, read at one instant.

    `epoch` is None before the first one; `more`: there are further entries to pull.
    """

    epoch: str | None
    head: int
    more: bool
    entries: list[EntryTold]


COLUMNS = (
    *("entry_id", "kind", "seq", "deleted", "schema", "recorded_at", "utc_offset_minutes", "time_zone"),
    *("local_date", "received_at", "late", "skewed", "data"),
)

# One statement, hence one snapshot: no entry can be newer than the head beside it.
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
    """The first `limit` entries of one patient with numbers above `after`, including tombstones."""
    return _pulled(_RISING, {"patient": patient_id, "after": after, "limit": limit}, limit)


def changes_before(patient_id: UUID, before: int, after: int = 0, limit: int = MOST_ENTRIES) -> Pulled:
    """The last `limit` entries of one patient with numbers below `before` and above `after`, newest first.

    For a new device: it keeps the head of its first page, continues from there with `changes_after`, and
    fetches older entries page by page. An entry that changes in the meantime moves above that head, so none
    is missed.
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
