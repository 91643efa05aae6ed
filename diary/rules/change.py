"""One change from a device: parsed strictly, or refused with the invalid field."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from common.zones import is_zone
from diary.rules.fields import Problem, identifier, instant, readable
from diary.rules.foot_check import check_foot_check
from diary.rules.pain import check_pain
from diary.rules.session import check_session

SCHEMA = 1
HIGHEST_SEQ = 2**63 - 1
MOST_CHANGES = 200
EPOCH_LENGTH = 64
FIELDS = frozenset(
    ("change_id", "entry_id", "kind", "action", "schema", "base_seq", "recorded_at", "time_zone", "data")
)


class EntryKind(StrEnum):
    """The kind of an entry."""

    PAIN = "pain"
    SESSION = "session"
    FOOT_CHECK = "foot_check"


class Action(StrEnum):
    """The effect of a change on its entry."""

    PUT = "put"
    DELETE = "delete"


CHECKS: Mapping[str, Callable[[Any], None]] = {
    EntryKind.PAIN: check_pain,
    EntryKind.SESSION: check_session,
    EntryKind.FOOT_CHECK: check_foot_check,
}


class Incoming(NamedTuple):
    """One valid change. `recorded_at` keeps its original offset; `data` is null for a delete."""

    change_id: UUID
    entry_id: UUID
    device_id: UUID
    kind: str
    action: str
    schema: int
    recorded_at: datetime
    time_zone: str
    base_seq: int | None = None
    data: dict[str, Any] | None = None


class Envelope(NamedTuple):
    """One request of a device: its id, the epoch it follows, and unparsed changes."""

    device_id: UUID
    epoch: str | None
    changes: list[Any]


class MalformedEnvelope(Exception):
    """The whole request is refused: every problem with the fields around the changes."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def read_envelope(told: Any) -> Envelope:
    """Parse an envelope, a value from a JSON document.

    An invalid change is no problem of the envelope; too many changes are (`too_many`). Raises
    MalformedEnvelope.
    """
    if not isinstance(told, dict):
        raise MalformedEnvelope([Problem("not_an_object")])
    problems: list[Problem] = []
    read: dict[str, Any] = {}
    for name, reader in (("device_id", identifier), ("epoch", _epoch), ("changes", _changes)):
        try:
            read[name] = _field({"epoch": None, **told}, name, reader)
        except Problem as found:
            problems.append(found)
    if problems:
        raise MalformedEnvelope(problems)
    return Envelope(**read)


def _epoch(value: Any) -> str | None:
    if value is not None and not (isinstance(value, str) and len(value) <= EPOCH_LENGTH):
        raise Problem("not_text")
    return value


def _changes(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Problem("not_a_list")
    if len(value) > MOST_CHANGES:
        raise Problem("too_many", most=MOST_CHANGES)
    return value


def read_change(told: Any, device_id: UUID) -> Incoming:
    """Parse a change, a value from a JSON document.

    A field that this version does not know is refused, as inside `data` (see `fields.shape`). Raises Problem
    with the first invalid field.
    """
    if not isinstance(told, dict):
        raise Problem("not_an_object")
    if not told.keys() <= FIELDS:
        raise Problem("unknown_field", readable(min(told.keys() - FIELDS)))
    read: dict[str, Any] = {}
    name = ""
    try:
        for name, reader in _READERS.items():
            if name in told:
                read[name] = reader(told[name])
            elif name != "base_seq":
                raise Problem("missing")
        if read["action"] == Action.PUT:
            name = "data"
            read[name] = _data(told, CHECKS[read["kind"]])
    except Problem as found:
        raise found.inside(name) from None
    return Incoming(device_id=device_id, **read)


def id_in(told: Any, name: str) -> UUID | None:
    """The id called `name` of a change that may be unreadable, for its result; None if there is none."""
    try:
        return identifier(told.get(name)) if isinstance(told, dict) else None
    except Problem:
        return None


def _field(told: dict[str, Any], name: str, reader: Callable[[Any], Any]) -> Any:
    if name not in told:
        raise Problem("missing", name)
    try:
        return reader(told[name])
    except Problem as found:
        raise found.inside(name) from None


def _kind(value: Any) -> str:
    if not isinstance(value, str) or value not in CHECKS:
        raise Problem("unknown_word", words=", ".join(EntryKind))
    return value


def _action(value: Any) -> str:
    if value not in (Action.PUT, Action.DELETE):
        raise Problem("unknown_word", words=", ".join(Action))
    return str(value)


def _schema(value: Any) -> int:
    if type(value) is not int or value != SCHEMA:
        raise Problem("unknown_schema", known=SCHEMA)
    return value


def _base_seq(value: Any) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= HIGHEST_SEQ:
        raise Problem("not_a_seq")
    return value


def _zone(value: Any) -> str:
    if not isinstance(value, str) or not is_zone(value):
        raise Problem("unknown_time_zone")
    return value


def _data(told: dict[str, Any], check: Callable[[Any], None]) -> dict[str, Any]:
    if "data" not in told:
        raise Problem("missing")
    check(told["data"])
    checked: dict[str, Any] = told["data"]
    return checked


# In parsing order: the first invalid field is named. The fields of `data` depend on `kind`.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "kind": _kind,
    "action": _action,
    "change_id": identifier,
    "entry_id": identifier,
    "schema": _schema,
    "base_seq": _base_seq,
    "recorded_at": instant,
    "time_zone": _zone,
}
