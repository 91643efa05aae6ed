"""The notification log's leases: due notifications are claimed in batches, and the result of each is
recorded.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Any
from uuid import UUID, uuid4

from django.db import InterfaceError, OperationalError, connection, transaction
from psycopg.pq import Format

from notifications.rules.notification import LEASE, Channel, Claimed, Outcome, State

_CLAIM = """
UPDATE notifications_notification n
SET state = 'leased', lease_token = %(token)s, leased_until = %(until)s, attempts = n.attempts + 1
WHERE n.ctid = ANY(ARRAY(
  SELECT ctid FROM notifications_notification
  WHERE settled_at IS NULL AND next_try_at <= %(now)s AND (leased_until IS NULL OR leased_until <= %(now)s)
  ORDER BY next_try_at LIMIT %(most)s
  FOR UPDATE SKIP LOCKED
))
RETURNING n.id, n.user_id, n.patient_id, n.kind, n.about, n.local_on, n.slot, n.follows, n.due_at,
  n.expires_at, n.attempts
"""
_SETTLE = """
UPDATE notifications_notification n
SET state = r.state, reason = r.reason, lease_token = NULL, leased_until = NULL,
  next_try_at = coalesce(r.later, n.next_try_at), attempts = n.attempts - r.uncounted,
  settled_at = CASE WHEN r.state = 'waiting' THEN NULL ELSE %(now)s END
FROM unnest(%(ids)s::uuid[], %(states)s::text[], %(reasons)s::text[], %(laters)s::timestamptz[],
  %(uncounted)s::int[], %(tokens)s::uuid[]) AS r (id, state, reason, later, uncounted, token)
WHERE n.id = r.id AND n.lease_token = r.token
"""
# A person or device may have gone in the meantime: the locks are those of the foreign keys, taken before the
# write.
_KEEP = """
INSERT INTO notifications_delivery (notification_id, channel, subscription_id, at, outcome, status, detail)
SELECT n.id, a.channel, s.id, %(now)s, a.outcome, a.status, a.detail
FROM unnest(%(notices)s::uuid[], %(channels)s::text[], %(devices)s::uuid[], %(outcomes)s::text[],
  %(statuses)s::int[], %(details)s::text[]) WITH ORDINALITY
  AS a (notice, channel, device, outcome, status, detail, place)
JOIN (SELECT id FROM notifications_notification WHERE id = ANY(%(notices)s) FOR KEY SHARE) n
  ON n.id = a.notice
LEFT JOIN (SELECT id FROM notifications_pushsubscription WHERE id = ANY(%(devices)s) FOR KEY SHARE) s
  ON s.id = a.device
ORDER BY a.place
"""
_WAITS = (0.2, 0.3, 0.5, 1.0, 2.0, 2.0, 4.0, 4.0, 8.0, 8.0, None)  # seconds


@dataclass(frozen=True)
class Attempt:
    """One attempt to reach a person; `detail` is a code, `status` what the other side answered."""

    channel: Channel
    outcome: Outcome
    detail: str = ""
    status: int | None = None
    subscription_id: UUID | None = None


@dataclass(frozen=True)
class Result:
    """The result of a claimed notification: a final `state` with its `reason`, or waiting until `later`.

    `untried`: the claim is not to be counted as an attempt.
    """

    notification: Claimed
    state: State
    reason: str = ""
    later: datetime | None = None
    attempts: Sequence[Attempt] = ()
    untried: bool = False


def claim(*, now: datetime, most: int) -> list[Claimed]:
    """Take up to `most` due notifications, longest due first, passing over what another sender holds.

    Nobody else writes to them before the lease runs out by itself: what a dead sender held is due again then.
    """
    token = uuid4()
    with connection.cursor() as cursor:
        cursor.cursor.format = Format.BINARY  # ids and instants are read four times as fast as from text
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE, "token": token, "most": most})
        notifications = [Claimed._make((*row, token)) for row in cursor.fetchall()]
    return sorted(notifications, key=_longest_due)


def _longest_due(notification: Claimed) -> tuple[datetime, int]:
    return (
        notification.due_at,
        notification.id.int,
    )  # a number, for ids compare themselves several times as slowly


def settle(*, results: Collection[Result], now: datetime) -> None:
    """Record the result of claimed notifications and every attempt made, in one transaction.

    A notification whose lease another sender has taken over keeps what that one writes; the attempt is kept,
    unless the notification is gone. While the database is away it is tried again for half a minute, as what
    has left is not to be sent again.
    """
    if not results:
        return
    for wait in _WAITS:
        try:
            _write(results, now)
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or wait is None:
                raise
            connection.close()
            Event().wait(wait)
        else:
            return


def _write(results: Collection[Result], now: datetime) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _SETTLE,
            {
                "ids": [each.notification.id for each in results],
                "states": [each.state for each in results],
                "reasons": [each.reason for each in results],
                "laters": [each.later for each in results],
                "uncounted": [int(each.untried) for each in results],
                "tokens": [each.notification.token for each in results],
                "now": now,
            },
        )
        attempts = [(each.notification.id, attempt) for each in results for attempt in each.attempts]
        if attempts:
            cursor.execute(_KEEP, _columns(attempts, now))


def _columns(attempts: Sequence[tuple[UUID, Attempt]], now: datetime) -> dict[str, Any]:
    return {
        "notices": [notification for notification, _ in attempts],
        "channels": [attempt.channel for _, attempt in attempts],
        "devices": [attempt.subscription_id for _, attempt in attempts],
        "outcomes": [attempt.outcome for _, attempt in attempts],
        "statuses": [attempt.status for _, attempt in attempts],
        "details": [attempt.detail for _, attempt in attempts],
        "now": now,
    }
