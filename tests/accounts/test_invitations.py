"""Invitations: sent by a therapist, accepted once, within seven days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts import queries
from accounts.models import CareTeamMember, Episode, Invitation, Membership, Patient, User
from accounts.rules.invitation import invitation_token
from accounts.rules.limits import Limit
from accounts.rules.roles import Role
from accounts.rules.tokens import token_hash
from accounts.services import care, invitations
from common import clock
from tests import factories
from tests.accounts.browser import Browser, code_in
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db

BODY = {"email": "Nora@Example.org", "name": "Nora", "condition": "metatarsalgia", "foot": "left"}


def token_of(invitation: Invitation) -> str:
    return queries.link_of(invitation).rsplit("/", 1)[1]


def accept(client: APIClient, invitation: Invitation, **body):
    return client.post(f"/api/v1/invitations/{token_of(invitation)}/accept/", body)


def facts(invitation: Invitation):
    return APIClient().get(f"/api/v1/invitations/{token_of(invitation)}/")


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
    seen = queries.patients_seen_by(cast.tess).values_list("user__email", flat=True)
    assert "new.patient@example.org" in seen
    assert not queries.patients_seen_by(cast.theo).exists()


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
    assert queries.patients_seen_by(cast.mira).filter(user__email=row.email).exists()


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


def shown_token(row: Invitation) -> str:
    return queries.shown_link_of(row).rsplit("/", 1)[1]


def test_shown_link_requires_a_code_from_the_invited_mailbox(cast, mailoutbox):
    row = factories.invitation(cast.tess)
    path = f"/api/v1/invitations/{shown_token(row)}"
    phone = Browser()
    assert phone.ask("GET", f"{path}/").json()["needs_code"] is True
    assert refusal(phone.ask("POST", f"{path}/accept/")) == (403, "code_required")
    assert phone.ask("POST", f"{path}/code/").status_code == 204
    assert mailoutbox[-1].to == [row.email]
    assert mailoutbox[-1].subject == "Your code to accept the invitation"
    typed = code_in(mailoutbox[-1])
    assert fields_at_fault(phone.ask("POST", f"{path}/accept/", {"code": "00000000"})) == ["code"]
    told = phone.ask("POST", f"{path}/accept/", {"code": f"{typed[:4]} {typed[4:]}"})
    assert (told.status_code, told.json()["name"]) == (200, "New Patient")
    assert phone.me().json()["email"] == row.email


def test_person_who_shows_the_link_cannot_accept_as_the_patient(cast, client_of, library, mailoutbox):
    told = client_of(cast.tess).post("/api/v1/invitations/", BODY).json()
    path = f"/api/v1/invitations/{told['link'].rsplit('/', 1)[1]}"
    shower = Browser()
    shower.ask("POST", f"{path}/code/")
    for guess in ("00000000", "", "12345678"):
        shower.ask("POST", f"{path}/accept/", {"code": guess})
    assert shower.me().status_code == 401
    assert not User.objects.filter(email="nora@example.org").exists()


def test_invitation_code_has_three_attempts_in_the_requesting_browser(cast, mailoutbox):
    row = factories.invitation(cast.tess)
    path = f"/api/v1/invitations/{shown_token(row)}"
    phone, other = Browser(), Browser()
    phone.ask("POST", f"{path}/code/")
    right = {"code": code_in(mailoutbox[-1])}
    assert fields_at_fault(other.ask("POST", f"{path}/accept/", right)) == ["code"]
    for _try in range(3):
        phone.ask("POST", f"{path}/accept/", {"code": "00000000"})
    assert fields_at_fault(phone.ask("POST", f"{path}/accept/", right)) == ["code"]
    assert not User.objects.filter(email=row.email).exists()


def test_invitation_codes_are_limited_like_sign_in_codes(cast, mailoutbox):
    row = factories.invitation(cast.tess)
    answers = [Browser().ask("POST", f"/api/v1/invitations/{shown_token(row)}/code/") for _ in range(7)]
    assert [answer.status_code for answer in answers[:6]] == [204] * 6
    assert refusal(answers[6]) == (429, "throttled")
    assert int(answers[6]["Retry-After"]) > 0
    assert len(mailoutbox) == 6


def test_ended_invitation_sends_no_code(cast, mailoutbox):
    row = factories.invitation(cast.tess)
    invitations.revoke_invitation(user=cast.tess, invitation_id=row.pk, now=clock.now())
    answer = Browser().ask("POST", f"/api/v1/invitations/{shown_token(row)}/code/")
    assert refusal(answer) == (410, "invitation_revoked")
    assert mailoutbox == []


def test_signed_in_owner_accepts_a_shown_link_without_a_code(cast, client_of):
    alone = factories.patient("Lone")
    row = factories.invitation(cast.tess, alone.user.email)
    path = f"/api/v1/invitations/{shown_token(row)}/accept/"
    assert refusal(APIClient().post(path)) == (403, "sign_in_first")
    assert client_of(alone.user).post(path).status_code == 200


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
