"""The second step of sign-in: asked of staff, offered to everybody."""

import time
from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as project
from django.core.management import call_command
from django.test import override_settings

from accounts import queries
from accounts.models import AccessToken, Allowance, User
from accounts.rules.limits import EMAILS_TO_ADDRESS, SECOND_STEPS, Use
from accounts.rules.roles import Role
from accounts.services.clinics import add_member
from accounts.services.people import create_person
from common import clock
from tests import factories
from tests.accounts.browser import Browser
from tests.accounts.passkey import Passkey
from tests.refusals import refusal

pytestmark = pytest.mark.django_db

AUTHENTICATORS = "/account/authenticators"


@pytest.fixture(autouse=True)
def _at_the_public_address(settings):
    """Passkeys belong to one site; the app is opened at its public address."""
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]


class Phone(Browser):
    """A browser at the public address."""

    def __init__(self) -> None:
        super().__init__()
        self.client.defaults["SERVER_NAME"] = "localhost"
        self.client.defaults["SERVER_PORT"] = "8000"
        self.client.get("/api/v1/app/")


def app_code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(browser: Browser) -> str:
    secret = browser.auth("GET", f"{AUTHENTICATORS}/totp").json()["meta"]["secret"]
    assert browser.auth("POST", f"{AUTHENTICATORS}/totp", {"code": app_code(secret)}).status_code == 200
    return secret


def set_up_passkey(browser: Browser) -> Passkey:
    key = Passkey()
    options = browser.auth("GET", f"{AUTHENTICATORS}/webauthn?passwordless").json()["data"][
        "creation_options"
    ]
    made = browser.auth(
        "POST", f"{AUTHENTICATORS}/webauthn", {"name": "Phone", "credential": key.made(options)}
    )
    assert made.status_code == 200, made.content
    return key


def caseload(browser: Browser):
    return browser.ask("GET", "/api/v1/invitations/")


def test_therapist_without_a_second_factor_can_only_set_one_up(cast, mailoutbox):
    browser = Phone()
    assert browser.sign_in("tess@example.org", mailoutbox).status_code == 200
    assert browser.me().json()["second_factor"] == {"required": True, "satisfied": False}
    assert refusal(caseload(browser)) == (403, "second_factor_required")
    assert refusal(browser.ask("POST", "/api/v1/tokens/", {"name": "script"})) == (
        403,
        "second_factor_required",
    )
    assert not AccessToken.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_second_factor_opens_the_staffs_endpoints_once_an_app_is_set_up(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("tess@example.org", mailoutbox)
    set_up_app(browser)
    assert browser.me().json()["second_factor"] == {"required": True, "satisfied": True}
    assert caseload(browser).status_code == 200
    assert mailoutbox[-1].to == ["tess@example.org"]


def test_second_factor_draws_the_key_as_a_picture_for_the_apps_camera(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("tess@example.org", mailoutbox)
    meta = browser.auth("GET", f"{AUTHENTICATORS}/totp").json()["meta"]
    assert meta["totp_svg"].startswith("<svg xmlns=")
    assert meta["totp_url"].startswith("otpauth://totp/tess%40example.org?")
    assert {f"secret={meta['secret']}", "issuer=Footing"} <= set(meta["totp_url"].split("?")[1].split("&"))
    set_up_app(browser)
    known = browser.auth("GET", f"{AUTHENTICATORS}/totp")
    assert (known.status_code, "totp_svg" in known.content.decode()) == (200, False)


@pytest.mark.django_db(transaction=True)
def test_second_factor_shows_the_recovery_codes_to_a_person_who_has_just_set_up_an_app(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("tess@example.org", mailoutbox)
    set_up_app(browser)
    codes = browser.auth("GET", f"{AUTHENTICATORS}/recovery-codes").json()["data"]["unused_codes"]
    assert len(codes) == 10


@pytest.mark.django_db(transaction=True)
def test_second_factor_lets_staff_whom_an_operator_made_set_one_up_at_once(db, settings):
    settings.DEMO, settings.PUBLIC_URL = True, "http://localhost:8000"
    person = create_person(email="dora@demo.example", name="Dora", now=clock.now(), synthetic=True)
    add_member(clinic=factories.clinic(), user=person, role=Role.THERAPIST, now=clock.now())
    browser = Phone()
    assert browser.ask("POST", "/api/v1/demo/sign-in/", {"email": "dora@demo.example"}).status_code == 200
    assert refusal(caseload(browser)) == (403, "second_factor_required")
    set_up_app(browser)
    assert caseload(browser).status_code == 200


def test_second_factor_lets_whoever_came_by_an_invitation_make_a_passkey_at_once(cast):
    link = queries.link_of(factories.invitation(cast.tess))
    browser = Phone()
    accepted = browser.ask("POST", f"/api/v1/invitations/{link.rsplit('/', 1)[1]}/accept/")
    assert accepted.status_code == 200
    set_up_passkey(browser)


def test_second_factor_asks_for_the_apps_code_at_the_next_sign_in(cast, mailoutbox):
    first = Phone()
    first.sign_in("tess@example.org", mailoutbox)
    secret = set_up_app(first)
    browser = Phone()
    answer = browser.sign_in("tess@example.org", mailoutbox)
    assert answer.status_code == 401
    pending = [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]
    assert pending == ["mfa_authenticate"]
    assert caseload(browser).status_code == 401
    assert browser.auth("POST", "/auth/2fa/authenticate", {"code": "000000"}).status_code == 400
    assert browser.auth("POST", "/auth/2fa/authenticate", {"code": app_code(secret)}).status_code == 200
    assert caseload(browser).status_code == 200


def test_second_step_of_another_session_does_not_count(cast, mailoutbox):
    old, new = Phone(), Phone()
    old.sign_in("tess@example.org", mailoutbox)
    new.sign_in("tess@example.org", mailoutbox)
    secret = set_up_app(new)
    assert refusal(caseload(old)) == (403, "second_factor_required")
    assert old.auth("POST", "/auth/2fa/reauthenticate", {"code": app_code(secret)}).status_code == 200
    assert caseload(old).status_code == 200


def test_second_factor_signs_in_with_a_passkey_alone(cast, mailoutbox):
    first = Phone()
    first.sign_in("tess@example.org", mailoutbox)
    key = set_up_passkey(first)
    assert caseload(first).status_code == 200
    browser = Phone()
    options = browser.auth("GET", "/auth/webauthn/login").json()["data"]["request_options"]
    answer = browser.auth("POST", "/auth/webauthn/login", {"credential": key.shown(options)})
    assert answer.status_code == 200, answer.content
    assert browser.me().json()["email"] == "tess@example.org"
    assert caseload(browser).status_code == 200


def test_second_factor_takes_the_passkey_as_second_step_after_a_code(cast, mailoutbox):
    first = Phone()
    first.sign_in("tess@example.org", mailoutbox)
    key = set_up_passkey(first)
    browser = Phone()
    assert browser.sign_in("tess@example.org", mailoutbox).status_code == 401
    options = browser.auth("GET", "/auth/webauthn/authenticate").json()["data"]["request_options"]
    answer = browser.auth("POST", "/auth/webauthn/authenticate", {"credential": key.shown(options)})
    assert answer.status_code == 200, answer.content
    assert caseload(browser).status_code == 200


def test_second_factor_refuses_a_passkey_of_another_site(cast, mailoutbox):
    first = Phone()
    first.sign_in("tess@example.org", mailoutbox)
    key = set_up_passkey(first)
    key.origin = "https://footing.example.net"
    browser = Phone()
    options = browser.auth("GET", "/auth/webauthn/login").json()["data"]["request_options"]
    assert browser.auth("POST", "/auth/webauthn/login", {"credential": key.shown(options)}).status_code == 400
    assert browser.me().status_code == 401


def test_second_factor_signs_in_with_a_recovery_code_once(cast, mailoutbox):
    first = Phone()
    first.sign_in("tess@example.org", mailoutbox)
    secret = set_up_app(first)
    first.auth("POST", "/auth/2fa/reauthenticate", {"code": app_code(secret)})
    code = first.auth("GET", f"{AUTHENTICATORS}/recovery-codes").json()["data"]["unused_codes"][0]
    for expected in (200, 400):
        browser = Phone()
        browser.sign_in("tess@example.org", mailoutbox)
        assert browser.auth("POST", "/auth/2fa/authenticate", {"code": code}).status_code == expected


def test_patient_needs_no_second_factor(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("ana@example.org", mailoutbox)
    assert browser.me().json()["second_factor"] == {"required": False, "satisfied": True}
    assert browser.ask("GET", "/api/v1/me/access/").status_code == 200


@override_settings(SECOND_FACTOR_REQUIRED=False)
def test_nobody_needs_a_second_factor_where_the_operator_turned_it_off(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("tess@example.org", mailoutbox)
    assert browser.me().json()["second_factor"] == {"required": False, "satisfied": True}
    assert caseload(browser).status_code == 200


def test_work_asks_for_it_from_the_moment_a_patient_becomes_staff(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("ana@example.org", mailoutbox)
    ana = User.objects.get(email="ana@example.org")
    add_member(clinic=cast.north, user=ana, role=Role.THERAPIST, now=clock.now())
    assert refusal(caseload(browser)) == (403, "second_factor_required")
    assert browser.ask("GET", "/api/v1/me/access/").status_code == 200


def test_second_factor_lets_the_operator_forget_what_a_therapist_lost(cast, mailoutbox):
    lost = Phone()
    lost.sign_in("tess@example.org", mailoutbox)
    set_up_passkey(lost)
    call_command("forget_second_factor", "tess@example.org", stdout=StringIO())
    assert lost.me().status_code == 401
    browser = Phone()
    assert browser.sign_in("tess@example.org", mailoutbox).status_code == 200
    assert refusal(caseload(browser)) == (403, "second_factor_required")


def test_sign_in_response_is_never_stored(cast, mailoutbox):
    browser = Phone()
    answer = browser.sign_in("ana@example.org", mailoutbox)
    assert "no-store" in answer["Cache-Control"]
    assert "no-store" in browser.auth("GET", "/auth/session")["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_attempts_of_app_codes_are_limited_and_the_answer_says_what_works(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("tess@example.org", mailoutbox)
    secret = set_up_app(browser)
    other = Phone()
    other.sign_in("tess@example.org", mailoutbox)
    answers = [other.auth("POST", "/auth/2fa/authenticate", {"code": "000000"}) for _try in range(11)]
    assert [answer.status_code for answer in answers[:10]] == [400] * 10
    assert refusal(answers[10]) == (429, "throttled")
    assert "passkey" in answers[10].json()["detail"]
    assert other.auth("POST", "/auth/2fa/authenticate", {"code": app_code(secret, 1)}).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_right_code_restores_all_attempts(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("tess@example.org", mailoutbox)
    secret = set_up_app(browser)
    other = Phone()
    other.sign_in("tess@example.org", mailoutbox)
    for _try in range(9):
        other.auth("POST", "/auth/2fa/authenticate", {"code": "000000"})
    assert other.auth("POST", "/auth/2fa/authenticate", {"code": app_code(secret, 1)}).status_code == 200
    assert not Allowance.objects.filter(pk=Use(SECOND_STEPS, str(cast.tess.pk)).key(project.SECRET_KEY))


@pytest.mark.django_db(transaction=True)
def test_passkey_signs_in_while_codes_are_used_up(cast, mailoutbox):
    browser = Phone()
    browser.sign_in("tess@example.org", mailoutbox)
    key = set_up_passkey(browser)
    for _email in range(EMAILS_TO_ADDRESS.at_once + 1):
        Phone().auth("POST", "/auth/code/request", {"email": "tess@example.org"})
    new = Phone()
    options = new.auth("GET", "/auth/webauthn/login").json()["data"]["request_options"]
    shown = new.auth("POST", "/auth/webauthn/login", {"credential": key.shown(options)})
    assert shown.status_code == 200
