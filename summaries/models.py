"""Weekly summaries as they were sent, and up to when they were made.

Every read is in `queries`, every write in `services`.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from common.ids import new_id
from common.personal import NOTHING, Personal
from notifications.rules.notification import Kind
from progress.rules.weeks import WeekNumbers


class WeeklySummary(models.Model):
    """One ISO week of a person, as it was sent.

    `kind`: `summary` for a patient, whose numbers are those of `progress.rules.weeks.WeekNumbers`, a column
    each (decision 17); `digest` for a therapist, a document. `user`: as in Notification. `to_on`: a Sunday,
    but for rows of earlier versions, which summed up the seven days before any weekday and named them by the
    ISO week of the last one (decision 27).
    """

    PERSONAL = Personal("what a week came to", "with the account", "deleted with the person")

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
        """The content: `WeekNumbers.content` of a patient, the digest of a therapist."""
        return self.numbers.content() if self.digest is None else self.digest


class ShardProgress(models.Model):
    """Up to when weekly summaries were made: one row for each shard of the people, so that two workers share
    the work. `next_at`: the next quarter of an hour to handle.
    """

    PERSONAL = NOTHING

    id = models.PositiveSmallIntegerField(primary_key=True, editable=False)
    next_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id__in=(1, 2)), name="shard_progress_of_a_shard")]

    def __str__(self) -> str:
        return f"Weekly summaries up to {self.next_at}"
