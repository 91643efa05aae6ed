"""Pushes on their way: one notice to all devices of a person, and what came of it as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from notifications.rules.notification import Channel, Outcome, Reason, State, wait_after
from notifications.rules.push_answers import PushOutcome
from notifications.rules.push_payload import PushMessage, payload_of, short_payload_of, topic_of
from notifications.services.claiming import Attempt, Result
from notifications.services.saying import PushWords, RenderedNotification
from notifications.transports.webpush import Answer, Push

TRIES = 3  # of a push that has to wait, before it goes by e-mail
LONGEST_LIFE = timedelta(days=1)
ONE_WAITS = 1  # on the app's icon, until the app is opened or the reminder answered
_OUTCOMES = {PushOutcome.DELIVERED: Outcome.SENT, PushOutcome.RETRY: Outcome.TRY_AGAIN}


@dataclass
class InFlight:
    """A notice that is being said: `until` (of the monotonic clock) it is surely ours; `ahead` pushes are on
    their way, `attempts` were made."""

    saying: RenderedNotification
    until: float
    ahead: int = 0
    attempts: list[Attempt] = field(default_factory=list)
    retry_at: list[datetime | None] = field(default_factory=list)
    delivered: bool = False


class PushDispatcher:
    """The notices whose pushes are on their way."""

    def __init__(self) -> None:
        self._on_their_way: dict[UUID, InFlight] = {}

    def begin(self, held: InFlight, now: datetime) -> Sequence[Push]:
        """The pushes of a notice, one for each device; none where there is no device."""
        words = held.saying.push
        if words is None or not words.devices:
            return []
        notice = held.saying.notice
        message = _message(held.saying, words)
        life = (notice.expires_at or now + LONGEST_LIFE) - now
        payload, short, topic = payload_of(message), short_payload_of(message), topic_of(words.tag)
        held.ahead = len(words.devices)
        self._on_their_way[notice.id] = held
        ttl = int(life.total_seconds())
        return [Push(notice.id, device, payload, ttl, topic, short) for device in words.devices]

    def take(self, answer: Answer, now: datetime) -> tuple[InFlight | None, Result | None]:
        """Take an answer in. The notice, if that was its last one, and what came of it; None: by letter."""
        held = self._on_their_way[answer.notice_id]
        held.ahead -= 1
        held.delivered = held.delivered or answer.outcome is PushOutcome.DELIVERED
        if answer.outcome is PushOutcome.RETRY:
            held.retry_at.append(answer.retry_at)
        held.attempts.append(_attempt(answer))
        if held.ahead:
            return None, None
        del self._on_their_way[answer.notice_id]
        return held, self.unpushed(held, now) if not held.delivered else _result(held, State.SENT)

    def unpushed(self, held: InFlight, now: datetime) -> Result | None:
        """What becomes of a notice that no device took: it waits, goes by letter (None), or has failed."""
        later = _later(held, now)
        if later is not None:
            return _result(held, State.WAITING, later=later)
        if held.saying.letter is not None:
            return None
        code = held.attempts[-1].detail if held.attempts else Reason.NO_WAY
        return _result(held, State.FAILED, code)


def _later(held: InFlight, now: datetime) -> datetime | None:
    """When to push once more; None when that would be too late or has been tried often enough."""
    notice = held.saying.notice
    wait = wait_after(notice.attempts)
    if not held.retry_at or notice.attempts >= TRIES or wait is None:
        return None
    asked = min(at or now for at in held.retry_at)
    later = max(asked, now + wait)
    return later if notice.expires_at is None or later < notice.expires_at else None


def _result(held: InFlight, state: State, reason: str = "", later: datetime | None = None) -> Result:
    return Result(held.saying.notice, state, reason, later, held.attempts)


def _attempt(answer: Answer) -> Attempt:
    outcome = _OUTCOMES.get(answer.outcome, Outcome.GIVEN_UP)
    detail = "" if answer.outcome is PushOutcome.DELIVERED else answer.code
    return Attempt(Channel.PUSH, outcome, detail, answer.status, answer.subscription_id)


def _message(saying: RenderedNotification, words: PushWords) -> PushMessage:
    notice = saying.notice
    return PushMessage(
        notice_id=notice.id,
        kind=notice.kind,
        title=words.title,
        body=words.body,
        tag=words.tag,
        navigate=f"{settings.PUBLIC_URL}{words.path}",
        language=words.language,
        actions=words.actions,
        expires_at=notice.expires_at,
        badge=ONE_WAITS,
        more=words.more,
    )
