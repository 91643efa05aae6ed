"""What a push message carries: what the app's service worker reads, and declarative Web Push as well."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

MOST_BYTES = 3_500
_SHORT_TEXT = 120


@dataclass(frozen=True)
class PushMessage:
    """One message. `navigate`: the absolute address of the screen that a tap opens; `tag`: a later message
    with the same one replaces this; `actions`: pairs of action and title; `badge`: the app icon's number.
    """

    notification_id: UUID
    kind: str
    title: str
    body: str
    tag: str
    navigate: str
    language: str
    actions: Sequence[tuple[str, str]] = ()
    expires_at: datetime | None = None
    badge: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def payload_of(message: PushMessage) -> bytes:
    """The message as JSON, at most 3,500 bytes: one that would be longer is the short form."""
    full = _json(message, message.body, message.actions, message.more)
    return full if len(full) <= MOST_BYTES else short_payload_of(message)


def short_payload_of(message: PushMessage) -> bytes:
    """The least that can be shown: title, the beginning of the text, and what a tap opens."""
    return _json(message, message.body[:_SHORT_TEXT], (), {})


def topic_of(tag: str) -> str:
    """The `Topic` header (RFC 8030 section 5.4) for a tag: a waiting one with the same is replaced."""
    return urlsafe_b64encode(sha256(tag.encode()).digest()[:24]).decode()


def _json(
    message: PushMessage, body: str, actions: Sequence[tuple[str, str]], more: Mapping[str, Any]
) -> bytes:
    shown = {
        "title": message.title,
        "body": body,
        "tag": message.tag,
        "navigate": message.navigate,
        "lang": message.language,
        "silent": False,
        "data": dict(more),
    }
    content = {
        "web_push": 8030,
        "notification": shown,
        "notice": str(message.notification_id),
        "kind": message.kind,
        "actions": [{"action": action, "title": title} for action, title in actions],
        "expires_at": message.expires_at and message.expires_at.isoformat(),
        "badge": message.badge,
    }
    return orjson.dumps(content)
