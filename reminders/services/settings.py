"""A person's preferences; rules follow quiet hours and zone."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from accounts.queries.reach import moved_since, reach_of
from accounts.services.people import lock_against_erasure
from common.clock import local_date
from notifications.models import NotificationSettings
from notifications.queries.stopping import STREAMS, WEEKLY_STREAMS
from notifications.rules.notification import Reason
from notifications.services.claiming import Result
from notifications.services.stops import resume_streams
from reminders.models import Reminder
from reminders.queries.quiet import quiet_of
from reminders.services.scheduling import LOOK_BACK, Person, schedule

if TYPE_CHECKING:
    from accounts.models import User

MOVES_LOOKED_BACK = timedelta(days=2)  # the sender handles an older move, because it checks the zone again
STILL_WORTH_SAYING = timedelta(hours=3)
LONGEST_PAUSE = timedelta(days=366)  # as on the page: a typing error in the year would stop everything


class PauseOutOfRange(Exception):
    """Reminders pause until tomorrow at the earliest, and for LONGEST_PAUSE at most."""


def own_settings(*, user: "User") -> NotificationSettings:
    """The person's settings, created if missing, and locked in the caller's transaction, so that changes of
    their rules come one after the other.
    """
    NotificationSettings.objects.bulk_create(
        [NotificationSettings(user_id=user.pk, zone=user.time_zone)], ignore_conflicts=True
    )
    return NotificationSettings.objects.select_for_update().get(pk=user.pk)


def change_settings(*, user: "User", changes: Mapping[str, Any], now: datetime) -> NotificationSettings:
    """Change the given columns (valid ones); other quiet hours move all that waits at once, and a week whose
    time slips into the past is made up for (see `queries.missed`).

    E-mails that are switched on are no longer stopped (`weekly_on`: the weekly ones, `email`: all); an
    address that bounced is tried once more. Raises PauseOutOfRange.
    """
    with transaction.atomic():
        lock_against_erasure()
        settings = own_settings(user=user)
        if changes.get("paused_until") not in (None, settings.paused_until):
            _require_pause_ahead(changes["paused_until"], today=local_date(now, user.time_zone))
        quiet, weekly = quiet_of(settings), _weekly_time(settings)
        for column, value in changes.items():
            setattr(settings, column, value)
        if weekly != _weekly_time(settings):
            settings.weekly_changed_at = now
        settings.save(update_fields=[*changes, "weekly_changed_at"])
        if changes.get("email"):  # whoever switches e-mails on wants them
            resume_streams(user_id=user.pk, streams=STREAMS)
        elif changes.get("weekly_on"):
            resume_streams(user_id=user.pk, streams=WEEKLY_STREAMS)
        if quiet != quiet_of(settings):
            moved_at = user.zone_changed_at
            travelled = moved_at is not None and moved_at > now - LOOK_BACK
            _schedule_all(settings, Reason.CHANGED, now, now, travelled=travelled)
    return settings


def follow_travellers(*, now: datetime) -> int:
    """Schedule the rules of people who recently changed their zone again. Returns their number.

    It selects those who changed it within two days, so its cost follows how many travel.
    """
    moved = moved_since(now - MOVES_LOOKED_BACK)
    stale = NotificationSettings.objects.filter(user__in=moved).values_list("user", "zone")
    behind = [user_id for user_id, zone in stale if moved[user_id] != zone]
    for user_id in behind:
        follow_traveller(user_id=user_id, now=now)
    return len(behind)


def follow_traveller(*, user_id: UUID, now: datetime) -> None:
    """Schedule one person's rules in their present zone, if they are scheduled in another one.

    Reminders due there within the last three hours are still sent.
    """
    with transaction.atomic():
        lock_against_erasure()
        settings = NotificationSettings.objects.select_for_update().filter(pk=user_id).first()
        person = reach_of([user_id]).get(user_id)
        if settings is None or person is None or person.time_zone == settings.zone:
            return
        settings.zone, settings.weekly_changed_at = person.time_zone, now
        settings.save(update_fields=["zone", "weekly_changed_at"])
        _schedule_all(settings, Reason.MOVED, now - STILL_WORTH_SAYING, now, travelled=True)


def follow_moved(*, results: Collection[Result], now: datetime) -> None:
    """Schedule the rules of people again whose reminders were not sent because of another zone."""
    for result in results:
        if result.reason == Reason.MOVED and result.notification.user_id:
            follow_traveller(user_id=result.notification.user_id, now=now)


def _require_pause_ahead(until: date, today: date) -> None:
    if not today < until <= today + LONGEST_PAUSE:
        raise PauseOutOfRange


def _weekly_time(settings: NotificationSettings) -> tuple[bool, int, int]:
    return settings.weekly_on, settings.weekly_day, settings.weekly_hour


def _schedule_all(
    settings: NotificationSettings, reason: Reason, since: datetime, now: datetime, *, travelled: bool
) -> None:
    rules = list(Reminder.objects.filter(scheduled_times__user=settings.user_id).distinct())
    if not rules:
        return
    person = Person(settings.user_id, rules[0].patient_id, settings, travelled)
    schedule(person=person, reminders=rules, reason=reason, since=since, now=now)
