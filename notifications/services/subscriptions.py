"""Subscribing devices to push, and recording the answers of push services."""

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from common.outside import PUSH_SERVICE
from common.turns import take_turns
from notifications.models import PushSubscription
from notifications.queries.subscriptions import UnknownSubscription, own_subscription, subscriptions_of
from notifications.rules.messages import Device
from notifications.rules.push_payload import PushMessage, payload_of, short_payload_of, topic_of
from notifications.rules.wording import TEST
from notifications.transports.webpush import Answer, Push, open_sender

if TYPE_CHECKING:
    from accounts.models import User

MOST_DEVICES = 10
MOST_KEPT = 20
GONE = "gone"
REPLACED = "replaced"
_TEST_LIVES = timedelta(minutes=5)

_NOTE = """
WITH said AS (
  SELECT DISTINCT ON (id) * FROM unnest(%(ids)s::uuid[], %(outcomes)s::text[], %(codes)s::text[],
    %(rests)s::timestamptz[]) AS s (id, outcome, code, rest_until)
  ORDER BY id, outcome <> 'gone'
), held AS (
  SELECT p.id FROM notifications_pushsubscription p JOIN said USING (id) ORDER BY p.id FOR UPDATE OF p
)
UPDATE notifications_pushsubscription p
SET last_ok_at = CASE WHEN outcome = 'delivered' THEN %(now)s ELSE last_ok_at END,
  last_problem = CASE WHEN outcome = 'delivered' THEN '' ELSE code END,
  last_problem_at = CASE WHEN outcome = 'delivered' THEN last_problem_at ELSE %(now)s END,
  rest_until = said.rest_until,
  close_reason = CASE WHEN outcome = 'gone' AND closed_at IS NULL THEN %(gone)s ELSE close_reason END,
  closed_at = CASE WHEN outcome = 'gone' THEN coalesce(closed_at, %(now)s) ELSE closed_at END
FROM said JOIN held USING (id) WHERE p.id = said.id
"""


class NoPushKey(Exception):
    """There is no VAPID key: nothing can be pushed."""


class SubscriptionClosed(Exception):
    """A closed subscription is never used again."""


@dataclass(frozen=True)
class Subscribing:
    """The data of a browser: an endpoint at a known push service, its valid keys, the device's name ("")."""

    endpoint: str
    p256dh: str
    auth: str
    device: str = ""


def subscribe(*, user: "User", wanted: Subscribing, now: datetime) -> tuple[PushSubscription, bool]:
    """Push to this device from now on. Returns the subscription and whether it is new. Safe to repeat.

    An endpoint belongs to one browser: another person who was signed in there gets no more pushes there. Of
    more than ten devices the oldest subscription is closed.
    """
    with transaction.atomic():
        take_turns(f"devices of {user.pk}")
        take_turns(wanted.endpoint)  # two people who subscribe the same browser do so one after the other
        PushSubscription.objects.filter(endpoint=wanted.endpoint).exclude(user=user).delete()
        keys = {"user": user, "p256dh": wanted.p256dh, "auth": wanted.auth}
        named = {"device": wanted.device} if wanted.device else {}
        kept, made = PushSubscription.objects.update_or_create(
            endpoint=wanted.endpoint,
            defaults={**keys, **named, "closed_at": None, "close_reason": ""},
            create_defaults={**keys, **named, "created_at": now},
        )
        if made:
            _make_room(user, now)
    return kept, made


def unsubscribe(*, user: "User", wanted: UUID) -> None:
    """Delete this device. Raises UnknownSubscription."""
    with transaction.atomic():
        own_subscription(user, wanted).delete()


def unsubscribe_browser(*, user: "User", endpoint: str) -> None:
    """Delete the device with this endpoint. Raises UnknownSubscription."""
    if not subscriptions_of(user).filter(endpoint=endpoint).delete()[0]:
        raise UnknownSubscription


def push_test(*, user: "User", wanted: UUID, now: datetime) -> Answer:
    """Push a test to one device. Returns the answer of its push service, within 15 s.

    Raises UnknownSubscription, SubscriptionClosed, NoPushKey, Crowded.
    """
    subscription = own_subscription(user, wanted)
    if subscription.closed_at:
        raise SubscriptionClosed
    sender = open_sender()
    if sender is None:
        raise NoPushKey
    with PUSH_SERVICE.waited_for(), closing(sender):
        answer = next(sender.send([_test(user, subscription, now)], now))
    note_answers(answers=[answer], now=now)
    return answer


def note_answers(*, answers: Collection[Answer], now: datetime) -> None:
    """Record answers of push services: close what is gone, wait where asked to, store the problem."""
    if not answers:
        return
    said: dict[str, Any] = {
        "ids": [each.subscription_id for each in answers],
        "outcomes": [each.outcome for each in answers],
        "codes": [each.code for each in answers],
        "rests": [each.retry_at for each in answers],
        "now": now,
        "gone": GONE,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NOTE, said)


def device_of(subscription: PushSubscription) -> Device:
    """The columns of a subscription that the transport needs."""
    return Device(subscription.pk, subscription.endpoint, subscription.p256dh, subscription.auth)


def _make_room(user: "User", now: datetime) -> None:
    every = subscriptions_of(user).values_list("pk", flat=True)
    too_many, too_old = list(every.filter(closed_at=None)[MOST_DEVICES:]), list(every[MOST_KEPT:])
    PushSubscription.objects.filter(pk__in=too_many).update(closed_at=now, close_reason=REPLACED)
    PushSubscription.objects.filter(pk__in=too_old).delete()


def _test(user: "User", subscription: PushSubscription, now: datetime) -> Push:
    notification = uuid4()
    with translation.override(user.language):
        title, body = _(TEST.title), _(TEST.body)
    message = PushMessage(
        notification_id=notification,
        kind="test",
        title=title,
        body=body,
        tag="test",
        navigate=f"{settings.PUBLIC_URL}/settings/reminders",
        language=user.language,
        expires_at=now + _TEST_LIVES,
    )
    return Push(
        notification_id=notification,
        device=device_of(subscription),
        payload=payload_of(message),
        ttl=int(_TEST_LIVES.total_seconds()),
        topic=topic_of(message.tag),
        short=short_payload_of(message),
        urgency="high",
    )
