"""What the sender hands round: a claimed notice and what its kind makes of it at the moment of speaking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reminders.judging import Verdict
from reminders.ledger import Claimed
from reminders.transports import email, webpush


@dataclass(frozen=True)
class PushWords:
    """What is shown on a lock screen, and the devices it goes to.

    `path` is the screen it opens; `tag` replaces an earlier one of the same; `actions` are pairs of action
    and title.
    """

    language: str
    title: str
    body: str
    path: str
    tag: str
    actions: Sequence[tuple[str, str]] = ()
    devices: Sequence[webpush.Device] = ()
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Saying:
    """A claimed notice and what to say: not at all (`verdict`), by push first, else by `letter`."""

    notice: Claimed
    verdict: Verdict | None = None
    push: PushWords | None = None
    letter: email.Letter | None = None
