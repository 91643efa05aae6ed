"""Planning: rules become notifications 48 hours ahead, one schedule group and one local date at a time.

The cost follows what falls due, not the number of rules: a group holds all times with the same instants, one
instant is computed for each of its dates, and one statement plans all its scheduled times. Planning twice, or
by two planners at once, plans once.
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
from reminders.models import ScheduleGroup
from reminders.rules.recurrence import QuietHours, occurrence, weekday_bit

HORIZON = timedelta(hours=48)
ONE_DAY = timedelta(days=1)
LOOK_BACK = 7  # days; after a longer outage, older dates are not recorded at all
GROUPS_AT_ONCE = 20

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
JOIN reminders_scheduledtime s ON {{joined}} AND s.weekdays & d.bit <> 0
ON CONFLICT (id) DO UPDATE SET state = 'waiting', reason = '', settled_at = NULL,
  kind = excluded.kind, due_at = excluded.due_at,
  next_try_at = excluded.next_try_at, expires_at = excluded.expires_at, planned_at = excluded.planned_at
WHERE notifications_notification.state = 'cancelled' AND notifications_notification.reason IN ({_REVIVABLE})
"""  # noqa: S608 - our own words only
_BY_GROUP = _INSERT.format(joined="s.group_id = d.of_id")
_BY_TIME = _INSERT.format(joined="s.id = d.of_id")


@dataclass(frozen=True)
class Occurrence:
    """The instant at which a group, or one scheduled time (`of_id`), is due on a local date."""

    of_id: int
    on: date
    due_at: datetime


def plan(*, now: datetime) -> int:
    """Plan every group whose next date is within 48 hours. Returns the number of planned notifications.

    Each batch is one transaction. Groups that another planner holds are skipped: it plans them.
    """
    planned = 0
    while True:
        groups, made = plan_next_groups(now=now)
        planned += made
        if not groups:
            return planned


def plan_next_groups(*, now: datetime) -> tuple[int, int]:
    """Plan one batch of groups. Returns the numbers of groups and of planned notifications."""
    with transaction.atomic():
        due = ScheduleGroup.objects.select_for_update(skip_locked=True).filter(next_plan_at__lte=now)
        groups = list(due.order_by("next_plan_at")[:GROUPS_AT_ONCE])
        if groups:
            lock_against_erasure()
        return len(groups), advance(groups=groups, now=now)


def advance(*, groups: Sequence[ScheduleGroup], now: datetime) -> int:
    """Plan these groups, locked by the caller, up to 48 hours ahead. Returns the number of notifications."""
    occurrences = [each for group in groups for each in _advanced(group, now)]
    ScheduleGroup.objects.bulk_update(groups, ["planned_to", "next_plan_at"])
    return _plan(_BY_GROUP, occurrences, now)


def plan_times(*, occurrences: Iterable[Occurrence], now: datetime) -> int:
    """Plan single times that joined a group after it was planned. Returns the number of notifications."""
    return _plan(_BY_TIME, list(occurrences), now)


def groups_for(
    *, zone: str, quiet: QuietHours, times: Iterable[str], also: Iterable[int], now: datetime
) -> list[ScheduleGroup]:
    """The groups of these local `times` (HH:MM), created if missing, and those with the ids `also`.

    All are locked in the order of their ids until the caller's transaction ends, so no planner plans one.
    """
    wanted = [
        ScheduleGroup(
            zone=zone,
            at=time.fromisoformat(at),
            quiet_from=quiet.begin,
            quiet_to=quiet.end,
            planned_to=now.astimezone(ZoneInfo(zone)).date() - ONE_DAY,
            next_plan_at=now,
        )
        for at in sorted(set(times))
    ]
    ScheduleGroup.objects.bulk_create(wanted, ignore_conflicts=True)
    ours = ScheduleGroup.objects.filter(
        zone=zone, quiet_from=quiet.begin, quiet_to=quiet.end, at__in=[group.at for group in wanted]
    )
    either = ours | ScheduleGroup.objects.filter(pk__in=list(also))
    return list(either.order_by("pk").select_for_update())


def _advanced(group: ScheduleGroup, now: datetime) -> list[Occurrence]:
    """The dates to plan now, oldest first; advances the group to the last of them."""
    quiet = QuietHours(group.quiet_from, group.quiet_to)
    today = now.astimezone(ZoneInfo(group.zone)).date()
    on = max(group.planned_to + ONE_DAY, today - timedelta(days=LOOK_BACK))
    found: list[Occurrence] = []
    while True:
        due_at = occurrence(on, group.at, group.zone, quiet)
        if due_at is not None and due_at > now + HORIZON:
            group.next_plan_at = due_at - HORIZON
            return found
        if due_at is not None:
            found.append(Occurrence(group.pk, on, due_at))
        group.planned_to = on
        on += ONE_DAY


def _plan(statement: str, occurrences: Sequence[Occurrence], now: datetime) -> int:
    if not occurrences:
        return 0
    values: dict[str, Any] = {
        "of": [each.of_id for each in occurrences],
        "isos": [each.on.isoformat() for each in occurrences],
        "bits": [weekday_bit(each.on) for each in occurrences],
        "dues": [each.due_at for each in occurrences],
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount
