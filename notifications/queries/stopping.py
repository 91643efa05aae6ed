"""Links that stop a stream of e-mails: signed, without expiry, valid for that stream of that person only.

They are short. A header field of more than 78 characters is folded in transit, and some relays turn an
address that cannot be folded into encoded words: then the signature over it fails and mail programs find no
address. With a host name of up to 26 characters the address in its brackets has 75, which no relay changes.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

from notifications.queries.preferences import REMINDER_STREAM
from notifications.rules.notification import REMINDERS, Kind

STREAM_OF: Mapping[str, str] = {
    **dict.fromkeys(REMINDERS, REMINDER_STREAM),
    Kind.SUMMARY: "summary",
    Kind.DIGEST: "digest",
}
"""The stream of e-mails of each kind of notification; other kinds cannot be stopped."""
STREAMS = tuple(sorted(set(STREAM_OF.values())))
WEEKLY_STREAMS = (STREAM_OF[Kind.SUMMARY], STREAM_OF[Kind.DIGEST])
_SALT = "reminders.stop"
# These names are in links without expiry: new ones may be added, none changed.
_NUMBERS: Mapping[str, int] = {REMINDER_STREAM: 1, "summary": 2, "digest": 3}
_ID_BYTES, _MARK_BYTES = 16, 10  # 80 bits: enough for a link that can only stop e-mails


class UnknownStopLink(Exception):
    """Nobody was given this link."""


@dataclass(frozen=True)
class Stream:
    """One stream of mail (a value of STREAM_OF) to one person."""

    user_id: UUID
    name: str


def stop_link(user_id: UUID, stream: str) -> str:
    """The URL that stops `stream` for this person, with one click and without signing in."""
    told = user_id.bytes + bytes([_NUMBERS[stream]])
    token = urlsafe_b64encode(told + _mark(told, settings.SECRET_KEY)).decode().rstrip("=")
    return f"{settings.PUBLIC_URL}/u/{token}"


def stream_behind(token: str) -> Stream:
    """The stream that a stop link's token stops, in its short form or the older long one.

    Raises UnknownStopLink.
    """
    return _long_form(token) if "." in token else _short_form(token)


def _short_form(token: str) -> Stream:
    try:
        read = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as unknown:
        raise UnknownStopLink from unknown
    told, mark = read[: _ID_BYTES + 1], read[_ID_BYTES + 1 :]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    names = [name for name, number in _NUMBERS.items() if told[_ID_BYTES:] == bytes([number])]
    if not names or not any(constant_time_compare(mark, _mark(told, key)) for key in keys):
        raise UnknownStopLink
    return Stream(UUID(bytes=told[:_ID_BYTES]), names[0])


def _mark(told: bytes, key: str | bytes) -> bytes:
    return salted_hmac(_SALT, told, secret=key, algorithm="sha256").digest()[:_MARK_BYTES]


def _long_form(token: str) -> Stream:
    signed, _dot, signature = token.rpartition(".")
    try:
        user_id, _dot, stream = Signer(salt=_SALT).unsign(f"{signed}:{signature}").partition(".")
    except BadSignature as unknown:
        raise UnknownStopLink from unknown
    return Stream(UUID(user_id), stream)
