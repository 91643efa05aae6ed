"""How often one may try to get in: nobody guesses a code, and nobody keeps another one out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from accounts.models import Allowance
from accounts.rules import limits
from accounts.rules.limits import CODE_DIGITS, Limit, Use
from accounts.services.limits import UsedUp, spend
from common import clock
from tests import factories
from tests.accounts.browser import Browser, code_in
from tests.refusals import refusal

pytestmark = pytest.mark.django_db

FEW = Limit("a few", 3, timedelta(minutes=10))
NOW = factories.NOW
OWN_DEVICES = 20


def ask(email: str, browser: Browser | None = None):
    return (browser or Browser()).auth("POST", "/auth/code/request", {"email": email})


def ask_too_often(email: str) -> None:
    """As strangers' browsers, until none of them gets a code any more."""
    answers = [ask(email).status_code for _email in range(limits.EMAILS_TO_ADDRESS.at_once + 1)]
    assert answers[-1] == 429


def test_code_is_guessed_once_in_ten_thousand_days_at_most():
    a_day = limits.EMAILS_TO_ADDRESS.most_a_day + OWN_DEVICES * limits.EMAILS_TO_DEVICE.most_a_day
    assert a_day * limits.TRIES_OF_A_CODE.at_once / 10**CODE_DIGITS <= 1e-4
    assert limits.TRIES_OF_A_CODE.every > limits.CODE_LIFETIME


def test_limit_allows_its_number_at_once_and_then_one_at_a_time(db):
    for _use in range(3):
        spend(uses=[Use(FEW, "ana")], now=NOW)
    with pytest.raises(UsedUp) as refused:
        spend(uses=[Use(FEW, "ana")], now=NOW + timedelta(minutes=4))
    assert refused.value.wait == timedelta(minutes=6)
    spend(uses=[Use(FEW, "ben")], now=NOW)
    spend(uses=[Use(FEW, "ana")], now=NOW + timedelta(minutes=10))
    with pytest.raises(UsedUp):
        spend(uses=[Use(FEW, "ana")], now=NOW + timedelta(minutes=10))


def test_limit_counts_nothing_where_one_of_several_limits_refuses(db):
    wide = Limit("wide", 2, timedelta(hours=1))
    for _use in range(3):
        spend(uses=[Use(FEW, "ana")], now=NOW)
    for _use in range(5):
        with pytest.raises(UsedUp):
            spend(uses=[Use(wide, ""), Use(FEW, "ana")], now=NOW)
    spend(uses=[Use(wide, "")], now=NOW)
    spend(uses=[Use(wide, "")], now=NOW)


def test_limit_stores_no_address_and_is_deleted_once_it_is_full_again(db):
    for number in range(4):
        spend(uses=[Use(FEW, f"ana{number}@example.org")], now=NOW)
    assert not Allowance.objects.filter(key__contains="ana").exists()
    spend(uses=[Use(FEW, "ben")], now=NOW + timedelta(hours=1))
    assert Allowance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_limit_counts_each_of_many_at_the_same_moment():
    def use(_number: int) -> bool:
        try:
            spend(uses=[Use(FEW, "ana"), Use(limits.EMAILS_IN_ALL, "")], now=NOW)
        except UsedUp:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, range(24))) == 3


def test_limit_says_when_to_come_again_and_what_works_meanwhile(cast):
    ask_too_often("ana@example.org")
    answer = ask("ana@example.org")
    assert refusal(answer) == (429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 20 * 60 + 1
    assert "passkey" in answer.json()["detail"]
    assert "Try again in 20 minutes." in answer.json()["detail"]


def test_known_and_unknown_addresses_are_limited_alike(cast):
    for email in ("ana@example.org", "nobody@example.org"):
        answers = [ask(email).status_code for _email in range(8)]
        assert answers == [401] * 6 + [429] * 2


def test_known_and_unknown_addresses_cost_the_same_statements(cast, mailoutbox):
    asked = {}
    for email in ("ana@example.org", "nobody@example.org"):
        browser = Browser()
        with CaptureQueriesContext(connection) as captured:
            ask(email, browser)
        asked[email] = [query["sql"].split(" ")[0] for query in captured.captured_queries]
    assert asked["ana@example.org"] == asked["nobody@example.org"]


def test_owner_is_never_locked_out_of_a_browser_that_signed_in_before(cast, mailoutbox):
    own = Browser()
    own.sign_in("ana@example.org", mailoutbox)
    own.auth("DELETE", "/auth/session")
    ask_too_often("ana@example.org")
    assert own.sign_in("ANA@example.org", mailoutbox).status_code == 200


def test_known_browser_has_no_allowance_for_somebody_else(cast, mailoutbox):
    own = Browser()
    own.sign_in("ben@example.org", mailoutbox)
    own.auth("DELETE", "/auth/session")
    ask_too_often("ana@example.org")
    assert ask("ana@example.org", own).status_code == 429


def test_invented_cookie_does_not_make_a_known_browser(cast, mailoutbox):
    own, forger = Browser(), Browser()
    own.sign_in("ana@example.org", mailoutbox)
    told = own.client.cookies["footing_device"]
    assert (told["httponly"], told["path"], told["samesite"]) == (True, "/_allauth/", "Lax")
    assert "ana" not in told.value
    forger.client.cookies["footing_device"] = told.value[:-2] + "xx"
    ask_too_often("ana@example.org")
    assert ask("ana@example.org", forger).status_code == 429


def test_known_browser_is_limited_too(cast, mailoutbox):
    own = Browser()
    own.sign_in("ana@example.org", mailoutbox)
    own.auth("DELETE", "/auth/session")
    answers = [ask("ana@example.org", own).status_code for _email in range(11)]
    assert answers == [401] * 10 + [429]


def test_class_of_thirty_behind_one_address_signs_in_within_a_minute(cast, mailoutbox):
    people = [factories.user("Member") for _number in range(30)]
    assert [Browser().sign_in(person.email, mailoutbox).status_code for person in people] == [200] * 30


def test_network_that_asks_for_everybody_is_stopped(cast, monkeypatch):
    monkeypatch.setattr(limits, "EMAILS_TO_NETWORK", Limit("narrow", 2, timedelta(minutes=1)))
    answers = [ask(f"{name}@example.org").status_code for name in ("ana", "ben", "tess")]
    assert answers == [401, 401, 429]


def test_total_number_of_emails_is_limited_whatever_the_networks(cast, monkeypatch):
    monkeypatch.setattr(limits, "EMAILS_IN_ALL", Limit("little", 2, timedelta(minutes=1)))
    answers = []
    for number, name in enumerate(("ana", "ben", "tess")):
        browser = Browser()
        browser.client.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        answers.append(ask(f"{name}@example.org", browser).status_code)
    assert answers == [401, 401, 429]


def test_ipv6_prefix_of_64_bits_counts_as_one_network(cast, monkeypatch):
    monkeypatch.setattr(limits, "EMAILS_TO_NETWORK", Limit("narrow", 1, timedelta(minutes=1)))
    answers = []
    for place in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"):
        browser = Browser()
        browser.client.defaults["REMOTE_ADDR"] = place
        answers.append(ask(f"{place.replace(':', '')}@example.org", browser).status_code)
    assert answers == [401, 429, 401]


def test_email_to_an_address_without_an_account_is_held_back_with_the_same_answer(
    cast, mailoutbox, monkeypatch
):
    monkeypatch.setattr("accounts.api.adapters.EMAILS_TO_STRANGERS", Limit("few", 2, timedelta(hours=1)))
    answers = [ask(f"nobody{number}@example.org") for number in range(4)]
    assert [answer.status_code for answer in answers] == [401] * 4
    assert answers[3].json() == answers[0].json() == ask("ana@example.org").json()
    assert [mail.to[0] for mail in mailoutbox] == [
        "nobody0@example.org",
        "nobody1@example.org",
        "ana@example.org",
    ]


@override_settings(SIGNUP_OPEN=True)
def test_sign_ups_and_new_codes_are_limited_like_codes(cast, mailoutbox):
    browser = Browser()
    assert browser.auth("POST", "/auth/signup", {"email": "new@example.org"}).status_code == 401
    answers = [browser.auth("POST", "/auth/email/verify/resend").status_code for _email in range(5)]
    assert answers == [200] * 5
    again = Browser().auth("POST", "/auth/signup", {"email": "new@example.org"})
    assert refusal(again) == (429, "throttled")


@pytest.mark.django_db(transaction=True)
def test_code_has_three_attempts_however_many_arrive_at_once(cast, mailoutbox):
    browser = Browser()
    ask("ana@example.org", browser)
    session = browser.client.cookies.copy()

    def try_wrong(_number: int) -> int:
        one = Browser()
        one.client.cookies.update(session)
        try:
            return one.auth("POST", "/auth/code/confirm", {"code": "not this"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(try_wrong, range(16)))
    assert answers.count(400) <= 3
    right = browser.auth("POST", "/auth/code/confirm", {"code": code_in(mailoutbox[-1])})
    assert right.status_code == 409
    assert browser.me().status_code == 401


def test_session_of_an_unfinished_sign_in_is_not_kept(cast, mailoutbox):
    browser = Browser()
    for begin in (
        lambda: ask("nobody@example.org", Browser()),
        lambda: Browser().auth("GET", "/auth/webauthn/login"),
        lambda: ask("ana@example.org", browser),
    ):
        begin()
    soon = clock.now() + timedelta(minutes=31)
    assert not Session.objects.filter(expire_date__gt=soon).exists()
    browser.auth("POST", "/auth/code/confirm", {"code": code_in(mailoutbox[-1])})
    assert Session.objects.get(expire_date__gt=soon).session_key == browser.client.session.session_key


def test_expired_session_is_deleted(cast):
    for _time in range(3):
        ask("nobody@example.org")
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    ask("ana@example.org")
    assert Session.objects.count() == 1
