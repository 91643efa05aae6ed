"""What a patient answers to a reminder: done, later, not today. Answers may come late, or twice."""

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
    """What was tapped, and when: `at` by the device's clock where it is known. `minutes` are of a snooze."""

    action: Action
    minutes: int = DEFAULT_SNOOZE
    at: datetime | None = None


def answer_reminder(*, user: "User", wanted: UUID, answer: Answer, now: datetime) -> Notification:
    """Keep what `user` answered to the reminder `wanted` of theirs; the reminder as it stands then.

    Done and skip silence the rest of that day for that kind. A snooze (1 to 720 minutes) says it once more
    then, before the quiet hours and on the same local day, or not at all. The first answer stands, but for a
    snooze that done or skip follows: what an outbox sends again changes nothing, and what comes late silences
    its own day only. Raises UnknownNotice.
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
    """What was planned of this kind for that local day; the re-check silences what is planned later."""
    return Notification.objects.filter(
        user=notification.user_id, kind=notification.kind, local_on=notification.local_on
    )


def _silence(notifications: QuerySet[Notification], reason: Reason, now: datetime) -> None:
    notifications.filter(state=State.WAITING).update(state=State.SKIPPED, reason=reason, settled_at=now)


def _snooze(notification: Notification, answer: Answer, now: datetime) -> None:
    """Plan the follow-up, counted from the tap, or from when a reminder still ahead is due; one that would be
    stale by now is not planned.
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
    """The instant nearest to `wished` that is in no quiet hours; None if that is not on the notification's
    day.
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
