"""Diary entries, their changes, and the head of each diary. Every read is in `queries`, every write in
`services`.
"""

from django.db import models
from django.db.models import BooleanField, Case, F, Func, Q, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from common.ids import new_id
from common.personal import NOTHING, Personal
from diary.rules.change import Action, EntryKind
from diary.rules.merging import MergeResult
from diary.rules.pain import Moment
from diary.rules.series import FOOT_CHECK, OF_MOMENT, SESSION, SESSION_WITHOUT_SETS

_HAS_SETS = Q(
    Func(
        F("data"),
        template="jsonb_path_exists(%(expressions)s, '$.steps[*].sets[*]')",
        output_field=BooleanField(),
    )
)
EXPORTED = Personal("what the patient wrote", "with the diary", "deleted with the person")


class Epoch(models.Model):
    """The one row with the server's epoch; a restore from a backup needs a new one."""

    PERSONAL = NOTHING

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField(default=new_id)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="epoch_one_row")]

    def __str__(self) -> str:
        return str(self.epoch)


class DiaryHead(models.Model):
    """The last sequence number of one patient's diary; its row lock orders that patient's writes."""

    PERSONAL = EXPORTED

    patient = models.OneToOneField("accounts.Patient", models.CASCADE, primary_key=True, related_name="+")
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pk} at {self.seq}"


class Entry(models.Model):
    """One diary entry in its current version. `local_date` is its date in the zone where it happened.

    `received_at`: receipt of this version; `first_received_at`: receipt of the entry, because a correction
    does not make an entry late. `device_id` wrote this version; `digest` is `merging.digest_of` its content.
    `assignment_id`: the assignment that a session followed. `series`: kind and moment as one number
    (`series`).
    """

    PERSONAL = EXPORTED

    id = models.BigAutoField(primary_key=True)
    # No index of its own on patient or clinic: others below begin with the patient.
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+", db_index=False)
    clinic = models.ForeignKey(
        "accounts.Clinic", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    entry_id = models.UUIDField()
    device_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=[(word, word) for word in EntryKind])
    seq = models.BigIntegerField()
    deleted = models.BooleanField(default=False)
    schema = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    utc_offset_minutes = models.SmallIntegerField()
    time_zone = models.CharField(max_length=64)
    local_date = models.DateField()
    received_at = models.DateTimeField()
    first_received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    skewed = models.BooleanField(default=False)
    score = models.PositiveSmallIntegerField(null=True)
    moment = models.CharField(max_length=12, choices=[(word, word) for word in Moment], null=True)
    digest = models.UUIDField()
    data = models.JSONField(null=True)
    assignment_id = models.GeneratedField(
        expression=Case(When(kind="session", then=Cast(KT("data__assignment_id"), models.UUIDField()))),
        output_field=models.UUIDField(null=True),
        db_persist=True,
    )
    series = models.GeneratedField(
        expression=Case(
            When(_HAS_SETS, kind=EntryKind.SESSION.value, then=Value(SESSION)),
            When(kind=EntryKind.SESSION.value, then=Value(SESSION_WITHOUT_SETS)),
            *(When(moment=str(moment), then=Value(number)) for moment, number in OF_MOMENT.items()),
            When(kind=EntryKind.FOOT_CHECK.value, then=Value(FOOT_CHECK)),
        ),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        constraints = [
            # Begins with the id, not the patient: see `queries.standing`.
            models.UniqueConstraint(fields=["entry_id", "patient"], name="entry_once"),
            models.UniqueConstraint(fields=["patient", "seq"], name="entry_seq_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=10), name="entry_score_0_to_10"),
            models.CheckConstraint(
                condition=Q(deleted=True, data__isnull=True) | Q(deleted=False, data__isnull=False),
                name="entry_deleted_has_no_data",
            ),
        ]
        indexes = [
            # The most used values of a day are in the index, so that weeks are read without the table.
            models.Index(
                fields=["patient", "local_date"],
                include=["series", "score", "assignment_id"],
                condition=Q(deleted=False),
                name="entry_by_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry_id}"


class Change(models.Model):
    """Every accepted change with its result: the memory for idempotency and the history.

    `seq` is the number of the change, or of the current entry for a change that altered nothing.
    """

    PERSONAL = EXPORTED

    id = models.BigAutoField(primary_key=True)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+", db_index=False)
    change_id = models.UUIDField()
    entry_id = models.UUIDField()
    device_id = models.UUIDField()
    action = models.CharField(max_length=6, choices=[(word, word) for word in Action])
    base_seq = models.BigIntegerField(null=True)
    digest = models.UUIDField()
    verdict = models.CharField(max_length=10, choices=[(word, word) for word in MergeResult])
    seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    utc_offset_minutes = models.SmallIntegerField()
    time_zone = models.CharField(max_length=64)
    local_date = models.DateField()
    received_at = models.DateTimeField()
    data = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change_id", "patient"], name="change_once")]
        indexes = [models.Index(fields=["patient", "entry_id"], name="change_by_entry")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.change_id}"
