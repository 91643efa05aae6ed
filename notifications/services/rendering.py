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
    """The content of a lock screen message, and its devices.

    `path`: the screen it opens; `tag`: replaces an earlier message with the same one; `actions`: pairs of
    action and title.
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
    """A claimed notification with its content: none (`decision`), a push first, else an `email`."""

    notification: Claimed
    decision: SendDecision | None = None
    push: PushContent | None = None
    email: Email | None = None


def render_failure(notification: Claimed, fault: str, now: datetime) -> SendDecision:
    """The decision about a notification that cannot be rendered because of an error of ours (`fault`, its
    name): it is tried again later, and given up in the end. The log says so.
    """
    log.error("A notice of kind %s could not be worded: %s", notification.kind, fault)
    wait = wait_after(notification.attempts)
    if wait is None:
        return SendDecision(State.FAILED, Reason.FAULT)
    return SendDecision(State.WAITING, Reason.FAULT, now + wait)
