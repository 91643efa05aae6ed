"""One patient's record as their therapist opens it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.rules.roles import Scope
from accounts.services.tokens import create_token
from audit.models import AuditEvent
from common import clock
from progress.services.review import review_diaries
from tests.refusals import refusal


def record(client, patient):
    return client.get(f"/api/v1/patients/{patient.pk}/")


def test_patient_page_shows_care_risk_zones_plan_and_flags(weeks, cast, client_of):
    weeks.prescribe(ago=3, toe_curls=2)
    weeks.tell(weeks.foot_check(0, "blister"))
    review_diaries(now=weeks.now)
    told = record(client_of(cast.tess), cast.ana_patient).json()
    assert told["name"] == "Ana"
    assert told["episode"]["clinic"]["name"] == "North Clinic"
    assert told["team"] == [{"id": str(cast.tess.pk), "name": "Tess"}]
    assert told["risk"]["diabetes"] is None
    assert told["zones"] == {"green_to": 2, "amber_to": 5, "next_morning_rule": True, "nerve_rule": True}
    assert [(each["name"], each["state"], each["version"]) for each in told["assignments"]] == [
        ("Plan", "active", 1)
    ]
    assert [flag["rule"] for flag in told["open_flags"]] == ["foot_check"]


def test_patient_page_writes_the_visit_down(cast, client_of):
    record(client_of(cast.mira), cast.ana_patient)
    assert AuditEvent.objects.values_list("actor", "patient", "purpose").get() == (
        cast.mira.pk,
        cast.ana_patient.pk,
        "patient",
    )


@pytest.mark.parametrize("stranger", ["theo", "olga", "ben"])
def test_patient_page_hides_a_stranger_and_writes_nothing(cast, client_of, stranger):
    assert refusal(record(client_of(getattr(cast, stranger)), cast.ana_patient)) == (404, "not_found")
    assert not AuditEvent.objects.exists()


def test_patient_page_is_not_for_patients(cast, client_of):
    assert refusal(record(client_of(cast.ana), cast.ana_patient)) == (403, "not_staff")


def test_patient_page_takes_four_statements_and_its_transaction(weeks, cast, client_of):
    """Who asks; whether they may, with the note of the visit; the record; its flags."""
    weeks.prescribe(ago=3, toe_curls=2)
    weeks.tell(weeks.foot_check(0, "blister"))
    review_diaries(now=weeks.now)
    tess = APIClient()
    token = create_token(user=cast.tess, name="x", scope=Scope.READ, now=clock.now())
    tess.credentials(HTTP_AUTHORIZATION=f"Bearer {token.plain}")
    record(tess, cast.ana_patient)
    with CaptureQueriesContext(connection) as made:
        told = record(tess, cast.ana_patient).json()
    assert told["open_flags"]
    assert told["assignments"]
    assert len([one for one in made if "SAVEPOINT" not in one["sql"]]) == 4
