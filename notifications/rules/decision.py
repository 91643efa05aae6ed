"""What the owner of a notification decides at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime

from notifications.rules.notification import State


@dataclass(frozen=True)
class SendDecision:
    """Not to be said: for good, with its final `state` and a `reason`; or not before `later`."""

    state: State = State.WAITING
    reason: str = ""
    later: datetime | None = None
