"""Kinds, states and reasons of notifications, and when a failed one is tried again."""

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
    """The subject of a notification."""

    INVITATION = "invitation"
    MEMBERSHIP = "membership"
    EXERCISE = "exercise"
    PAIN = "pain"
    FOOT_CHECK = "foot_check"
    SUMMARY = "summary"
    DIGEST = "digest"


REMINDERS = (Kind.EXERCISE, Kind.PAIN, Kind.FOOT_CHECK)


class State(StrEnum):
    """The state of a notification; the last four are final, and every planned notification ends in one of
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
    """Why a notification was not sent; a failed one has the code of its last attempt instead.

    Cancelled: its subject is gone. Skipped: not needed, not wanted or too late. Failed: nothing reached the
    person.
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
"""Errors of our own when a notification is rendered. Errors of the network and the database are handled where
they are used.
"""

REVIVABLE = (Reason.CHANGED, Reason.DISABLED, Reason.MOVED)
"""A notification cancelled for one of these is planned again if a rule has that time on that day again."""


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
    """A notification that a sender holds by its lease's `token`; `attempts` includes this one, `slot` is the
    local time in minutes after midnight.
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
    """The wait after that many failed attempts (1 or more); None: give up.

    One minute, then longer each time: seven attempts within about 21 hours, so that a mail server that is
    down overnight is reached again, and nothing is tried without end. Our judgement.
    """
    return _WAITS[attempts - 1] if attempts <= len(_WAITS) else None
