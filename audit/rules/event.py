"""The content of one row of the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Verb(StrEnum):
    """What was done."""

    OPEN = "open"  # one patient's record
    LIST = "list"  # several patients at once; `listed` says whom
    CHANGE = "change"
    EXPORT = "export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whose record: ids and fixed words only, never what was read or written.

    `actor` and `patient` are ids of people (a user's, a patient's), `clinic` is the one whose care it
    concerns; None where there is none. `purpose` (up to 60 characters) names what it was for, `object_kind`
    (up to 40) and `object_id` what was changed. `listed`: the patients on a list, in its order.
    """

    verb: Verb
    purpose: str
    actor: UUID | None
    patient: UUID | None = None
    clinic: UUID | None = None
    object_kind: str = ""
    object_id: UUID | None = None
    listed: Sequence[UUID] = ()
