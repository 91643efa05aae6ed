"""Reminder rules, the groups that plan them, calendar links and weekly summaries.

Every read is in `queries`, every write in `services`.
"""

from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from common.ids import new_id
from common.personal import NOTHING, Personal
from notifications.rules.notification import REMINDERS, Kind
from progress.rules.weeks import WeekNumbers

TOLD: Final = "with the account"
GOES: Final = "deleted with the person"
WISHED = Personal("when and how a patient wants to be reminded", TOLD, GOES)


class Reminder(models.Model):
    """A patient's rule: remind of `kind` at these local times (HH:MM) on these ISO weekdays."""

    PERSONAL = WISHED

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

    PERSONAL = WISHED

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

    PERSONAL = Personal("that a calendar follows the plan", "never: a secret", GOES)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Calendar link {self.pk}"


class WeeklySummary(models.Model):
    """What one ISO week came to, as it was told to one person.

    `kind`: `summary` for a patient, whose numbers are those of `progress.rules.weeks.WeekNumbers`, a column
    each (decision 17); `digest` for a therapist, a document. `user`: as in Notification. `to_on`: a Sunday,
    but for rows of earlier versions, which summed up the seven days before any weekday and named them by the
    ISO week of the last one (decision 27).
    """

    PERSONAL = Personal("what a week came to", TOLD, GOES)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(
        "accounts.User", models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=12, choices=[(word, word) for word in (Kind.SUMMARY, Kind.DIGEST)])
    year = models.PositiveSmallIntegerField()
    week = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    to_on = models.DateField()
    days_told = models.IntegerField(null=True)
    planned = models.IntegerField(null=True)
    done = models.IntegerField(null=True)
    extra = models.IntegerField(null=True)
    planned_days = models.IntegerField(null=True)
    done_days = models.IntegerField(null=True)
    held = models.BooleanField(null=True)
    series = models.IntegerField(null=True)
    scored_days = models.IntegerField(null=True)
    scored_days_before = models.IntegerField(null=True)
    mean = models.FloatField(null=True)
    mean_before = models.FloatField(null=True)
    next_on = models.DateField(null=True)
    next_sessions = models.IntegerField(null=True)
    digest = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "to_on"], name="weekly_summary_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.SUMMARY, digest__isnull=True)
                | Q(kind=Kind.DIGEST, digest__isnull=False),
                name="weekly_summary_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}-W{self.week:02}"

    @property
    def numbers(self) -> WeekNumbers:
        """A patient's week."""
        return WeekNumbers(*(getattr(self, name) for name in WeekNumbers._fields))

    @numbers.setter
    def numbers(self, numbers: WeekNumbers) -> None:
        for name, value in numbers._asdict().items():
            setattr(self, name, value)

    @property
    def content(self) -> dict[str, Any]:
        """What is told: `WeekNumbers.content` of a patient, the digest of a therapist."""
        return self.numbers.content() if self.digest is None else self.digest


class WeeklyRound(models.Model):
    """Up to when weekly summaries were made: a row for each half of the people, so that two summarisers share
    the work. `next_at`: the next quarter of an hour to look at."""

    PERSONAL = NOTHING

    id = models.PositiveSmallIntegerField(primary_key=True, editable=False)
    next_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id__in=(1, 2)), name="weekly_round_of_a_half")]

    def __str__(self) -> str:
        return f"Weekly summaries up to {self.next_at}"
