"""Pushes to the browsers of the test push service."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from common import clock
from notifications.rules.messages import Device
from notifications.rules.push_payload import PushMessage, payload_of, short_payload_of, topic_of
from notifications.transports.webpush import Answer, Push, WebPush, open_sender
from tests.push_service.browser import Browser


def push_to(browser: Browser, **more: Any) -> Push:
    """A push of a neutral message to `browser`."""
    message = message_of(more.pop("notification_id", None) or uuid4(), **more.pop("words", {}))
    keys = browser.subscription["keys"]
    device = Device(uuid4(), browser.endpoint, keys["p256dh"], keys["auth"])
    given = {"ttl": 600, "topic": topic_of(message.tag), "short": short_payload_of(message), **more}
    return Push(message.notification_id, device, payload_of(message), **given)


def message_of(notification_id: UUID, **words: Any) -> PushMessage:
    told: dict[str, Any] = {
        "kind": "exercise",
        "title": "A good moment?",
        "body": "Your plan for today is ready.",
        "tag": notification_id.hex,
        "navigate": "https://footing.example.org/",
        "language": "en",
        "actions": (("done", "Done"), ("snooze", "In an hour")),
    }
    return PushMessage(notification_id, **{**told, **words})


def send(pushes: Iterable[Push], sender: WebPush | None = None) -> list[Answer]:
    """All answers, in the order in which they arrived."""
    sender = sender or open_sender()
    assert sender
    return list(sender.send(pushes, clock.now()))
