"""What the sender hands round: a claimed notice, and what its kind makes of it at the moment of speaking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from reminders.ledger import State
from reminders.transports import email


class Claimed(NamedTuple):
    """A notice in this sender's hands; `attempts` counts this one."""

    id: UUID
    user_id: UUID | None
    patient_id: UUID | None
    kind: str
    about: UUID
    local_on: date | None
    slot: int
    follows: UUID | None
    due_at: datetime
    expires_at: datetime | None
    attempts: int


@dataclass(frozen=True)
class Verdict:
    """Not to be said: for good, with its final `state` and a `reason`; or not before `later`."""

    state: State = State.WAITING
    reason: str = ""
    later: datetime | None = None


@dataclass(frozen=True)
class PushWords:
    """What is shown on a lock screen, and which of the person's subscriptions (ids) it goes to.

    `path` is the screen it opens; `tag` replaces an earlier one of the same; `actions` are pairs of action
    and title.
    """

    language: str
    title: str
    body: str
    path: str
    tag: str
    actions: Sequence[tuple[str, str]] = ()
    subscriptions: Sequence[UUID] = ()
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Saying:
    """A claimed notice and what to say: not at all (`verdict`), by push first, else by `letter`."""

    notice: Claimed
    verdict: Verdict | None = None
    push: PushWords | None = None
    letter: email.Letter | None = None
