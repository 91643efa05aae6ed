"""The tables of what it means. Every read is in `queries`, every write in `services`."""

from django.db import models
from django.db.models import Q

from common.ids import new_id
from common.personal import Personal
from progress.flagging import FlagState, Rule


class Flag(models.Model):
    """A reason to look at a patient. `settled_seq` and `settled_on`: how far the diary reached when it
    was resolved.
    """

    PERSONAL = Personal("why a therapist should look", "with the account", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+", db_index=False)
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, related_name="+")
    rule = models.CharField(max_length=12, choices=[(word, word) for word in Rule])
    key = models.CharField(max_length=120)
    evidence = models.JSONField()
    state = models.CharField(max_length=12, choices=[(word, word) for word in FlagState])
    owner = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    settled_seq = models.BigIntegerField(null=True)
    settled_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "clinic", "key"], name="flag_evidence_once"),
            models.UniqueConstraint(
                fields=["patient", "clinic", "rule"],
                condition=~Q(state=FlagState.RESOLVED),
                name="flag_one_unresolved",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=FlagState.RESOLVED,
                    resolved_at__isnull=False,
                    settled_seq__isnull=False,
                    settled_on__isnull=False,
                )
                | Q(~Q(state=FlagState.RESOLVED), resolved_at=None, settled_seq=None, settled_on=None),
                name="flag_resolved_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=FlagState.ACKNOWLEDGED) | Q(acknowledged_at__isnull=False),
                name="flag_acknowledged_says_when",
            ),
        ]
        indexes = [models.Index(fields=["patient", "state", "-raised_at"], name="flag_by_patient")]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"


class ReviewCursor(models.Model):
    """How far one patient's diary was reviewed, and when their next local day begins and is due for
    review.
    """

    PERSONAL = Personal("how far the diary was reviewed", "with the account", "deleted with the person")

    patient = models.OneToOneField("accounts.Patient", models.CASCADE, primary_key=True, related_name="+")
    seq = models.BigIntegerField(default=0)
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="review_by_due")]

    def __str__(self) -> str:
        return f"{self.pk} up to {self.seq}"
