"""Pushes in flight: one notification to all devices of a person, and its overall result."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from notifications.rules.notification import Channel, Outcome, Reason, State, wait_after
from notifications.rules.push_answers import PushOutcome
from notifications.rules.push_payload import PushMessage, payload_of, short_payload_of, topic_of
from notifications.services.claiming import Attempt, Result
from notifications.services.rendering import PushContent, RenderedNotification
from notifications.transports.webpush import Answer, Push

TRIES = 3  # attempts of a push that must wait, before the e-mail
LONGEST_LIFE = timedelta(days=1)
ONE_WAITS = 1  # the number on the app's icon, until the app is opened or the reminder answered
_OUTCOMES = {PushOutcome.DELIVERED: Outcome.SENT, PushOutcome.RETRY: Outcome.TRY_AGAIN}


@dataclass
class InFlight:
    """A notification that is being sent: it is ours until `until` (of the monotonic clock); `ahead` pushes
    have no answer yet, `attempts` were made.
    """

    rendered: RenderedNotification
    until: float
    ahead: int = 0
    attempts: list[Attempt] = field(default_factory=list)
    retry_at: list[datetime | None] = field(default_factory=list)
    delivered: bool = False


class PushDispatcher:
    """The notifications whose pushes are in flight."""

    def __init__(self) -> None:
        self._on_their_way: dict[UUID, InFlight] = {}

    def begin(self, in_flight: InFlight, now: datetime) -> Sequence[Push]:
        """The pushes of a notification, one for each device; none without a device."""
        words = in_flight.rendered.push
        if words is None or not words.devices:
            return []
        notification = in_flight.rendered.notification
        message = _message(in_flight.rendered, words)
        life = (notification.expires_at or now + LONGEST_LIFE) - now
        payload, short, topic = payload_of(message), short_payload_of(message), topic_of(words.tag)
        in_flight.ahead = len(words.devices)
        self._on_their_way[notification.id] = in_flight
        ttl = int(life.total_seconds())
        return [Push(notification.id, device, payload, ttl, topic, short) for device in words.devices]

    def take(self, answer: Answer, now: datetime) -> tuple[InFlight | None, Result | None]:
        """Handle an answer. Returns the notification if that was its last one, and its result; None: send an
        e-mail.
        """
        in_flight = self._on_their_way[answer.notification_id]
        in_flight.ahead -= 1
        in_flight.delivered = in_flight.delivered or answer.outcome is PushOutcome.DELIVERED
        if answer.outcome is PushOutcome.RETRY:
            in_flight.retry_at.append(answer.retry_at)
        in_flight.attempts.append(_attempt(answer))
        if in_flight.ahead:
            return None, None
        del self._on_their_way[answer.notification_id]
        return in_flight, self.unpushed(in_flight, now) if not in_flight.delivered else _result(
            in_flight, State.SENT
        )

    def unpushed(self, in_flight: InFlight, now: datetime) -> Result | None:
        """The result when no device accepted it: it waits, fails, or goes by e-mail (None)."""
        later = _later(in_flight, now)
        if later is not None:
            return _result(in_flight, State.WAITING, later=later)
        if in_flight.rendered.email is not None:
            return None
        code = in_flight.attempts[-1].detail if in_flight.attempts else Reason.NO_WAY
        return _result(in_flight, State.FAILED, code)


def _later(in_flight: InFlight, now: datetime) -> datetime | None:
    """When to push again; None if that is too late or was tried often enough."""
    notification = in_flight.rendered.notification
    wait = wait_after(notification.attempts)
    if not in_flight.retry_at or notification.attempts >= TRIES or wait is None:
        return None
    asked = min(at or now for at in in_flight.retry_at)
    later = max(asked, now + wait)
    return later if notification.expires_at is None or later < notification.expires_at else None


def _result(in_flight: InFlight, state: State, reason: str = "", later: datetime | None = None) -> Result:
    return Result(in_flight.rendered.notification, state, reason, later, in_flight.attempts)


def _attempt(answer: Answer) -> Attempt:
    outcome = _OUTCOMES.get(answer.outcome, Outcome.GIVEN_UP)
    detail = "" if answer.outcome is PushOutcome.DELIVERED else answer.code
    return Attempt(Channel.PUSH, outcome, detail, answer.status, answer.subscription_id)


def _message(rendered: RenderedNotification, words: PushContent) -> PushMessage:
    notification = rendered.notification
    return PushMessage(
        notification_id=notification.id,
        kind=notification.kind,
        title=words.title,
        body=words.body,
        tag=words.tag,
        navigate=f"{settings.PUBLIC_URL}{words.path}",
        language=words.language,
        actions=words.actions,
        expires_at=notification.expires_at,
        badge=ONE_WAITS,
        more=words.more,
    )
