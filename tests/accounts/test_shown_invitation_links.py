"""A link that somebody showed needs a code from the mailbox it was meant for."""

import pytest
from rest_framework.test import APIClient

from accounts import queries
from accounts.models import Invitation, User
from accounts.services import invitations
from common import clock
from tests import factories
from tests.accounts.browser import Browser, code_in
from tests.refusals import fields_at_fault, refusal

pytestmark = pytest.mark.django_db

BODY = {"email": "Nora@Example.org", "name": "Nora", "condition": "metatarsalgia", "foot": "left"}


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
