"""Reminder rules, the groups that plan them, and calendar links.

Every read is in `queries`, every write in `services`.
"""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from common.ids import new_id
from common.personal import NOTHING, Personal
from notifications.rules.notification import REMINDERS

EXPORTED: Final = "with the account"
ERASED: Final = "deleted with the person"
PREFERENCES = Personal("when and how a patient wants to be reminded", EXPORTED, ERASED)


class Reminder(models.Model):
    """A patient's rule: remind of `kind` at these local times (HH:MM) on these ISO weekdays."""

    PERSONAL = PREFERENCES

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(word, word) for word in REMINDERS])
    times = ArrayField(models.CharField(max_length=5))
    days = ArrayField(models.PositiveSmallIntegerField())
    channels = ArrayField(models.CharField(max_length=8))
    enabled = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ScheduleGroup(models.Model):
    """The rules that share zone, local time and quiet hours, and therefore fall due at the same instants.

    It is the planner's unit: one instant is computed for a group and a local date, and one statement plans
    all its scheduled times. Notifications exist for local dates up to `planned_to`; at `next_plan_at` the
    next date must be planned.
    """

    PERSONAL = NOTHING

    id = models.BigAutoField(primary_key=True)
    zone = models.CharField(max_length=64)
    at = models.TimeField()
    quiet_from = models.TimeField()
    quiet_to = models.TimeField()
    planned_to = models.DateField()
    next_plan_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "at", "quiet_from", "quiet_to"], name="schedule_group_once"
            )
        ]
        indexes = [models.Index(fields=["next_plan_at"], name="schedule_group_to_plan")]

    def __str__(self) -> str:
        return f"{self.at} {self.zone}"


class ScheduledTime(models.Model):
    """One time of an enabled reminder, in its group. `slot`: the local time in minutes after midnight;
    `weekdays`: one bit for each, Monday is 1. The other columns repeat the reminder, so that planning reads
    this table alone.
    """

    PERSONAL = PREFERENCES

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(ScheduleGroup, models.PROTECT, related_name="scheduled_times")
    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="scheduled_times")
    slot = models.PositiveSmallIntegerField()
    weekdays = models.PositiveSmallIntegerField()
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    patient_id = models.UUIDField()
    kind = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reminder", "slot"], name="scheduled_time_once")]

    def __str__(self) -> str:
        return f"{self.reminder_id} at {self.slot}"


class CalendarLink(models.Model):
    """The secret URL of a patient's calendar feed; only its hash is stored."""

    PERSONAL = Personal("that a calendar follows the plan", "never: a secret", ERASED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Calendar link {self.pk}"
