"""Invitations: made, listed, sent again and revoked by staff."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from accounts import queries
from accounts.models import CareTeamMember, Episode, Invitation
from accounts.rules.invitation import invitation_token
from accounts.rules.roles import Role
from accounts.rules.tokens import token_hash
from accounts.services import invitations
from common import clock
from tests import factories
from tests.accounts.invited import accept, facts, token_of
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db

BODY = {"email": "Nora@Example.org", "name": "Nora", "condition": "metatarsalgia", "foot": "left"}


def test_invitation_has_link_and_picture_for_seven_days(cast, client_of, library):
    response = client_of(cast.tess).post("/api/v1/invitations/", {**BODY, "message": "See you on Monday."})
    assert response.status_code == 201
    row = Invitation.objects.get()
    told = response.json()
    assert told["link"] == queries.shown_link_of(row)
    assert told["link"].startswith("http://localhost:8000/invite/")
    assert row.token_hash == token_hash(token_of(row)) != row.shown_hash
    assert (row.email, row.clinic, row.invited_by) == ("nora@example.org", cast.north, cast.tess)
    assert row.expires_at - row.created_at == timedelta(days=7)
    assert row.time_zone == cast.tess.time_zone
    picture = client_of(cast.tess).get(told["qr_svg_url"])
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"name": ""}, "name"),
        ({"condition": "no-such-thing"}, "condition"),
        ({"condition": "Not a slug!"}, "condition"),
        ({"condition": "metatarsalgia\0"}, "condition"),
        ({"foot": "third"}, "foot"),
        ({"time_zone": "CET"}, "time_zone"),
        ({"language": "tlh"}, "language"),
        ({"message": "x" * 1001}, "message"),
        ({"clinic": "018f0000-0000-7000-8000-000000000000"}, "clinic"),
        ({"role": "manager"}, "role"),
    ],
)
def test_invalid_invitation_is_refused_by_its_field(cast, client_of, library, change, field):
    response = client_of(cast.tess).post("/api/v1/invitations/", {**BODY, **change})
    assert fields_at_fault(response) == [field]
    assert not Invitation.objects.exists()


def test_therapist_of_two_clinics_is_asked_which_one(cast, client_of, library):
    factories.membership(cast.tess, cast.south, Role.THERAPIST)
    client = client_of(cast.tess)
    assert fields_at_fault(client.post("/api/v1/invitations/", BODY)) == ["clinic"]
    assert client.post("/api/v1/invitations/", {**BODY, "clinic": str(cast.south.pk)}).status_code == 201
    assert Invitation.objects.get().clinic == cast.south


def test_second_open_invitation_of_the_same_address_is_refused(cast, client_of, library):
    factories.invitation(cast.tess, "nora@example.org")
    assert fields_at_fault(client_of(cast.theo).post("/api/v1/invitations/", BODY)) == ["email"]
    assert Invitation.objects.count() == 1


def test_own_invitations_are_listed_and_managers_see_only_the_state_of_others(cast, client_of):
    row = factories.invitation(cast.tess)
    listed = {
        name: client_of(getattr(cast, name)).get("/api/v1/invitations/").json()["results"]
        for name in ("tess", "theo", "mira", "olga")
    }
    assert {name: len(rows) for name, rows in listed.items()} == {"tess": 1, "theo": 0, "mira": 1, "olga": 0}
    own, managed = listed["tess"][0], listed["mira"][0]
    assert (own["email"], own["name"], own["condition"], own["foot"]) == (
        row.email,
        "New Patient",
        "metatarsalgia",
        "left",
    )
    hidden = ("email", "name", "condition", "foot", "qr_svg_url")
    assert [managed[name] for name in hidden] == [None] * 5
    assert (managed["state"], managed["invited_by"]) == ("open", "Tess")
    assert "New Patient" not in str(managed)
    assert all("link" not in told for told in (own, managed))


def test_invitation_of_a_shared_patient_is_listed(cast, client_of):
    row = factories.invitation(cast.tess)
    accept(APIClient(), row)
    episode = Episode.objects.get(patient__user__email=row.email)
    CareTeamMember.objects.create(episode=episode, user=cast.theo, created_at=clock.now())
    shared = client_of(cast.theo).get("/api/v1/invitations/").json()["results"]
    assert [(told["email"], told["state"]) for told in shared] == [(row.email, "accepted")]


@pytest.mark.parametrize("state", ["accepted", "revoked", "expired"])
def test_ended_invitation_is_listed_for_thirty_days(cast, client_of, state):
    row = factories.invitation(cast.tess)
    columns = {"accepted": "accepted_at", "revoked": "revoked_at", "expired": "expires_at"}
    for days, listed in [(29, 1), (31, 0)]:
        ended = clock.now() - timedelta(days=days)
        Invitation.objects.filter(pk=row.pk).update(**{columns[state]: ended})
        found = client_of(cast.tess).get("/api/v1/invitations/").json()["results"]
        assert len(found) == listed


def test_old_link_is_invalid_after_a_resend(cast, client_of):
    row = factories.invitation(cast.tess, now=clock.now() - timedelta(days=8))
    old = token_of(row)
    invitations.mark_invitations_announced(invitation_ids=[row.pk], now=clock.now())
    sent = client_of(cast.mira).post(f"/api/v1/invitations/{row.pk}/resend/")
    assert sent.status_code == 200
    assert APIClient().get(f"/api/v1/invitations/{old}/").status_code == 404
    row.refresh_from_db()
    assert sent.json()["link"] is None  # a manager is told the state only
    assert facts(row).json()["state"] == "open"
    assert [due.attempt for due in queries.unannounced_invitations(10)] == [2]


def test_open_invitation_can_be_revoked_and_an_accepted_one_cannot(cast, client_of):
    row = factories.invitation(cast.tess)
    client = client_of(cast.tess)
    assert client.post(f"/api/v1/invitations/{row.pk}/revoke/").json()["state"] == "revoked"
    assert client.post(f"/api/v1/invitations/{row.pk}/revoke/").status_code == 200
    assert refusal(client.post(f"/api/v1/invitations/{row.pk}/resend/")) == (410, "invitation_revoked")
    assert client.get(f"/api/v1/invitations/{row.pk}/qr.svg").status_code == 404
    other = factories.invitation(cast.tess, "other@example.org")
    accept(APIClient(), other)
    assert refusal(client.post(f"/api/v1/invitations/{other.pk}/revoke/")) == (410, "invitation_accepted")


@pytest.mark.parametrize("act", ["resend", "revoke"])
def test_other_clinic_cannot_change_an_invitation(cast, client_of, act):
    row = factories.invitation(cast.tess)
    assert client_of(cast.olga).post(f"/api/v1/invitations/{row.pk}/{act}/").status_code == 404
    row.refresh_from_db()
    assert (row.attempt, row.revoked_at) == (1, None)


def test_invitation_email_is_written_later_without_storing_the_token(cast):
    row = factories.invitation(cast.tess, message="Welcome.")
    assert [due.id for due in queries.unannounced_invitations(10)] == [row.pk]
    email = queries.invitation_email(row.pk, clock.now())
    assert (email.email, email.therapist_name, email.clinic_name) == (row.email, "Tess", "North Clinic")
    assert (email.message, email.state, email.attempt) == ("Welcome.", "open", 1)
    assert APIClient().get(f"/api/v1/invitations/{email.link.rsplit('/', 1)[1]}/").status_code == 200
    invitations.mark_invitations_announced(invitation_ids=[row.pk], now=clock.now())
    assert queries.unannounced_invitations(10) == []


@pytest.mark.parametrize("typed", ["kontakt@bücher.example.org", "Kontakt@XN--bcher-kva.example.org"])
def test_invited_address_is_stored_in_normal_form(cast, client_of, library, typed):
    assert client_of(cast.tess).post("/api/v1/invitations/", {**BODY, "email": typed}).status_code == 201
    row = Invitation.objects.get()
    assert row.email == "kontakt@xn--bcher-kva.example.org"
    owner = factories.patient(user=factories.user("Bea", email="kontakt@bücher.example.org"))
    assert accept(client_of(owner.user), row).status_code == 200


def test_another_key_or_attempt_derives_another_invitation_token(cast):
    row = factories.invitation(cast.tess)
    tokens = {invitation_token(key, row.pk, attempt) for key in ("one", "two") for attempt in (1, 2)}
    assert len(tokens) == 4
