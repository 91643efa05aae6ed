"""What a transport is handed: a letter to an address, and the device that a push goes to."""

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
class Letter:
    """What one person is sent, in their language: the templates called `template`, filled with `words`, which
    letters of a batch may share, and with their `own` (texts).

    `notice_id` makes the Message-ID, so a letter that is sent twice is shown once. `stop_link`: where the
    stream of letters that this one is of may be stopped.
    """

    notice_id: UUID
    address: str
    language: str
    template: str
    words: Mapping[str, Any]
    own: Mapping[str, str] = field(default_factory=dict)
    stop_link: str = ""
