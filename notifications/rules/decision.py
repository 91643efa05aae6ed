"""The decision about a notification at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime

from notifications.rules.notification import State


@dataclass(frozen=True)
class SendDecision:
    """Do not send: finally, with its final `state` and a `reason`; or not before `later`."""

    state: State = State.WAITING
    reason: str = ""
    later: datetime | None = None
