"""The tables of what happened. Every read is in `queries`, every write in `services`."""

from django.db import models
from django.db.models import Q

from common.ids import new_id
from common.personal import NOTHING, Personal
from diary.pain import EntryKind, Moment

TOLD = Personal("what the patient wrote", "with the diary", "deleted with the person")


class Epoch(models.Model):
    """The one row that names this server's history; a restore from a backup gives it a new name."""

    PERSONAL = NOTHING

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField(default=new_id)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="epoch_one_row")]

    def __str__(self) -> str:
        return str(self.epoch)


class DiaryHead(models.Model):
    """The last sequence number of one patient's diary; its row lock puts that patient's writes in order."""

    PERSONAL = TOLD

    patient = models.OneToOneField("accounts.Patient", models.CASCADE, primary_key=True, related_name="+")
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pk} at {self.seq}"


class Entry(models.Model):
    """One thing that happened, as it stands now. `local_date` is its date in the zone it happened in."""

    PERSONAL = TOLD

    id = models.BigAutoField(primary_key=True)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+")
    clinic = models.ForeignKey("accounts.Clinic", models.SET_NULL, null=True, related_name="+")
    entry_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=[(word, word) for word in EntryKind])
    seq = models.BigIntegerField()
    deleted = models.BooleanField(default=False)
    schema = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    utc_offset_minutes = models.SmallIntegerField()
    time_zone = models.CharField(max_length=64)
    local_date = models.DateField()
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    skewed = models.BooleanField(default=False)
    score = models.PositiveSmallIntegerField(null=True)
    moment = models.CharField(max_length=12, choices=[(word, word) for word in Moment], null=True)
    data = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "entry_id"], name="entry_once"),
            models.UniqueConstraint(fields=["patient", "seq"], name="entry_seq_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=10), name="entry_score_0_to_10"),
        ]
        indexes = [
            models.Index(fields=["patient", "local_date"], condition=Q(deleted=False), name="entry_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry_id}"


class Change(models.Model):
    """Every change that was ever answered, with its verdict: the memory behind idempotency and the history."""

    PERSONAL = TOLD

    id = models.BigAutoField(primary_key=True)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+")
    change_id = models.UUIDField()
    entry_id = models.UUIDField()
    device_id = models.UUIDField()
    action = models.CharField(max_length=6)
    base_seq = models.BigIntegerField(null=True)
    digest = models.BinaryField(max_length=32)
    verdict = models.CharField(max_length=10)
    seq = models.BigIntegerField(null=True)
    data = models.JSONField(null=True)
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "change_id"], name="change_once")]
        indexes = [models.Index(fields=["patient", "entry_id"], name="change_by_entry")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.change_id}"
