"""The ledger's words: what a notice is about, where it stands, and when a failed one is tried again."""

from datetime import timedelta
from enum import StrEnum

LEASE = timedelta(minutes=5)
_WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)


class Kind(StrEnum):
    """What a notice says."""

    INVITATION = "invitation"


class State(StrEnum):
    """Where a notice stands; the last four are final, and every planned notice ends in one of them."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


FINAL = frozenset({State.SENT, State.FAILED, State.CANCELLED, State.SKIPPED})


class Outcome(StrEnum):
    """How one attempt ended."""

    SENT = "sent"
    TRY_AGAIN = "try_again"
    GIVEN_UP = "given_up"


class Channel(StrEnum):
    """How a person is reached."""

    EMAIL = "email"


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after that many failed attempts (1 or more); None when it is time to give up.

    One minute, then longer each time: seven attempts within about 21 hours, so that a mail server which rests
    overnight is met again, and nothing is tried for ever. Our judgement.
    """
    return _WAITS[attempts - 1] if attempts <= len(_WAITS) else None
