"""Flags, their events, and the cursors of the review. Every read is in `queries`, every write in
`services`.
"""

from django.db import models
from django.db.models import Q

from common.ids import new_id
from common.personal import Personal
from progress.rules.flagging import UNSETTLED, Act, FlagState, Rule, Urgency
from progress.rules.standing import Gone


class Flag(models.Model):
    """A reason to look at a patient.

    `raised_at`: when it opened for the evidence it rests on now, whose newest local date is `evidence_on` and
    whose newest `seq` is `evidence_seq`; `revision` counts the changes of that evidence. `settled_seq` and
    `settled_on`: how far the diary reached when it was acknowledged or resolved.
    """

    PERSONAL = Personal("why a therapist should look", "with the account", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+", db_index=False)
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, related_name="+")
    rule = models.CharField(max_length=12, choices=[(word, word) for word in Rule])
    key = models.CharField(max_length=120)
    evidence = models.JSONField()
    evidence_on = models.DateField(null=True)
    evidence_seq = models.BigIntegerField(default=0)
    revision = models.IntegerField(default=1)
    urgency = models.PositiveSmallIntegerField(
        choices=[(each.value, each.word) for each in Urgency], default=Urgency.RED
    )
    state = models.CharField(max_length=12, choices=[(word, word) for word in FlagState])
    owner = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    snoozed_until = models.DateField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    settled_seq = models.BigIntegerField(null=True)
    settled_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    gone = models.CharField(max_length=8, choices=[(word, word) for word in Gone], blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "clinic", "key"], name="flag_evidence_once"),
            models.UniqueConstraint(
                fields=["patient", "clinic", "rule"],
                condition=Q(state__in=UNSETTLED),
                name="flag_one_unsettled",
            ),
            models.CheckConstraint(
                condition=Q(state=FlagState.RESOLVED, resolved_at__isnull=False)
                | Q(~Q(state=FlagState.RESOLVED), resolved_at=None),
                name="flag_resolved_has_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(FlagState.ACKNOWLEDGED, FlagState.RESOLVED),
                    settled_seq__isnull=False,
                    settled_on__isnull=False,
                )
                | Q(state__in=(FlagState.OPEN, FlagState.WITHDRAWN), settled_seq=None, settled_on=None),
                name="flag_looked_at_has_how_far",
            ),
            models.CheckConstraint(
                condition=~Q(state=FlagState.ACKNOWLEDGED) | Q(acknowledged_at__isnull=False),
                name="flag_acknowledged_says_when",
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until=None) | Q(state=FlagState.ACKNOWLEDGED),
                name="flag_snoozed_is_seen",
            ),
            models.CheckConstraint(
                condition=Q(state=FlagState.WITHDRAWN, withdrawn_at__isnull=False, gone__gt="")
                | Q(~Q(state=FlagState.WITHDRAWN), withdrawn_at=None, gone=""),
                name="flag_withdrawn_has_why",
            ),
        ]
        indexes = [models.Index(fields=["patient", "state", "-raised_at"], name="flag_by_patient")]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"


class FlagEvent(models.Model):
    """An event of a flag and its author (null: the program, or an account that is gone). Rows are
    only added.
    """

    PERSONAL = Personal("what was done about a flag", "with the account", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    flag = models.ForeignKey(Flag, models.CASCADE, related_name="events")
    act = models.CharField(max_length=12, choices=[(word, word) for word in Act])
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    to = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    until_on = models.DateField(null=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.act} {self.flag_id}"


class ReviewCursor(models.Model):
    """How far one patient's diary was reviewed, and when it is due again: at the beginning of their next
    local day, or soon after a failure.

    `seq`: up to where every rule was judged; `tried_seq`: up to where the last review read, failed or not;
    `failures`: failed reviews since. `warned_seq`: of the newest warning sign that rested the plan.
    `zones_at`, `answers_at` and `episode`: the zones, risk answers and care of the last review.
    """

    PERSONAL = Personal("how far the diary was reviewed", "with the account", "deleted with the person")

    patient = models.OneToOneField("accounts.Patient", models.CASCADE, primary_key=True, related_name="+")
    seq = models.BigIntegerField(default=0)
    tried_seq = models.BigIntegerField(default=0)
    warned_seq = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    zones_at = models.DateTimeField(null=True)
    answers_at = models.DateTimeField(null=True)
    episode = models.UUIDField(null=True)
    due_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="review_by_due"),
            models.Index(fields=["failures"], condition=Q(failures__gt=0), name="review_failing"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} up to {self.seq}"
