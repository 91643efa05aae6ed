"""The facts about due reminders at the moment of sending: as many statements for one as for many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from accounts.queries.reach import Contacts, reach_of
from diary.queries.tallies import kinds_by_day
from exercises.queries.days import DaySessions, planned_sessions
from notifications.models import NotificationSettings
from notifications.queries.preferences import settings_of
from notifications.rules.notification import Claimed, Kind
from reminders.models import Reminder
from reminders.queries.quiet import quiet_of
from reminders.rules.judging import Facts, needed_for

# What the notification log has for the same person about these days. What is in the same hand is judged
# together and counts for its answers only: a sender may have died after the patient saw it. 36 hours on
# either side hold a local day.
_BESIDE = """
SELECT n.id,
  count(*) FILTER (WHERE o.lease_token IS DISTINCT FROM n.lease_token
    AND o.local_on = n.local_on AND o.follows IS NULL
    AND (o.state = 'sent' OR o.state = 'leased' AND (o.due_at, o.id) < (n.due_at, n.id))),
  coalesce(bool_or(o.lease_token IS DISTINCT FROM n.lease_token
    AND (o.due_at, o.id) > (n.due_at, n.id) AND o.due_at <= %(now)s
    AND o.state IN ('waiting', 'leased', 'sent')), false),
  coalesce(min(o.action) FILTER (WHERE o.local_on = n.local_on AND o.kind = n.kind
    AND o.action IN ('done', 'skip')), max(o.action) FILTER (WHERE o.id = n.id), '')
FROM notifications_notification n
JOIN notifications_notification o ON o.user_id = n.user_id
  AND o.kind IN ('exercise', 'pain', 'foot_check')
  AND o.due_at BETWEEN n.due_at - interval '36 hours' AND n.due_at + interval '36 hours'
WHERE n.id = ANY(%(ids)s)
GROUP BY n.id
"""
_DIARY_KINDS: Mapping[str, str] = {
    Kind.EXERCISE: "session",
    Kind.PAIN: "pain",
    Kind.FOOT_CHECK: "foot_check",
}


class Beside(NamedTuple):
    """The number of reminders sent that day, whether a newer one is due, and the answer to one of that kind
    (snooze: to this very one).
    """

    said: int = 0
    newer: bool = False
    answer: str = ""


@dataclass(frozen=True)
class Known:
    """The rows read for a batch of claimed reminders, by user, reminder, patient and day, and
    notification.
    """

    people: Mapping[UUID, Contacts]
    settings: Mapping[UUID, NotificationSettings]
    rules: Mapping[UUID, Reminder]
    beside: Mapping[UUID, Beside]
    told: Mapping[tuple[UUID, date, str], int]
    planned: Mapping[tuple[UUID, date], DaySessions]


def known_of(notifications: Sequence[Claimed], now: datetime) -> Known:
    """All that `facts_of` needs for these reminders, in seven statements at most."""
    users = {notification.user_id for notification in notifications if notification.user_id}
    patients = {notification.patient_id for notification in notifications if notification.patient_id}
    days = sorted({notification.local_on for notification in notifications if notification.local_on})
    planned = planned_sessions(patients, days[0], days[-1])
    return Known(
        people=reach_of(users),
        settings=settings_of(users),
        rules=Reminder.objects.in_bulk([notification.about for notification in notifications]),
        beside=_beside([notification.id for notification in notifications], now),
        told=kinds_by_day(patients, days[0], days[-1]),
        planned={(day.patient_id, day.on): day for day in planned},
    )


def facts_of(notification: Claimed, known: Known) -> Facts:
    """The facts about one of the reminders that `known` was read for."""
    assert notification.user_id  # noqa: S101 - a reminder is somebody's, on a day, for a while
    assert notification.patient_id  # noqa: S101
    assert notification.local_on  # noqa: S101
    assert notification.expires_at  # noqa: S101
    person, rule = known.people.get(notification.user_id), known.rules.get(notification.about)
    settings = known.settings[notification.user_id]
    beside = known.beside.get(notification.id, Beside())
    day = known.planned.get((notification.patient_id, notification.local_on))
    sessions = day.sessions if day else 0
    return Facts(
        id=notification.id,
        person=notification.user_id,
        on=notification.local_on,
        kind=notification.kind,
        due_at=notification.due_at,
        expires_at=notification.expires_at,
        zone=person.time_zone if person else "UTC",
        quiet=quiet_of(settings),
        person_gone=person is None or not person.is_active,
        in_care=bool(person and person.in_care),
        enabled=bool(rule and rule.enabled),
        rule_gone=rule is None or rule.kind != notification.kind,
        moved=bool(person and person.time_zone != settings.zone),
        answer=beside.answer,
        told=known.told.get(
            (notification.patient_id, notification.local_on, _DIARY_KINDS[notification.kind]), 0
        ),
        needed=_needed(notification, rule, sessions),
        planned=sessions if notification.kind == Kind.EXERCISE else None,
        held=bool(day and day.held),
        paused_until=settings.paused_until,
        newer=beside.newer,
        said=beside.said,
        snoozed=notification.follows is not None,
    )


def _needed(notification: Claimed, rule: Reminder | None, sessions: int) -> int:
    """The number of entries of the day that makes this reminder needless."""
    times = sorted(rule.times) if rule else []
    wished = f"{notification.slot // 60:02}:{notification.slot % 60:02}"
    place = times.index(wished) if wished in times else max(len(times) - 1, 0)
    asked = sessions if notification.kind == Kind.EXERCISE else len(times)
    return needed_for(place, len(times) or 1, asked or 1)


def _beside(ids: Collection[UUID], now: datetime) -> dict[UUID, Beside]:
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"ids": list(ids), "now": now})
        return {row[0]: Beside(*row[1:]) for row in cursor.fetchall()}
