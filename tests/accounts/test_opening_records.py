"""A record is opened in one way: it is asked who may, and written down who did."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from accounts.queries import UnknownPatient
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Sight
from accounts.services import records
from accounts.services.records import note_list
from audit.models import AuditEvent
from common import clock
from tests import factories
from tests.records import opened

pytestmark = pytest.mark.django_db


def test_audit_row_names_who_opened_whose_record_and_what_for(cast):
    records.open(actor=cast.mira, patient_id=cast.ana_patient.pk, purpose=Purpose.PROGRESS, now=factories.NOW)
    row = AuditEvent.objects.get()
    assert (row.actor, row.patient, row.clinic) == (cast.mira.pk, cast.ana_patient.pk, cast.north.pk)
    assert (row.verb, row.purpose, row.at) == ("open", "patient-progress", factories.NOW)


def test_opened_record_holds_the_patient_with_the_care_they_are_in(cast):
    with CaptureQueriesContext(connection) as asked:
        record = records.open(
            actor=cast.tess, patient_id=cast.ana_patient.pk, purpose=Purpose.PATIENT, now=clock.now()
        )
        assert (record.patient, record.patient.user.name) == (cast.ana_patient, "Ana")
        assert record.episode
        assert (record.episode.patient, record.episode.clinic) == (cast.ana_patient, cast.north)
        assert record.episode.condition
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("who", "sight"), [("tess", Sight.TEAM), ("mira", Sight.MANAGER), ("ana", Sight.SELF)]
)
def test_opened_record_says_why_its_opener_may_see_it(cast, who, sight):
    assert opened(getattr(cast, who), cast.ana_patient.pk).sight is sight


def test_own_record_opens_by_the_word_me_and_by_its_id(cast):
    assert opened(cast.ana, "me").patient == cast.ana_patient
    assert opened(cast.ana, cast.ana_patient.pk).patient == cast.ana_patient


def test_own_record_opened_leaves_no_audit_row(cast):
    opened(cast.ana, "me")
    assert not AuditEvent.objects.exists()


def test_record_opened_for_a_change_leaves_the_row_to_the_service_that_changes_it(cast):
    opened(cast.tess, cast.ana_patient.pk, Purpose.HOLD)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["theo", "olga", "ben"])
def test_stranger_opens_nothing_and_leaves_no_audit_row(cast, who):
    with pytest.raises(UnknownPatient):
        opened(getattr(cast, who), cast.ana_patient.pk)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("wanted", ["me", UUID(int=0)])
def test_record_that_does_not_exist_opens_like_a_strangers(cast, wanted):
    with pytest.raises(UnknownPatient):
        opened(cast.tess, wanted)


def test_variables_for_row_level_security_hold_until_the_transaction_ends(cast):
    with transaction.atomic():
        record = opened(cast.tess, cast.ana_patient.pk)
        assert _variables() == [str(cast.tess.pk), str(record.patient.pk), "patient"]
        transaction.set_rollback(True)
    assert _variables() == ["", "", ""]


@pytest.mark.django_db(transaction=True)
def test_record_does_not_open_outside_a_transaction(cast):
    with pytest.raises(TransactionManagementError):
        records.open(
            actor=cast.tess, patient_id=cast.ana_patient.pk, purpose=Purpose.PATIENT, now=clock.now()
        )


def test_audit_row_of_a_list_names_each_patient_once_in_its_order(cast):
    shown = [cast.ben_patient.pk, cast.ana_patient.pk, cast.ben_patient.pk]
    note_list(actor=cast.tess, patient_ids=shown, purpose=Purpose.CASELOAD, now=factories.NOW)
    row = AuditEvent.objects.get()
    assert (row.verb, row.purpose, row.actor, row.patient) == ("list", "caseload", cast.tess.pk, None)
    assert row.listed == [cast.ben_patient.pk, cast.ana_patient.pk]


def test_list_of_nobody_leaves_no_audit_row(cast):
    note_list(actor=cast.tess, patient_ids=[], purpose=Purpose.CASELOAD, now=factories.NOW)
    assert not AuditEvent.objects.exists()


def _variables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('footing.actor', true), ''),"
            " coalesce(current_setting('footing.patient', true), ''),"
            " coalesce(current_setting('footing.purpose', true), '')"
        )
        return list(cursor.fetchone())
