"""A claimed notification as its app renders it at the moment of sending."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from notifications.rules.decision import SendDecision
from notifications.rules.messages import Device, Email
from notifications.rules.notification import Claimed, Reason, State, wait_after

log = logging.getLogger("footing.reminders")


@dataclass(frozen=True)
class PushContent:
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
    devices: Sequence[Device] = ()
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RenderedNotification:
    """A claimed notification and what to say: not at all (`decision`), by push first, else by `email`."""

    notification: Claimed
    decision: SendDecision | None = None
    push: PushContent | None = None
    email: Email | None = None


def render_failure(notification: Claimed, fault: str, now: datetime) -> SendDecision:
    """What becomes of a notification that cannot be rendered by a `fault` of ours (its name): it is tried
    again later, and given up in the end. The log says so."""
    log.error("A notice of kind %s could not be worded: %s", notification.kind, fault)
    wait = wait_after(notification.attempts)
    if wait is None:
        return SendDecision(State.FAILED, Reason.FAULT)
    return SendDecision(State.WAITING, Reason.FAULT, now + wait)
