"""Scheduling: a person's times join the groups of their zone and quiet hours, and are planned."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notifications.models import Notification, NotificationSettings
from notifications.rules.notification import REVIVABLE, Reason, State
from reminders.models import Reminder, ScheduledTime, ScheduleGroup
from reminders.queries.quiet import quiet_of
from reminders.rules.recurrence import NOTHING_SERVED, QuietHours, RuleTime, Served, ahead, mask_of
from reminders.services.planning import Occurrence, advance, groups_for, plan_times

LOOK_BACK = timedelta(days=3)
RuleTimeKey = tuple[UUID, int]
"""A reminder, and one of its times in minutes after midnight."""


@dataclass(frozen=True)
class Person:
    """The person whose rules are scheduled (`settings.zone` is where they are).

    `travelled`: they came there within the days of LOOK_BACK.
    """

    user_id: UUID
    patient_id: UUID
    settings: NotificationSettings
    travelled: bool = False


def schedule(
    *, person: Person, reminders: Sequence[Reminder], reason: Reason, since: datetime, now: datetime
) -> int:
    """Schedule these rules of one person again, in the caller's transaction. Returns the number of planned
    notifications.

    Waiting notifications due after `since` are cancelled with `reason`, and restored where the rule still has
    that time on that day. A local date that was settled is not reminded of again, and the last reminder keeps
    its 18 hours; for a person who travelled, at whichever time the rule reminded then. Snoozed notifications
    stay, and are judged when they are sent again. Safe beside any planner, because the groups are locked.
    """
    enabled = [reminder for reminder in reminders if reminder.enabled]
    old = ScheduledTime.objects.filter(reminder__in=reminders)
    groups = groups_for(
        zone=person.settings.zone,
        quiet=quiet_of(person.settings),
        times=[at for reminder in enabled for at in reminder.times],
        also=old.values_list("group", flat=True),
        now=now,
    )
    _cancel(_waiting(person, reminders, since).filter(follows=None), reason, now)
    old.delete()
    ours = [group for group in groups if _is_of(group, person.settings)]
    planned = advance(groups=ours, now=now)
    scheduled_times = [each for reminder in enabled for each in _scheduled_times(reminder, person, ours)]
    ScheduledTime.objects.bulk_create(scheduled_times)
    return planned + plan_times(occurrences=_occurrences(scheduled_times, person, since), now=now)


def cancel_waiting(*, person: Person, reminders: Sequence[Reminder], reason: Reason, now: datetime) -> None:
    """Cancel all waiting notifications of these rules, snoozed or not; the sender judges those due."""
    _cancel(_waiting(person, reminders, now), reason, now)


def minutes_of(at: str) -> int:
    """A local time HH:MM in minutes after midnight."""
    hour, minute = at.split(":")
    return int(hour) * 60 + int(minute)


def _waiting(person: Person, reminders: Sequence[Reminder], since: datetime) -> QuerySet[Notification]:
    return Notification.objects.filter(
        user=person.user_id, due_at__gt=since, state=State.WAITING, about__in=[each.pk for each in reminders]
    )


def _cancel(notifications: QuerySet[Notification], reason: Reason, now: datetime) -> None:
    notifications.update(state=State.CANCELLED, reason=reason, settled_at=now)


def _is_of(group: ScheduleGroup, settings: NotificationSettings) -> bool:
    return (group.zone, _quiet(group)) == (settings.zone, quiet_of(settings))


def _quiet(group: ScheduleGroup) -> QuietHours:
    return QuietHours(group.quiet_from, group.quiet_to)


def _scheduled_times(
    reminder: Reminder, person: Person, groups: Collection[ScheduleGroup]
) -> list[ScheduledTime]:
    by_time = {group.at: group for group in groups}
    return [
        ScheduledTime(
            group=by_time[time.fromisoformat(at)],
            reminder=reminder,
            slot=minutes_of(at),
            weekdays=mask_of(reminder.days),
            user_id=person.user_id,
            patient_id=person.patient_id,
            kind=reminder.kind,
        )
        for at in reminder.times
    ]


def _occurrences(
    scheduled_times: Sequence[ScheduledTime], person: Person, since: datetime
) -> list[Occurrence]:
    """The occurrences of each scheduled time on dates that its group has been planned for already, but not
    before its rule last changed.
    """
    served = _served(person, [scheduled.reminder_id for scheduled in scheduled_times], since)
    if person.travelled:
        served = _carried_over(scheduled_times, served)
    return [
        Occurrence(scheduled.pk, on, due_at)
        for scheduled in scheduled_times
        for on, due_at in ahead(
            RuleTime(scheduled.group.at, scheduled.group.zone, _quiet(scheduled.group), scheduled.weekdays),
            max(since, scheduled.reminder.changed_at),
            scheduled.group.planned_to,
            served.get((scheduled.reminder_id, scheduled.slot), NOTHING_SERVED),
        )
    ]


def _served(person: Person, reminder_ids: Collection[UUID], since: datetime) -> dict[RuleTimeKey, Served]:
    """The recently settled occurrences of each time of these rules."""
    lately = Notification.objects.filter(
        user=person.user_id, about__in=reminder_ids, follows=None, due_at__gt=since - LOOK_BACK
    )
    settled = lately.exclude(state=State.CANCELLED, reason__in=REVIVABLE)
    found: dict[RuleTimeKey, Served] = {}
    for about, slot, on, due_at, state in settled.values_list("about", "slot", "local_on", "due_at", "state"):
        assert on  # noqa: S101 - every reminder falls on a date
        said_at = due_at if state in (State.SENT, State.LEASED) else None
        found[about, slot] = found.get((about, slot), NOTHING_SERVED) | Served(frozenset({on}), said_at)
    return found


def _carried_over(
    scheduled_times: Sequence[ScheduledTime], served: Mapping[RuleTimeKey, Served]
) -> dict[RuleTimeKey, Served]:
    """The same for these scheduled times, with what was settled of times that a rule no longer has. If the
    rule has one time, it takes over everything; of several, the first that is free on a date takes that date,
    so that a rule reminds on a date no more often than it has times.
    """
    keys = sorted((scheduled.reminder_id, scheduled.slot) for scheduled in scheduled_times)
    found = {key: served.get(key, NOTHING_SERVED) for key in keys}
    for (about, slot), given_up in served.items():
        heirs = [key for key in keys if key[0] == about and (about, slot) not in found]
        if len(heirs) == 1:
            found[heirs[0]] |= given_up
            continue
        for on in given_up.dates:
            left = [key for key in heirs if on not in found[key].dates]
            for heir in left[:1]:
                found[heir] |= Served(frozenset({on}))
    return found
