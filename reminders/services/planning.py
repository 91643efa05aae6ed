"""Planning: rules become notifications 48 hours ahead, a group and a local date at a time.

The cost follows what falls due, not how many rules there are: a group holds all times that are said at the
same instants, one instant is computed for each of its dates, and one statement plans all of its slots.
Planning twice, or by two planners at once, plans once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from accounts.services.people import lock_against_erasure
from common.zones import ZoneInfo
from notifications.rules.notification import REVIVABLE
from notifications.rules.staleness import VALID_FOR
from reminders.models import Bucket
from reminders.rules.recurrence import QuietHours, occurrence, weekday_bit

HORIZON = timedelta(hours=48)
ONE_DAY = timedelta(days=1)
LOOK_BACK = 7  # days: after a longer outage, what lies further back is not even put on record
BUCKETS_AT_ONCE = 20

_VALID = " ".join(f"WHEN '{kind}' THEN interval '{span}'" for kind, span in VALID_FOR.items())
_REVIVABLE = ", ".join(f"'{reason}'" for reason in REVIVABLE)
# The ids are `notification_id` of the same key. Only what a changed rule had cancelled is restored.
_INSERT = f"""
INSERT INTO notifications_notification (id, user_id, patient_id, kind, about, local_on, slot, due_at,
  next_try_at, expires_at, state, reason, attempts, planned_at, action)
SELECT md5(concat('reminder:', s.reminder_id, ':', d.iso, ':', s.slot))::uuid, s.user_id, s.patient_id,
  s.kind, s.reminder_id, d.iso::date, s.slot, d.due_at, d.due_at, d.due_at + CASE s.kind {_VALID} END,
  'waiting', '', 0, %(now)s, ''
FROM unnest(%(of)s::bigint[], %(isos)s::text[], %(bits)s::int[], %(dues)s::timestamptz[])
  AS d (of_id, iso, bit, due_at)
JOIN reminders_reminderslot s ON {{joined}} AND s.weekdays & d.bit <> 0
ON CONFLICT (id) DO UPDATE SET state = 'waiting', reason = '', settled_at = NULL,
  kind = excluded.kind, due_at = excluded.due_at,
  next_try_at = excluded.next_try_at, expires_at = excluded.expires_at, planned_at = excluded.planned_at
WHERE notifications_notification.state = 'cancelled' AND notifications_notification.reason IN ({_REVIVABLE})
"""  # noqa: S608 - our own words only
_BY_BUCKET = _INSERT.format(joined="s.bucket_id = d.of_id")
_BY_SLOT = _INSERT.format(joined="s.id = d.of_id")


@dataclass(frozen=True)
class Falls:
    """When a group, or one slot, falls on a local date."""

    of_id: int
    on: date
    due_at: datetime


def plan(*, now: datetime) -> int:
    """Plan every group whose next date has come within 48 hours; how many notifications were planned.

    Each batch is a transaction of its own. Another planner's groups are passed over: it plans them.
    """
    planned = 0
    while True:
        buckets, made = plan_next_buckets(now=now)
        planned += made
        if not buckets:
            return planned


def plan_next_buckets(*, now: datetime) -> tuple[int, int]:
    """Plan one batch of groups; how many groups and notifications there were."""
    with transaction.atomic():
        due = Bucket.objects.select_for_update(skip_locked=True).filter(next_plan_at__lte=now)
        buckets = list(due.order_by("next_plan_at")[:BUCKETS_AT_ONCE])
        if buckets:
            lock_against_erasure()
        return len(buckets), advance(buckets=buckets, now=now)


def advance(*, buckets: Sequence[Bucket], now: datetime) -> int:
    """Plan these groups, locked by the caller's transaction, up to 48 hours ahead; how many notifications."""
    falls = [fall for bucket in buckets for fall in _advanced(bucket, now)]
    Bucket.objects.bulk_update(buckets, ["planned_to", "next_plan_at"])
    return _plan(_BY_BUCKET, falls, now)


def plan_slots(*, falls: Iterable[Falls], now: datetime) -> int:
    """Plan single slots, for whoever joined a group after it was planned; how many notifications."""
    return _plan(_BY_SLOT, list(falls), now)


def buckets_for(
    *, zone: str, quiet: QuietHours, times: Iterable[str], also: Iterable[int], now: datetime
) -> list[Bucket]:
    """The groups of these local `times` (HH:MM), made where there are none, and those with the ids `also`.

    All of them are locked, in the order of their ids, until the caller's transaction ends: no planner plans
    one in the meantime.
    """
    wanted = [
        Bucket(
            zone=zone,
            at=time.fromisoformat(at),
            quiet_from=quiet.begin,
            quiet_to=quiet.end,
            planned_to=now.astimezone(ZoneInfo(zone)).date() - ONE_DAY,
            next_plan_at=now,
        )
        for at in sorted(set(times))
    ]
    Bucket.objects.bulk_create(wanted, ignore_conflicts=True)
    ours = Bucket.objects.filter(
        zone=zone, quiet_from=quiet.begin, quiet_to=quiet.end, at__in=[bucket.at for bucket in wanted]
    )
    either = ours | Bucket.objects.filter(pk__in=list(also))
    return list(either.order_by("pk").select_for_update())


def _advanced(bucket: Bucket, now: datetime) -> list[Falls]:
    """The dates to plan now, oldest first; moves the group to the last of them."""
    quiet = QuietHours(bucket.quiet_from, bucket.quiet_to)
    today = now.astimezone(ZoneInfo(bucket.zone)).date()
    on = max(bucket.planned_to + ONE_DAY, today - timedelta(days=LOOK_BACK))
    found: list[Falls] = []
    while True:
        due_at = occurrence(on, bucket.at, bucket.zone, quiet)
        if due_at is not None and due_at > now + HORIZON:
            bucket.next_plan_at = due_at - HORIZON
            return found
        if due_at is not None:
            found.append(Falls(bucket.pk, on, due_at))
        bucket.planned_to = on
        on += ONE_DAY


def _plan(statement: str, falls: Sequence[Falls], now: datetime) -> int:
    if not falls:
        return 0
    values: dict[str, Any] = {
        "of": [fall.of_id for fall in falls],
        "isos": [fall.on.isoformat() for fall in falls],
        "bits": [weekday_bit(fall.on) for fall in falls],
        "dues": [fall.due_at for fall in falls],
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount
