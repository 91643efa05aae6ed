"""The links by which a stream of mail is stopped: signed, without an end, good for that stream of that person
only."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from reminders.ledger import REMINDERS, Kind
from reminders.queries.standing import REMINDER_STREAM

STREAM_OF: Mapping[str, str] = {
    **dict.fromkeys(REMINDERS, REMINDER_STREAM),
    Kind.SUMMARY: "summary",
    Kind.DIGEST: "digest",
}
"""The stream of mail that each kind of notice belongs to; what is in none cannot be stopped."""
STREAMS = tuple(sorted(set(STREAM_OF.values())))
WEEKLY_STREAMS = (STREAM_OF[Kind.SUMMARY], STREAM_OF[Kind.DIGEST])
_SALT = "reminders.stop"


class UnknownStopLink(Exception):
    """Nobody was given this link."""


@dataclass(frozen=True)
class Stream:
    """One stream of mail (a value of STREAM_OF) to one person."""

    user_id: UUID
    name: str


def stop_link(user_id: UUID, stream: str) -> str:
    """The address at which `stream` to this person is stopped, with one click and without signing in."""
    token = Signer(salt=_SALT).sign(f"{user_id.hex}.{stream}").replace(":", ".")
    return f"{settings.PUBLIC_URL}/api/v1/unsubscribe/{token}/"


def stream_behind(token: str) -> Stream:
    """What the token of a stop link stops. Raises UnknownStopLink."""
    signed, _dot, signature = token.rpartition(".")
    try:
        user_id, _dot, stream = Signer(salt=_SALT).unsign(f"{signed}:{signature}").partition(".")
    except BadSignature as unknown:
        raise UnknownStopLink from unknown
    return Stream(UUID(user_id), stream)
