"""A patient's record says a fact once, and keeps who corrected it."""

import pytest

from accounts.models import Episode, Patient, RecordChange
from accounts.services.care import end_episode
from common import clock
from tests import factories

RISK = dict.fromkeys(["diabetes", "loss_of_feeling", "past_ulcer_or_amputation", "poor_circulation"], "no")


@pytest.fixture
def address(cast, library) -> str:
    return f"/api/v1/patients/{cast.ana_patient.pk}/"


@pytest.fixture
def tess(cast, client_of):
    return client_of(cast.tess)


def test_foot_corrected_by_the_patient_shows_on_every_page(address, tess, cast, client_of):
    ana = client_of(cast.ana)
    ana.post("/api/v1/me/patient/", {"foot": "right", "risk": RISK})
    assert ana.post("/api/v1/me/patient/", {"foot": "left", "risk": RISK}).status_code == 200
    assert ana.get("/api/v1/plan/").json()["patient"]["foot"] == "left"
    told = tess.get(address).json()
    assert (told["foot"], told["episode"]["foot"]) == ("left", "left")
    (line,) = tess.get("/api/v1/patients/").json()["results"]
    assert line["foot"] == "left"
    (change,) = told["changes"]
    assert (change["fact"], change["before"], change["after"]) == ("foot", "right", "left")
    assert change["by"] == {"id": str(cast.ana.pk), "name": "Ana"}


def test_first_intake_corrects_nothing(address, tess, cast, client_of):
    client_of(cast.ana).post("/api/v1/me/patient/", {"foot": "left", "risk": RISK})
    assert tess.get(address).json()["changes"] == []


def test_changed_risk_answer_is_kept_with_what_stood_there(address, tess, cast, client_of):
    ana = client_of(cast.ana)
    ana.post("/api/v1/me/patient/", {"foot": "right", "risk": RISK})
    ana.post("/api/v1/me/patient/", {"foot": "right", "risk": {**RISK, "diabetes": "yes"}})
    (change,) = tess.get(address).json()["changes"]
    assert (change["fact"], change["before"], change["after"]) == ("diabetes", "no", "yes")


def test_staff_correct_name_foot_and_condition_and_the_record_says_so(address, tess, cast, client_of):
    body = {"name": "Ana María", "foot": "left", "condition": "mortons-neuroma"}
    answer = tess.patch(address, body)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["name"], told["foot"], told["episode"]["condition"]) == tuple(body.values())
    kept = {change["fact"]: (change["before"], change["after"]) for change in told["changes"]}
    assert kept == {
        "name": ("Ana", "Ana María"),
        "foot": ("right", "left"),
        "condition": ("metatarsalgia", "mortons-neuroma"),
    }
    assert {change["by"]["name"] for change in told["changes"]} == {"Tess"}
    plan = client_of(cast.ana).get("/api/v1/plan/").json()["patient"]
    assert (plan["name"], plan["foot"]) == ("Ana María", "left")
    export = client_of(cast.ana).get("/api/v1/me/account/").json()
    assert {row["fact"] for row in export["changes"]} == {"name", "foot", "condition"}


def test_correcting_to_what_stands_there_keeps_no_row(address, tess):
    assert tess.patch(address, {"foot": "right"}).status_code == 200
    assert not RecordChange.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"foot": "third"}, "foot"),
        ({"condition": "no-such"}, "condition"),
        ({"name": ""}, "name"),
        ({"email": "a@example.org"}, "email"),
    ],
)
def test_correction_that_cannot_be_is_refused_by_the_fields_name(address, tess, body, field):
    answer = tess.patch(address, body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not RecordChange.objects.exists()


def test_record_is_corrected_by_nobody_outside_the_care(address, cast, client_of):
    assert client_of(cast.theo).patch(address, {"foot": "left"}).status_code == 404
    assert client_of(cast.ana).patch(address, {"foot": "left"}).status_code == 403
    assert Patient.objects.get(pk=cast.ana_patient.pk).foot == "right"


def test_ended_episode_keeps_the_foot_it_was_about(cast):
    ended = end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=clock.now())
    Patient.objects.filter(pk=cast.ana_patient.pk).update(foot="left")
    factories.episode(cast.ana_patient, cast.north)
    feet = dict(Episode.objects.filter(patient=cast.ana_patient).values_list("pk", "foot"))
    assert feet.pop(ended.pk) == "right"
    assert list(feet.values()) == [None]
