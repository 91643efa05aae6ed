"""The one table of the audit trail. The database itself refuses to change or delete a row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from audit.rules.event import Verb
from common.ids import new_id
from common.personal import Personal


class AuditEvent(models.Model):
    """Who did what to whose record, and when: see `audit.rules.event.Event`.

    Ids without foreign keys: nothing that is deleted above takes a row along or changes one.
    """

    PERSONAL = Personal(
        "who opened or changed the record", "with the account", "kept under a pseudonym: the clinic's record"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=6, choices=[(word, word) for word in Verb])
    purpose = models.CharField(max_length=60)
    actor = models.UUIDField(null=True)
    patient = models.UUIDField(null=True)
    clinic = models.UUIDField(null=True)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    listed = ArrayField(models.UUIDField())

    class Meta:
        indexes = [
            models.Index(
                fields=["patient", "id"], condition=Q(patient__isnull=False), name="audit_event_by_patient"
            )
        ]

    def __str__(self) -> str:
        return f"Audit event {self.pk}"
