"""What a transport receives: an e-mail to an address, or the device that a push goes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Device:
    """One open subscription: where its browser is reached, and the keys it reads with."""

    id: UUID
    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Email:
    """An e-mail to one person in their language: the templates called `template`, filled with `words`, which
    the e-mails of a batch may share, and with the texts of this person (`own`).

    `notification_id` makes the Message-ID, so an e-mail that is sent twice is shown once. `stop_link` stops
    the stream of e-mails that this one belongs to.
    """

    notification_id: UUID
    address: str
    language: str
    template: str
    words: Mapping[str, Any]
    own: Mapping[str, str] = field(default_factory=dict)
    stop_link: str = ""
