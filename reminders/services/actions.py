"""A patient's answers to a reminder: done, later, not today. Answers may come late, or twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.services.people import lock_against_erasure
from common.zones import ZoneInfo
from notifications.models import Notification
from notifications.queries.notifications import follow_up_id, own_reminder
from notifications.queries.preferences import settings_of
from notifications.rules.notification import Action, Reason, State
from notifications.rules.staleness import VALID_FOR
from reminders.queries.quiet import quiet_of
from reminders.rules.recurrence import instant_of, outside

if TYPE_CHECKING:
    from accounts.models import User

DEFAULT_SNOOZE = 60
LONGEST_SNOOZE = 12 * 60
_SILENCED_BY = {Action.DONE: Reason.DONE, Action.SKIP: Reason.SKIPPED_BY_PATIENT}


@dataclass(frozen=True)
class Answer:
    """An answer and its time: `at` by the device's clock if known. `minutes` are those of a snooze."""

    action: Action
    minutes: int = DEFAULT_SNOOZE
    at: datetime | None = None


def answer_reminder(*, user: "User", wanted: UUID, answer: Answer, now: datetime) -> Notification:
    """Store the answer of `user` to their reminder `wanted`. Returns the reminder after it.

    Done and skip stop the other reminders of that kind on that day. A snooze (1 to 720 minutes) sends it once
    more then, before the quiet hours and on the same local day, or not at all. The first answer counts,
    except for a snooze followed by done or skip: what an outbox sends again changes nothing, and a late
    answer affects only its own day. Raises UnknownNotification.
    """
    with transaction.atomic():
        lock_against_erasure()
        notification = own_reminder(user, wanted, lock=True)
        if notification.action in ("", Action.SNOOZE) and answer.action != notification.action:
            notification.action, notification.acted_at = answer.action, now
            notification.save(update_fields=["action", "acted_at"])
            if answer.action == Action.SNOOZE:
                _snooze(notification, answer, now)
            else:
                _silence(_same_day(notification), _SILENCED_BY[answer.action], now)
    return notification


def _same_day(notification: Notification) -> QuerySet[Notification]:
    """The planned notifications of this kind for that local day; later ones are stopped when they are
    sent.
    """
    return Notification.objects.filter(
        user=notification.user_id, kind=notification.kind, local_on=notification.local_on
    )


def _silence(notifications: QuerySet[Notification], reason: Reason, now: datetime) -> None:
    notifications.filter(state=State.WAITING).update(state=State.SKIPPED, reason=reason, settled_at=now)


def _snooze(notification: Notification, answer: Answer, now: datetime) -> None:
    """Plan the follow-up, counted from the tap, or from the due time of a future reminder; a stale one is not
    planned.
    """
    _silence(_same_day(notification).filter(pk=notification.pk), Reason.SNOOZED, now)
    tapped_at = max(min(answer.at or now, now), notification.due_at)
    due_at = _speakable(notification, tapped_at + timedelta(minutes=answer.minutes))
    if due_at is None or due_at <= tapped_at or due_at + VALID_FOR[notification.kind] <= now:
        return
    follow_up = Notification(
        id=follow_up_id(notification.pk),
        user_id=notification.user_id,
        patient_id=notification.patient_id,
        kind=notification.kind,
        about=notification.about,
        local_on=notification.local_on,
        slot=notification.slot,
        follows=notification.pk,
        due_at=due_at,
        next_try_at=due_at,
        expires_at=due_at + VALID_FOR[notification.kind],
        planned_at=now,
    )
    Notification.objects.bulk_create([follow_up], ignore_conflicts=True)


def _speakable(notification: Notification, wished: datetime) -> datetime | None:
    """The instant nearest to `wished` outside the quiet hours; None if that is not on the
    notification's day.
    """
    settings = settings_of([notification.user_id])[notification.user_id] if notification.user_id else None
    assert settings  # noqa: S101 - a reminder is somebody's
    local = wished.astimezone(ZoneInfo(settings.zone))
    if local.date() != notification.local_on:
        return None
    quiet = quiet_of(settings)
    if not quiet.hold(local.time()):
        return wished
    return instant_of(local.date(), outside(quiet, local.time()), settings.zone)
