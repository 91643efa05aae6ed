"""The audit trail is only added to, and forgets who without forgetting that."""

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import AuditEvent
from audit.queries import events_about
from audit.rules.event import Event, Verb
from audit.services import append, pseudonymise
from common.ids import new_id
from tests.factories import NOW

pytestmark = pytest.mark.django_db

TESS, ANA, BEN, NORTH = (new_id() for _ in range(4))


def note(**told) -> AuditEvent:
    append(Event(**{"verb": Verb.OPEN, "purpose": "patient", "actor": TESS, **told}), now=NOW)
    return AuditEvent.objects.latest("id")


def test_audit_trail_names_person_action_record_and_time():
    row = note(patient=ANA, clinic=NORTH, object_kind="assignment", object_id=BEN, verb=Verb.CHANGE)
    assert (row.actor, row.patient, row.clinic, row.at) == (TESS, ANA, NORTH, NOW)
    assert (row.verb, row.purpose, row.object_kind, row.object_id) == (
        "change",
        "patient",
        "assignment",
        BEN,
    )


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_auditevent",
        "UPDATE audit_auditevent SET actor = NULL",
        "UPDATE audit_auditevent SET purpose = 'another'",
    ],
)
def test_audit_trail_lets_nobody_delete_or_change_a_row(statement):
    row = note(patient=ANA)
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEvent.objects.filter(pk=row.pk, actor=TESS, purpose="patient").exists()


def test_audit_trail_lets_only_ids_of_people_be_replaced_during_an_erasure():
    note(patient=ANA)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL audit.pseudonymising = 'yes'")
        with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
            cursor.execute("UPDATE audit_auditevent SET purpose = 'another'")
        with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
            cursor.execute("DELETE FROM audit_auditevent")


def test_audit_trail_pseudonymises_an_erased_person_consistently():
    mine = [note(patient=ANA), note(patient=ANA, actor=ANA), note(verb=Verb.LIST, listed=[BEN, ANA])]
    other = note(patient=BEN)
    pseudonymise(ANA)
    for row in [*mine, other]:
        row.refresh_from_db()
    pseudonym = mine[0].patient
    assert pseudonym != ANA
    assert (mine[1].patient, mine[1].actor, mine[2].listed) == (pseudonym, pseudonym, [BEN, pseudonym])
    assert (mine[0].actor, other.patient) == (TESS, BEN)
    assert not events_about([ANA]).exists()


def test_audit_trail_is_append_only_again_after_an_erasure():
    note(patient=ANA)
    pseudonymise(ANA)
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        AuditEvent.objects.update(actor=None)


def test_audit_trail_of_a_patient_is_newest_first():
    first, _other, second = note(patient=ANA), note(patient=BEN), note(patient=ANA)
    note(patient=ANA, actor=None)
    assert list(events_about([ANA])) == [second, first]
