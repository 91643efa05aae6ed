"""Accepting an invitation: once, by the person it was meant for, into the care of one clinic."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import CareTeamMember, Episode, Invitation, Membership, Patient, User
from accounts.queries.sight import patients_seen_by
from accounts.rules.limits import Limit
from accounts.services import care, invitations
from common import clock
from tests import factories
from tests.accounts.invited import accept, facts
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


def test_holder_of_the_link_sees_who_invites_them(cast):
    told = facts(factories.invitation(cast.tess)).json()
    assert told | {"expires_at": None} == {
        "clinic": "North Clinic",
        "therapist": "Tess",
        "name": "New Patient",
        "email_masked": "n…@example.org",
        "condition": "metatarsalgia",
        "expires_at": None,
        "state": "open",
        "needs_code": False,
    }


def test_revoked_invitation_shows_nothing_personal(cast):
    row = factories.invitation(cast.tess)
    invitations.revoke_invitation(user=cast.tess, invitation_id=row.pk, now=clock.now())
    told = facts(row).json()
    assert (told["state"], told["name"], told["email_masked"], told["condition"]) == ("revoked", "", "", None)


def test_invented_invitation_token_is_not_found(db):
    client = APIClient()
    assert refusal(client.get(f"/api/v1/invitations/{'x' * 43}/")) == (404, "not_found")
    assert refusal(client.post(f"/api/v1/invitations/{'x' * 43}/accept/")) == (404, "not_found")


def test_accepted_invitation_makes_a_patient_in_care_and_signs_them_in(cast):
    row = factories.invitation(cast.tess)
    client = APIClient()
    answer = accept(client, row, time_zone="Europe/Lisbon")
    assert answer.status_code == 200
    me = client.get("/api/v1/me/").json()
    assert me == answer.json()
    assert (me["email"], me["name"], me["time_zone"]) == (
        "new.patient@example.org",
        "New Patient",
        "Europe/Lisbon",
    )
    assert me["roles"] == ["patient"]
    assert me["patient"]["foot"] == "left"
    assert me["patient"]["intake_done"] is False
    assert me["patient"]["episode"]["condition"] == "metatarsalgia"
    assert me["patient"]["episode"]["clinic"]["name"] == "North Clinic"
    seen = patients_seen_by(cast.tess).values_list("user__email", flat=True)
    assert "new.patient@example.org" in seen
    assert not patients_seen_by(cast.theo).exists()


def test_invitation_is_accepted_only_once(cast):
    row = factories.invitation(cast.tess)
    accept(APIClient(), row)
    assert refusal(accept(APIClient(), row)) == (410, "invitation_accepted")
    assert Episode.objects.filter(patient__user__email=row.email).count() == 1


def test_accepting_again_from_the_same_phone_gets_the_same_answer(cast):
    row = factories.invitation(cast.tess)
    client = APIClient()
    first = accept(client, row)
    assert accept(client, row).json() == first.json()
    assert Episode.objects.filter(patient__user__email=row.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_invitation_is_accepted_once_by_twenty_phones_at_the_same_moment(cast):
    row = factories.invitation(cast.tess)

    def race(_number: int) -> int:
        try:
            return accept(APIClient(), row).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as phones:
        answers = list(phones.map(race, range(20)))
    assert sorted(answers) == [200] + [410] * 19
    assert User.objects.filter(email=row.email).count() == 1
    assert Episode.objects.filter(patient__user__email=row.email).count() == 1


@pytest.mark.parametrize("state", ["expired", "revoked"])
def test_invitation_cannot_be_accepted_when_it_is_over(cast, state):
    row = factories.invitation(cast.tess)
    if state == "expired":
        Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    else:
        invitations.revoke_invitation(user=cast.tess, invitation_id=row.pk, now=clock.now())
    people = User.objects.count()
    assert refusal(accept(APIClient(), row)) == (410, f"invitation_{state}")
    assert facts(row).json()["state"] == state
    assert User.objects.count() == people


def test_bare_link_never_signs_in_to_an_existing_account(cast):
    for person in (cast.theo, cast.ben):
        row = factories.invitation(cast.tess, person.email.upper())
        client = APIClient()
        assert refusal(accept(client, row)) == (403, "sign_in_first")
        assert client.get("/api/v1/me/").status_code == 401
        row.refresh_from_db()
        assert row.accepted_at is None
    assert not Patient.objects.filter(user=cast.theo).exists()


def test_existing_account_comes_into_care_when_its_owner_is_signed_in(cast, client_of):
    alone = factories.patient("Lone")
    care.start_own_episode(patient=alone, condition="arthritis", now=clock.now())
    row = factories.invitation(cast.tess, alone.user.email)
    answer = accept(client_of(alone.user), row)
    assert answer.status_code == 200
    assert answer.json()["patient"]["episode"]["clinic"]["name"] == "North Clinic"
    assert Episode.objects.filter(patient=alone, ended_on=None).count() == 1
    assert Episode.objects.filter(patient=alone).count() == 2


def test_person_signed_in_as_somebody_else_cannot_accept(cast, client_of):
    row = factories.invitation(cast.tess)
    client = client_of(cast.ben)
    assert refusal(accept(client, row)) == (403, "signed_in_as_another")
    assert client.get("/api/v1/me/").json()["email"] == cast.ben.email
    assert not User.objects.filter(email=row.email).exists()


def test_invitation_of_a_second_clinic_is_refused_during_care(cast, client_of):
    row = factories.invitation(cast.tess, cast.ben.email)
    assert refusal(accept(client_of(cast.ben), row)) == (409, "already_in_care")
    row.refresh_from_db()
    assert row.accepted_at is None
    assert Episode.objects.filter(patient=cast.ben_patient).count() == 1


def test_departed_therapist_gets_no_place_in_the_team(cast):
    row = factories.invitation(cast.tess)
    Membership.objects.filter(user=cast.tess).update(ended_at=clock.now())
    assert accept(APIClient(), row).status_code == 200
    assert not CareTeamMember.objects.filter(episode__patient__user__email=row.email).exists()
    assert patients_seen_by(cast.mira).filter(user__email=row.email).exists()


def test_accepting_an_invitation_requires_the_csrf_token(cast):
    row = factories.invitation(cast.tess)
    strict = APIClient(enforce_csrf_checks=True)
    assert refusal(accept(strict, row)) == (403, "csrf")
    assert not User.objects.filter(email=row.email).exists()


def test_one_address_may_try_a_limited_number_of_links(db, monkeypatch):
    few = Limit("few", 60, timedelta(minutes=1))
    monkeypatch.setattr("accounts.api.views.invitations.InvitationFactsView.limit", few)
    client = APIClient()
    answers = [client.get(f"/api/v1/invitations/{number:043}/") for number in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {404}
    assert refusal(answers[60]) == (429, "throttled")
    assert int(answers[60]["Retry-After"]) > 0


def test_many_people_behind_one_address_can_accept(cast, library):
    rows = [factories.invitation(cast.tess, f"nora{number}@example.org") for number in range(70)]
    answers = [accept(APIClient(), row).status_code for row in rows]
    assert answers == [200] * 70
