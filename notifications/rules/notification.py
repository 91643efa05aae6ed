"""The notification log's words: what a notification is about, where it stands and why, when a failed one is
tried again.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import md5
from typing import NamedTuple
from uuid import UUID

LEASE = timedelta(seconds=150)  # longer than a sending task may live
_WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)


class Kind(StrEnum):
    """What a notification says."""

    INVITATION = "invitation"
    MEMBERSHIP = "membership"
    EXERCISE = "exercise"
    PAIN = "pain"
    FOOT_CHECK = "foot_check"
    SUMMARY = "summary"
    DIGEST = "digest"


REMINDERS = (Kind.EXERCISE, Kind.PAIN, Kind.FOOT_CHECK)


class State(StrEnum):
    """Where a notification stands; the last four are final, and every planned notification ends in one of
    them.
    """

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


FINAL = frozenset({State.SENT, State.FAILED, State.CANCELLED, State.SKIPPED})


class Reason(StrEnum):
    """Why a notification was not sent; a failure's reason is the code of its last attempt instead.

    Cancelled: what it was about is gone. Skipped: not needed, not wished or not in time. Failed: no way.
    """

    CHANGED = "changed"
    DISABLED = "disabled"
    MOVED = "moved"
    CARE_ENDED = "care_ended"
    GONE = "gone"
    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED_BY_PATIENT = "skipped_by_patient"
    NOTHING_PLANNED = "nothing_planned"
    ON_HOLD = "on_hold"
    PAUSED = "paused"
    QUIET_HOURS = "quiet_hours"
    EXPIRED = "expired"
    CATCH_UP = "catch_up"
    ENOUGH_TODAY = "enough_today"
    UNSUBSCRIBED = "unsubscribed"
    NO_WAY = "no_way"
    FAULT = "fault"


FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What a notification that we cannot put into words raises: of our own making. What the network and the
database do is met where they are asked.
"""

REVIVABLE = (Reason.CHANGED, Reason.DISABLED, Reason.MOVED)
"""Cancelled for one of these, a notification is planned again where a rule asks for that time of that day
again.
"""


class Outcome(StrEnum):
    """How one attempt ended."""

    SENT = "sent"
    TRY_AGAIN = "try_again"
    GIVEN_UP = "given_up"


class Channel(StrEnum):
    """How a person is reached."""

    EMAIL = "email"
    PUSH = "push"


class Action(StrEnum):
    """What a patient answers to a reminder."""

    DONE = "done"
    SNOOZE = "snooze"
    SKIP = "skip"


class Claimed(NamedTuple):
    """A notification in a sender's hands, by its lease's `token`; `attempts` counts this one, `slot` is in
    minutes after midnight.
    """

    id: UUID
    user_id: UUID | None
    patient_id: UUID | None
    kind: str
    about: UUID
    local_on: date | None
    slot: int
    follows: UUID | None
    due_at: datetime
    expires_at: datetime | None
    attempts: int
    token: UUID


def notification_id(key: str) -> UUID:
    """The id of the notification about `key`, such as `invitation:<id>:1`: planned twice, it is the same
    notification.

    MD5 as PostgreSQL's `md5(key)::uuid` has it, so that a statement can make the same ids for many.
    """
    return UUID(md5(key.encode(), usedforsecurity=False).hexdigest())


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after that many failed attempts (1 or more); None when it is time to give up.

    One minute, then longer each time: seven attempts within about 21 hours, so that a mail server which rests
    overnight is met again, and nothing is tried without end. Our judgement.
    """
    return _WAITS[attempts - 1] if attempts <= len(_WAITS) else None
