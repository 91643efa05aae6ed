"""Signing in by a code that is sent by e-mail, and signing up where that is open."""

import time

import pytest
from django.test import override_settings

from accounts.models import User
from accounts.services.people import create_person
from common import clock
from tests.accounts.browser import Browser, code_in
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


def test_code_from_the_email_signs_in(cast, mailoutbox):
    browser = Browser()
    assert browser.sign_in("ana@example.org", mailoutbox).status_code == 200
    assert browser.me().json()["email"] == "ana@example.org"


def test_sign_in_tells_a_program_what_there_is_to_sign_in_with(db):
    told = Browser().auth("GET", "/config")
    assert told.status_code == 200
    assert "no-store" in told["Cache-Control"]
    account = told.json()["data"]["account"]
    assert (account["login_methods"], account["login_by_code_enabled"]) == (["email"], True)
    assert "csrftoken" in told.cookies


def test_address_is_recognised_whatever_its_case(cast, mailoutbox):
    browser = Browser()
    assert browser.sign_in("ANA@Example.ORG", mailoutbox).status_code == 200


def test_sign_in_email_is_plain_and_does_not_mention_health(cast, mailoutbox):
    Browser().sign_in("ana@example.org", mailoutbox)
    mail = mailoutbox[-1]
    html = mail.alternatives[0]
    assert mail.subject == "Your sign-in code"
    assert (mail.to, html.mimetype) == (["ana@example.org"], "text/html")
    assert code_in(mail) in html.content
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    told = (mail.subject + mail.body + html.content).lower()
    for word in ("pain", "rehab", "patient", "exercise", "clinic", "ana"):
        assert word not in told


def test_sign_in_refuses_a_wrong_code_and_ends_after_three(cast, mailoutbox):
    browser = Browser()
    browser.auth("POST", "/auth/code/request", {"email": "ana@example.org"})
    for _attempt in range(3):
        assert browser.auth("POST", "/auth/code/confirm", {"code": "WRONG1"}).status_code == 400
    right = code_in(mailoutbox[-1])
    assert browser.auth("POST", "/auth/code/confirm", {"code": right}).status_code == 409
    assert browser.me().status_code == 401


@pytest.mark.parametrize("zero", ["٠", "०", "０"], ids=["Arabic-Indic", "Devanagari", "full-width"])
def test_sign_in_reads_the_digits_of_any_script(cast, mailoutbox, zero):
    browser = Browser()
    browser.auth("POST", "/auth/code/request", {"email": "ana@example.org"})
    typed = "".join(chr(ord(zero) + int(digit)) for digit in code_in(mailoutbox[-1]))
    assert browser.auth("POST", "/auth/code/confirm", {"code": typed}).status_code == 200


def test_new_code_makes_the_old_one_invalid(cast, mailoutbox):
    browser = Browser()
    browser.auth("POST", "/auth/code/request", {"email": "ana@example.org"})
    assert browser.auth("POST", "/auth/code/resend").status_code == 200
    old, new = map(code_in, mailoutbox)
    assert browser.auth("POST", "/auth/code/confirm", {"code": old}).status_code == 400
    assert browser.auth("POST", "/auth/code/confirm", {"code": new}).status_code == 200


def test_sign_in_code_has_eight_digits_and_is_valid_for_ten_minutes(cast, mailoutbox, monkeypatch):
    browser = Browser()
    browser.auth("POST", "/auth/code/request", {"email": "ana@example.org"})
    code = code_in(mailoutbox[-1])
    assert (len(code), code.isdecimal()) == (8, True)
    assert "10 minutes" in mailoutbox[-1].body
    late = time.time() + 601
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: late)
    assert browser.auth("POST", "/auth/code/confirm", {"code": code}).status_code == 409


def test_code_works_only_in_the_requesting_browser(cast, mailoutbox):
    asking, other = Browser(), Browser()
    asking.auth("POST", "/auth/code/request", {"email": "ana@example.org"})
    assert other.auth("POST", "/auth/code/confirm", {"code": code_in(mailoutbox[-1])}).status_code == 409


@pytest.mark.parametrize("typed", ["kontakt@bücher.example.org", "Kontakt@XN--bcher-kva.example.org"])
@pytest.mark.parametrize("made", ["kontakt@bücher.example.org", "kontakt@xn--bcher-kva.example.org"])
def test_address_is_recognised_in_either_form_of_its_domain(db, mailoutbox, made, typed):
    create_person(email=made, name="Bea", now=clock.now())
    assert Browser().sign_in(typed, mailoutbox).status_code == 200


def test_code_works_once(cast, mailoutbox):
    first = Browser()
    first.sign_in("ana@example.org", mailoutbox)
    code = code_in(mailoutbox[-1])
    second = Browser()
    assert second.auth("POST", "/auth/code/confirm", {"code": code}).status_code == 409
    assert second.me().status_code == 401


def test_sign_in_answers_alike_for_a_known_and_an_unknown_address(cast, mailoutbox):
    known = Browser().auth("POST", "/auth/code/request", {"email": "ana@example.org"})
    unknown = Browser().auth("POST", "/auth/code/request", {"email": "nobody@example.org"})
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert [mail.to[0] for mail in mailoutbox] == ["ana@example.org", "nobody@example.org"]
    assert "code" not in mailoutbox[1].subject.lower()


def test_inactive_person_cannot_sign_in(cast, mailoutbox):
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)
    browser = Browser()
    browser.auth("POST", "/auth/code/request", {"email": "ana@example.org"})
    if mailoutbox and "code" in mailoutbox[-1].subject:
        browser.auth("POST", "/auth/code/confirm", {"code": code_in(mailoutbox[-1])})
    assert browser.me().status_code == 401


def test_sign_in_asks_for_the_csrf_token_to_sign_in(cast, mailoutbox):
    browser = Browser()
    browser.client.cookies.clear()
    door, body = "/_allauth/browser/v1/auth/code/request", {"email": "ana@example.org"}
    answer = browser.client.post(door, body, content_type="application/json")
    assert refusal(answer) == (403, "csrf")
    assert mailoutbox == []


@override_settings(SIGNUP_OPEN=False)
def test_sign_in_makes_no_account_where_sign_up_is_closed(db, mailoutbox):
    answer = Browser().auth("POST", "/auth/signup", {"email": "new@example.org"})
    assert answer.status_code == 403
    assert not User.objects.exists()
    assert mailoutbox == []


@override_settings(SIGNUP_OPEN=True)
def test_code_from_the_email_signs_up_where_sign_up_is_open(db, mailoutbox):
    browser = Browser()
    assert browser.auth("POST", "/auth/signup", {"email": "New@Example.org"}).status_code == 401
    assert browser.me().status_code == 401
    mail = mailoutbox[-1]
    assert mail.subject == "Your code to sign up"
    assert mail.alternatives
    assert browser.auth("POST", "/auth/email/verify", {"key": code_in(mail)}).status_code == 200
    assert browser.me().json()["email"] == "new@example.org"
    assert browser.me().json()["roles"] == []
    assert User.objects.get().created_at is not None


@override_settings(SIGNUP_OPEN=True)
def test_sign_in_tells_nobody_that_an_address_is_taken_when_signing_up(cast, mailoutbox):
    taken = Browser().auth("POST", "/auth/signup", {"email": "ana@example.org"})
    free = Browser().auth("POST", "/auth/signup", {"email": "free@example.org"})
    assert taken.status_code == free.status_code == 401
    assert [flow["id"] for flow in taken.json()["data"]["flows"]] == [
        flow["id"] for flow in free.json()["data"]["flows"]
    ]
    assert mailoutbox[0].subject == "You have an account already"
    assert User.objects.filter(email="ana@example.org").count() == 1


@pytest.mark.parametrize(
    "door", ["/auth/login", "/auth/password/request", "/auth/password/reset", "/account/password/change"]
)
def test_sign_in_has_no_endpoints_for_passwords(cast, door):
    assert Browser().auth("POST", door, {"email": "ana@example.org", "password": "x"}).status_code == 404


def test_sign_out_ends_the_session(cast, mailoutbox):
    browser = Browser()
    browser.sign_in("ana@example.org", mailoutbox)
    assert browser.auth("DELETE", "/auth/session").status_code == 401
    assert browser.me().status_code == 401


def test_session_list_shows_own_sessions_and_can_end_another(cast, mailoutbox):
    here, there = Browser(), Browser()
    there.sign_in("ana@example.org", mailoutbox)
    here.sign_in("ana@example.org", mailoutbox)
    listed = here.auth("GET", "/auth/sessions").json()["data"]
    other = [session["id"] for session in listed if not session["is_current"]]
    assert len(listed) == 2
    here.auth("DELETE", "/auth/sessions", {"sessions": other})
    assert there.me().status_code == 401
    assert here.me().status_code == 200


@override_settings(SIGNUP_OPEN=True)
def test_sign_in_takes_the_code_of_a_sign_up_for_a_fresh_sign_in(db, mailoutbox):
    browser = Browser()
    browser.auth("POST", "/auth/signup", {"email": "new@example.org"})
    browser.auth("POST", "/auth/email/verify", {"key": code_in(mailoutbox[-1])})
    methods = browser.auth("GET", "/auth/session").json()["data"]["methods"]
    assert [method["method"] for method in methods] == ["code"]
    assert browser.ask("DELETE", "/api/v1/me/").status_code == 204
    assert not User.objects.exists()


@override_settings(SIGNUP_OPEN=True)
def test_sign_in_accepts_no_sign_up_for_a_sign_in_before_its_code(db, mailoutbox):
    browser = Browser()
    browser.auth("POST", "/auth/signup", {"email": "new@example.org"})
    browser.auth("POST", "/auth/email/verify", {"key": "000000"})
    assert browser.ask("DELETE", "/api/v1/me/").status_code == 401
    assert User.objects.filter(email="new@example.org").exists()
