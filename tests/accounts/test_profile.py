"""Who I am: reading and changing it, the intake, and leaving for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as project
from django.db import connection
from django.test import override_settings
from rest_framework.test import APIClient

from accounts.models import AccessToken, Episode, Invitation, Membership, Patient, User
from accounts.rules.roles import Role, Scope
from accounts.services.care import end_episode
from accounts.services.people import ClinicsNeedManager, erase_person
from accounts.services.tokens import create_token
from audit.models import AuditEvent
from common import clock
from tests import factories
from tests.accounts.browser import Browser
from tests.records import opened
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db

RISK = {
    "diabetes": "no",
    "loss_of_feeling": "unsure",
    "past_ulcer_or_amputation": "no",
    "poor_circulation": "yes",
}


def test_profile_tells_a_patient_who_they_are(cast, client_of):
    me = client_of(cast.ana).get("/api/v1/me/")
    assert me["Cache-Control"] == "no-store"
    episode = Episode.objects.get(patient=cast.ana_patient)
    assert me.json() == {
        "id": str(cast.ana.pk),
        "email": "ana@example.org",
        "name": "Ana",
        "time_zone": "Europe/Madrid",
        "language": "en",
        "synthetic": False,
        "roles": ["patient"],
        "clinics": [],
        "patient": {
            "id": str(cast.ana_patient.pk),
            "foot": "right",
            "intake_done": False,
            "risk": dict.fromkeys(RISK),
            "episode": {
                "id": str(episode.pk),
                "condition": "metatarsalgia",
                "clinic": {"id": str(cast.north.pk), "name": "North Clinic"},
                "started_on": episode.started_on.isoformat(),
            },
        },
        "second_factor": {"required": False, "satisfied": True},
    }


def test_profile_tells_staff_where_they_work_and_as_what(cast, client_of):
    factories.membership(cast.tess, cast.north, Role.MANAGER)
    factories.patient(user=cast.tess)
    me = client_of(cast.tess).get("/api/v1/me/").json()
    assert me["roles"] == ["patient", "therapist", "manager"]
    assert [(work["name"], work["role"]) for work in me["clinics"]] == [
        ("North Clinic", "manager"),
        ("North Clinic", "therapist"),
    ]
    assert me["patient"]["episode"] is None


def test_profile_asks_a_stranger_to_sign_in(db):
    assert refusal(APIClient().get("/api/v1/me/")) == (401, "not_authenticated")


def test_profile_changes_name_zone_and_language_one_by_one(cast, client_of):
    client = client_of(cast.ana)
    for body in ({"name": "Ana María"}, {"time_zone": "America/Argentina/Ushuaia"}, {"language": "en"}):
        assert client.patch("/api/v1/me/", body).json().items() >= body.items()
    cast.ana.refresh_from_db()
    assert (cast.ana.name, cast.ana.time_zone) == ("Ana María", "America/Argentina/Ushuaia")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"time_zone": "CET"}, "time_zone"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"time_zone": 3}, "time_zone"),
        ({"language": "xx"}, "language"),
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\u0000b"}, "name"),
        ({"email": "other@example.org"}, "email"),
        ({"roles": ["manager"]}, "roles"),
    ],
)
def test_profile_refuses_a_bad_change_by_its_field(cast, client_of, body, field):
    assert fields_at_fault(client_of(cast.ana).patch("/api/v1/me/", body)) == [field]
    cast.ana.refresh_from_db()
    assert (cast.ana.name, cast.ana.time_zone, cast.ana.email) == ("Ana", "Europe/Madrid", "ana@example.org")


def test_profile_keeps_the_answers_of_the_intake(cast, client_of):
    client = client_of(cast.ana)
    answer = client.post("/api/v1/me/patient/", {"foot": "both", "risk": RISK})
    assert answer.status_code == 200
    told = answer.json()["patient"]
    assert (told["foot"], told["intake_done"], told["risk"]) == ("both", True, RISK)
    client.post("/api/v1/me/patient/", {"foot": "left", "risk": {**RISK, "diabetes": "yes"}})
    assert Patient.objects.get(user=cast.ana).diabetes == "yes"
    assert Patient.objects.filter(user=cast.ana).count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"foot": "both"}, "risk"),
        ({"risk": RISK}, "foot"),
        ({"foot": "third", "risk": RISK}, "foot"),
        ({"foot": "left", "risk": {**RISK, "diabetes": "perhaps"}}, "risk.diabetes"),
        ({"foot": "left", "risk": {**RISK, "diabetes": None}}, "risk.diabetes"),
        ({"foot": "left", "risk": {}}, "risk.poor_circulation"),
        ({"foot": "left", "risk": {**RISK, "age": "yes"}}, "risk.age"),
        ({"foot": "left", "risk": "no"}, "risk"),
    ],
)
def test_profile_refuses_a_bad_intake_by_its_field(cast, client_of, body, field):
    assert field in " ".join(fields_at_fault(client_of(cast.ana).post("/api/v1/me/patient/", body)))
    assert Patient.objects.get(user=cast.ana).intake_at is None


@override_settings(SIGNUP_OPEN=True)
def test_anybody_becomes_a_patient_where_sign_up_is_open(cast, client_of):
    newcomer = factories.user("Newcomer")
    answer = client_of(newcomer).post("/api/v1/me/patient/", {"foot": "left", "risk": RISK})
    assert answer.json()["roles"] == ["patient"]


@override_settings(SIGNUP_OPEN=False)
def test_nobody_becomes_a_patient_uninvited_where_sign_up_is_closed(cast, client_of):
    newcomer = factories.user("Newcomer")
    answer = client_of(newcomer).post("/api/v1/me/patient/", {"foot": "left", "risk": RISK})
    assert refusal(answer) == (403, "invitation_required")
    assert not Patient.objects.filter(user=newcomer).exists()


def test_erasure_deletes_a_person_with_everything(cast, mailoutbox):
    browser = Browser()
    browser.sign_in("ana@example.org", mailoutbox)
    create_token(user=cast.ana, name="watch", scope=Scope.WRITE, now=clock.now())
    opened(cast.tess, cast.ana_patient.pk)
    factories.invitation(cast.tess, "ana@example.org")
    key = browser.client.session.session_key
    assert browser.ask("DELETE", "/api/v1/me/").status_code == 204
    assert not User.objects.filter(email="ana@example.org").exists()
    for table in (AccessToken, EmailAddress):
        assert not table.objects.filter(user_id=cast.ana.pk).exists()
    assert not Patient.objects.filter(pk=cast.ana_patient.pk).exists()
    assert not Episode.objects.filter(patient_id=cast.ana_patient.pk).exists()
    assert not Invitation.objects.filter(email="ana@example.org").exists()
    assert not import_module(project.SESSION_ENGINE).SessionStore().exists(key)
    assert browser.me().status_code == 401
    log = AuditEvent.objects.get(purpose="patient")
    assert (log.actor, log.clinic) == (cast.tess.pk, cast.north.pk)
    assert log.patient not in (None, cast.ana_patient.pk)


def test_erasure_leaves_everybody_else_unchanged(cast, client_of):
    before = User.objects.count()
    client_of(cast.tess).delete("/api/v1/me/", {"hand_over_to": cast.theo.pk})
    assert User.objects.count() == before - 1
    assert not Membership.objects.filter(user_id=cast.tess.pk).exists()
    assert Episode.objects.filter(patient=cast.ana_patient, ended_on=None).exists()


def test_profile_keeps_the_last_manager_of_a_clinic_that_others_work_in(cast, client_of):
    answer = client_of(cast.mira).delete("/api/v1/me/")
    assert refusal(answer) == (409, "last_manager")
    assert "North Clinic" in answer.json()["detail"]
    assert "Make somebody else a manager first" in answer.json()["detail"]
    assert client_of(cast.mira).get("/api/v1/me/").json()["roles"] == ["manager"]


def test_profile_keeps_the_last_manager_of_a_clinic_that_still_treats_somebody(cast, client_of):
    assert refusal(client_of(cast.olga).delete("/api/v1/me/")) == (409, "last_manager")
    end_episode(patient=cast.ben_patient, by=cast.tess, ended_on=None, now=clock.now())
    assert client_of(cast.olga).delete("/api/v1/me/").status_code == 204


def test_manager_can_leave_when_another_one_stays(cast, client_of):
    factories.membership(cast.tess, cast.north, Role.MANAGER)
    assert client_of(cast.mira).delete("/api/v1/me/").status_code == 204
    assert refusal(client_of(cast.tess).delete("/api/v1/me/")) == (409, "last_manager")


def test_manager_who_cannot_sign_in_does_not_count(cast, client_of):
    factories.membership(factories.user("Gone", is_active=False), cast.north, Role.MANAGER)
    assert refusal(client_of(cast.mira).delete("/api/v1/me/")) == (409, "last_manager")


@pytest.mark.django_db(transaction=True)
def test_one_of_two_managers_who_leave_at_once_stays(cast):
    factories.membership(cast.theo, cast.north, Role.MANAGER)

    def leave(person: User) -> type | None:
        try:
            erase_person(user=person, now=clock.now())
        except ClinicsNeedManager as refused:
            return type(refused)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(2) as pool:
        left = list(pool.map(leave, [cast.mira, cast.theo]))
    assert sorted(left, key=str) == [ClinicsNeedManager, None]
    assert Membership.objects.filter(clinic=cast.north, role=Role.MANAGER).count() == 1


def test_profile_asks_for_a_fresh_sign_in_before_it_erases(cast, client_of):
    client = client_of(cast.ana)
    session = client.session
    old = (clock.now() - timedelta(minutes=11)).timestamp()
    session["account_authentication_methods"] = [{"method": "code", "at": old}]
    session.save()
    assert refusal(client.delete("/api/v1/me/")) == (403, "fresh_sign_in_required")
    assert User.objects.filter(pk=cast.ana.pk).exists()
    assert client.get("/api/v1/me/").status_code == 200


def test_program_cannot_erase_an_account(cast):
    plain = create_token(user=cast.ana, name="x", scope=Scope.WRITE, now=clock.now()).plain
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {plain}")
    assert refusal(client.delete("/api/v1/me/")) == (403, "session_required")
    assert User.objects.filter(pk=cast.ana.pk).exists()


def test_profile_shows_which_staff_opened_the_record(cast, client_of):
    opened(cast.tess, cast.ana_patient.pk)
    opened(cast.ana, cast.ana_patient.pk)
    shown = client_of(cast.ana).get("/api/v1/me/access/").json()["results"]
    assert [(row["staff"], row["clinic"], row["door"]) for row in shown] == [
        ("Tess", "North Clinic", "patient")
    ]
    assert client_of(cast.ben).get("/api/v1/me/access/").json()["results"] == []
    client_of(cast.tess).delete("/api/v1/me/", {"hand_over_to": cast.theo.pk})
    shown = client_of(cast.ana).get("/api/v1/me/access/").json()["results"]
    assert {(row["staff"], row["door"]) for row in shown} == {(None, "patient"), (None, "hand-over")}


def test_account_export_contains_everything_about_the_person(cast, client_of):
    create_token(user=cast.ana, name="watch", scope=Scope.READ, now=clock.now())
    opened(cast.tess, cast.ana_patient.pk)
    told = client_of(cast.ana).get("/api/v1/me/account/").json()
    assert told["person"]["email"] == "ana@example.org"
    assert told["patient"]["foot"] == "right"
    assert [member["name"] for member in told["episodes"][0]["team"]] == ["Tess"]
    assert [token["name"] for token in told["tokens"]] == ["watch"]
    assert [row["staff"] for row in told["access"]] == ["Tess"]
    work = client_of(cast.tess).get("/api/v1/me/account/").json()
    assert [row["role"] for row in work["work"]] == ["therapist"]
    assert (work["patient"], work["episodes"]) == (None, [])
