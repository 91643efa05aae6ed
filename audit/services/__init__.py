"""Adding to the audit trail, and taking a person's ids out of it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from audit.models import AuditEvent
from audit.rules.event import Event


def append(event: Event, *, now: datetime) -> None:
    """Record `event`; of a change, in the transaction of the change, so that neither is without the
    other. The trail refuses to change or delete what was written.
    """
    AuditEvent.objects.create(
        at=now,
        verb=event.verb,
        purpose=event.purpose,
        actor=event.actor,
        patient=event.patient,
        clinic=event.clinic,
        object_kind=event.object_kind,
        object_id=event.object_id,
        listed=list(event.listed),
    )


def pseudonymise(person_id: UUID) -> None:
    """Put a random id in the place of `person_id` in every row, the same in all of them.

    Nothing keeps which: the rows still say that it was one and the same person, and no longer who.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_pseudonymise(%s, %s)", [person_id, uuid4()])
