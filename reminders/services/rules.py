"""A patient's rules: create, change, delete; waiting reminders follow at once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from accounts.services.people import lock_against_erasure
from exercises.services.plan_versions import bump_plan_version
from notifications.models import NotificationSettings
from notifications.rules.notification import Reason
from reminders.models import Reminder
from reminders.queries.rules import UnknownReminder, proposals_for
from reminders.rules.proposing import ReminderRequest
from reminders.services.scheduling import Person, cancel_waiting, schedule
from reminders.services.settings import own_settings

if TYPE_CHECKING:
    from accounts.models import Patient, User

MOST_RULES = 12


class TooManyReminders(Exception):
    """The patient has the maximum number of rules."""


class TimeTaken(Exception):
    """Another rule of the same kind has that time (`at`, HH:MM) on one of the same days."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.at = at


def create_reminder(*, user: "User", patient: "Patient", wanted: ReminderRequest, now: datetime) -> Reminder:
    """Create a rule; its first reminder is at the next of its times.

    `wanted` is valid: 1 to 4 different times, ISO days, known channels. Raises TooManyReminders, TimeTaken.
    """
    with transaction.atomic():
        lock_against_erasure()
        settings = own_settings(user=user)
        if Reminder.objects.filter(patient=patient).count() >= MOST_RULES:
            raise TooManyReminders
        made = _make(patient, wanted, now)
        _require_own_times(made)
        _schedule(user, patient, settings, [made], now)
    return made


def create_proposed(*, user: "User", patient: "Patient", today: date, now: datetime) -> list[Reminder]:
    """Create the proposed rules for a patient without any, and nothing for others: safe to repeat."""
    with transaction.atomic():
        lock_against_erasure()
        settings = own_settings(user=user)
        made = [_make(patient, wanted, now) for wanted in proposals_for(patient, today)]
        _schedule(user, patient, settings, made, now)
    return made


def change_reminder(
    *, user: "User", patient: "Patient", reminder_id: UUID, changes: Mapping[str, Any], now: datetime
) -> Reminder:
    """Change the given columns of a rule (`kind`, `times`, `days`, `channels`, `enabled`, all valid).

    Its waiting reminders are cancelled or moved; sent ones stay. Raises UnknownReminder, TimeTaken.
    """
    with transaction.atomic():
        lock_against_erasure()
        settings = own_settings(user=user)
        reminder = _locked(patient, reminder_id)
        before = [reminder.kind, reminder.times, reminder.days, reminder.enabled]
        for column, value in changes.items():
            setattr(reminder, column, value)
        reminder.changed_at = now
        reminder.save(update_fields=[*changes, "changed_at"])
        _require_own_times(reminder)
        if before != [reminder.kind, reminder.times, reminder.days, reminder.enabled]:
            _schedule(user, patient, settings, [reminder], now)
        bump_plan_version(patient.pk)
    return reminder


def delete_reminder(*, user: "User", patient: "Patient", reminder_id: UUID, now: datetime) -> None:
    """Delete a rule and cancel its waiting reminders; sent ones stay. Raises UnknownReminder."""
    with transaction.atomic():
        lock_against_erasure()
        settings = own_settings(user=user)
        reminder = _locked(patient, reminder_id)
        person = Person(user.pk, patient.pk, settings)
        cancel_waiting(person=person, reminders=[reminder], reason=Reason.GONE, now=now)
        reminder.delete()
        bump_plan_version(patient.pk)


def _make(patient: "Patient", wanted: ReminderRequest, now: datetime) -> Reminder:
    return Reminder.objects.create(
        patient=patient,
        kind=wanted.kind,
        times=sorted(set(wanted.times)),
        days=sorted(set(wanted.days)),
        channels=list(wanted.channels),
        enabled=wanted.enabled,
        created_at=now,
        changed_at=now,
    )


def _require_own_times(reminder: Reminder) -> None:
    others = Reminder.objects.filter(
        patient=reminder.patient_id,
        kind=reminder.kind,
        times__overlap=reminder.times,
        days__overlap=reminder.days,
    )
    other = others.exclude(pk=reminder.pk).first()
    if other is not None:
        raise TimeTaken(min(set(other.times) & set(reminder.times)))


def _locked(patient: "Patient", reminder_id: UUID) -> Reminder:
    found = Reminder.objects.select_for_update().filter(pk=reminder_id, patient=patient).first()
    if found is None:
        raise UnknownReminder
    return found


def _schedule(
    user: "User", patient: "Patient", settings: NotificationSettings, rules: list[Reminder], now: datetime
) -> None:
    disabled = all(not rule.enabled for rule in rules)
    schedule(
        person=Person(user.pk, patient.pk, settings),
        reminders=rules,
        reason=Reason.DISABLED if disabled else Reason.CHANGED,
        since=now,
        now=now,
    )
    bump_plan_version(patient.pk)
