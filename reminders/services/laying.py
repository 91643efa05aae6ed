"""Laying rules: a person's times are put into the groups of their zone and quiet hours, and planned."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notifications.models import Notification, NotificationSettings
from notifications.rules.notification import REVIVABLE, Reason, State
from reminders.models import Bucket, Reminder, ReminderSlot
from reminders.queries.quiet import quiet_of
from reminders.rules.recurrence import NOTHING_SERVED, QuietHours, Served, Wish, ahead, mask_of
from reminders.services.planning import Falls, advance, buckets_for, plan_slots

LOOK_BACK = timedelta(days=3)
Spot = tuple[UUID, int]
"""A reminder, and one of its times in minutes after midnight."""


@dataclass(frozen=True)
class Person:
    """Whose rules are laid, and how they want to be spoken to (`settings.zone` is where they are).

    `travelled`: they came there within the days of LOOK_BACK.
    """

    user_id: UUID
    patient_id: UUID
    settings: NotificationSettings
    travelled: bool = False


def lay(
    *, person: Person, reminders: Sequence[Reminder], reason: Reason, since: datetime, now: datetime
) -> int:
    """Lay these rules of one person again, in the caller's transaction; how many notifications were planned.

    What waits for them and is due after `since` is cancelled with `reason`, and taken back where the rule
    still asks for that time of that day. A local date that was settled is not served again, and what was
    said last keeps its 18 hours; of who has travelled, at whichever time the rule spoke then. What the person
    snoozed stays, and is judged when it is sent again.
    Safe beside any planner: the groups are locked in the meantime.
    """
    enabled = [reminder for reminder in reminders if reminder.enabled]
    old = ReminderSlot.objects.filter(reminder__in=reminders)
    buckets = buckets_for(
        zone=person.settings.zone,
        quiet=quiet_of(person.settings),
        times=[at for reminder in enabled for at in reminder.times],
        also=old.values_list("bucket", flat=True),
        now=now,
    )
    _cancel(_waiting(person, reminders, since).filter(follows=None), reason, now)
    old.delete()
    ours = [bucket for bucket in buckets if _is_of(bucket, person.settings)]
    planned = advance(buckets=ours, now=now)
    slots = [slot for reminder in enabled for slot in _slots(reminder, person, ours)]
    ReminderSlot.objects.bulk_create(slots)
    return planned + plan_slots(falls=_falls(slots, person, since), now=now)


def cancel_waiting(*, person: Person, reminders: Sequence[Reminder], reason: Reason, now: datetime) -> None:
    """Cancel all that waits for these rules, snoozed or not; what is due is judged by whoever sends it."""
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


def _is_of(bucket: Bucket, settings: NotificationSettings) -> bool:
    return (bucket.zone, _quiet(bucket)) == (settings.zone, quiet_of(settings))


def _quiet(bucket: Bucket) -> QuietHours:
    return QuietHours(bucket.quiet_from, bucket.quiet_to)


def _slots(reminder: Reminder, person: Person, buckets: Collection[Bucket]) -> list[ReminderSlot]:
    by_time = {bucket.at: bucket for bucket in buckets}
    return [
        ReminderSlot(
            bucket=by_time[time.fromisoformat(at)],
            reminder=reminder,
            slot=minutes_of(at),
            weekdays=mask_of(reminder.days),
            user_id=person.user_id,
            patient_id=person.patient_id,
            kind=reminder.kind,
        )
        for at in reminder.times
    ]


def _falls(slots: Sequence[ReminderSlot], person: Person, since: datetime) -> list[Falls]:
    """What of each slot lies on the dates that its group has been planned for already, but not before its
    rule was as it is."""
    served = _served(person, [slot.reminder_id for slot in slots], since)
    if person.travelled:
        served = _carried_over(slots, served)
    return [
        Falls(slot.pk, on, due_at)
        for slot in slots
        for on, due_at in ahead(
            Wish(slot.bucket.at, slot.bucket.zone, _quiet(slot.bucket), slot.weekdays),
            max(since, slot.reminder.changed_at),
            slot.bucket.planned_to,
            served.get((slot.reminder_id, slot.slot), NOTHING_SERVED),
        )
    ]


def _served(person: Person, reminder_ids: Collection[UUID], since: datetime) -> dict[Spot, Served]:
    """What was settled of each time of these rules lately."""
    lately = Notification.objects.filter(
        user=person.user_id, about__in=reminder_ids, follows=None, due_at__gt=since - LOOK_BACK
    )
    settled = lately.exclude(state=State.CANCELLED, reason__in=REVIVABLE)
    found: dict[Spot, Served] = {}
    for about, slot, on, due_at, state in settled.values_list("about", "slot", "local_on", "due_at", "state"):
        assert on  # noqa: S101 - every reminder falls on a date
        said_at = due_at if state in (State.SENT, State.LEASED) else None
        found[about, slot] = found.get((about, slot), NOTHING_SERVED) | Served(frozenset({on}), said_at)
    return found


def _carried_over(slots: Sequence[ReminderSlot], served: Mapping[Spot, Served]) -> dict[Spot, Served]:
    """The same for these slots, with what was settled of times that a rule no longer has: its only time takes
    that over whole; of several the first that is left on a date gives it up, so that a rule speaks no oftener
    on a date than it has times.
    """
    spots = sorted((slot.reminder_id, slot.slot) for slot in slots)
    found = {spot: served.get(spot, NOTHING_SERVED) for spot in spots}
    for (about, slot), given_up in served.items():
        heirs = [spot for spot in spots if spot[0] == about and (about, slot) not in found]
        if len(heirs) == 1:
            found[heirs[0]] |= given_up
            continue
        for on in given_up.dates:
            left = [spot for spot in heirs if on not in found[spot].dates]
            for heir in left[:1]:
                found[heir] |= Served(frozenset({on}))
    return found
