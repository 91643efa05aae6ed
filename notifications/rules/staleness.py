"""How long a notification is worth sending: the morning's reminder is noise in the evening."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from notifications.rules.notification import Kind

LATE_AFTER = timedelta(minutes=15)
VALID_FOR: Mapping[str, timedelta] = {
    Kind.EXERCISE: timedelta(hours=3),
    Kind.PAIN: timedelta(hours=3),
    Kind.FOOT_CHECK: timedelta(hours=3),
    Kind.SUMMARY: timedelta(hours=48),
    Kind.DIGEST: timedelta(hours=48),
}
"""Counted from when it was due. Our judgement; an invitation is valid until it expires itself."""


def is_late(due_at: datetime, now: datetime) -> bool:
    """Whether a notification is a catch-up: later than retries and a slow task explain."""
    return now - due_at > LATE_AFTER
