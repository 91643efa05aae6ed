"""The ledger of what was said to whom. Every read is in `queries`, every write in `services`."""

from django.db import models
from django.db.models import Q

from common.ids import new_id
from common.personal import NOTHING, Personal
from reminders.ledger import Channel, Kind, Outcome, State


class Notice(models.Model):
    """One thing to say once, by its `key`. Address and words are read from `about` when it is said."""

    PERSONAL = Personal(
        "that somebody was written to", "never: not about the person", "kept: not about the person"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=[(word, word) for word in Kind])
    about = models.UUIDField()
    key = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(word, word) for word in State], default=State.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.LEASED, leased_until__isnull=False)
                | Q(~Q(state=State.LEASED), leased_until=None),
                name="notice_leased_until_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.WAITING, State.LEASED], settled_at=None)
                | Q(~Q(state__in=[State.WAITING, State.LEASED]), settled_at__isnull=False),
                name="notice_final_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=[State.WAITING, State.LEASED]), name="notice_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Delivery(models.Model):
    """One attempt to say a notice; `detail` is a code, never an address or a word of the message."""

    PERSONAL = NOTHING

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=[(word, word) for word in Channel])
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=[(word, word) for word in Outcome])
    detail = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.outcome}"
