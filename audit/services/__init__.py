"""Adding to the audit trail, and taking a person's ids out of it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Expression, F, Func, UUIDField, Value

from audit.models import AuditEvent
from audit.rules.event import Event, Verb
from common.ids import new_id


def append(event: Event, *, now: datetime) -> None:
    """Write down `event`; of a change, in the transaction of the change, so that neither is without the
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


def opening_noted(*, actor: UUID, purpose: str, now: datetime, patient: str, clinic: Expression | F) -> Func:
    """An expression for the look-up of one patient: with the row that is found, it writes down that `actor`
    opened it, in the same statement. `patient` names the column of the id, `clinic` is that of the care.
    """
    values: list[Any] = [Value(new_id()), Value(now), Value(Verb.OPEN.value), Value(purpose), Value(actor)]
    return Func(*values, F(patient), clinic, function="audit_append", output_field=UUIDField())


def pseudonymise(person_id: UUID) -> None:
    """Put a random id in the place of `person_id` in every row, the same in all of them.

    Nothing keeps which: the rows still say that it was one and the same person, and no longer who.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_pseudonymise(%s, %s)", [person_id, uuid4()])
