"""A person's account in the browser: the second step of staff, and leaving for good."""

import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Membership, Patient, User
from accounts.rules.roles import Role
from accounts.services.clinics import add_member
from accounts.services.people import create_person
from common import clock
from tests import factories
from tests.cast import Cast
from tests.journeys.conftest import code_in, sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
NEWCOMER = "nora@example.org"
LONG_AGO = 3600


def app_code(secret: str) -> str:
    """What an authenticator app shows now, by RFC 6238."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_code(page: Page, email: str, mails: MailServer) -> None:
    asked = page.get_by_label("Code", exact=True)
    asked.wait_for()
    asked.fill(code_in(mails, email))


def ask_to_delete(page: Page) -> None:
    page.goto("/settings")
    page.get_by_role("button", name="Delete my account").click()
    delete_for_good(page)


def delete_for_good(page: Page) -> None:
    page.get_by_role("checkbox", name="I understand. Delete everything.").check()
    page.get_by_role("button", name="Delete for good").click()


def let_time_pass(context: BrowserContext, settings: Any) -> None:
    """The browser's sign-in is an hour old from now on."""
    cookies = context.cookies()
    key = next(cookie["value"] for cookie in cookies if cookie["name"] == settings.SESSION_COOKIE_NAME)
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    for record in session["account_authentication_methods"]:
        record["at"] -= LONG_AGO
    session.modified = True
    session.save()


def test_person_who_has_just_signed_up_may_leave_at_once(
    phone: Callable[..., BrowserContext], settings: Any, mail_server: MailServer
) -> None:
    settings.SIGNUP_OPEN = True
    page = phone().new_page()
    page.goto("/signin")
    page.get_by_role("button", name="New here? Make an account").click()
    page.get_by_label("Your e-mail address").fill(NEWCOMER)
    page.get_by_role("button", name="Make my account").click()
    give_code(page, NEWCOMER, mail_server)
    expect(page.get_by_role("heading", name="Welcome to Footing")).to_be_visible()
    assert User.objects.filter(email=NEWCOMER).exists()

    ask_to_delete(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not User.objects.filter(email=NEWCOMER).exists()


def test_person_who_signed_in_long_ago_signs_in_again_and_is_then_erased(
    phone: Callable[..., BrowserContext], cast: Cast, settings: Any, mail_server: MailServer
) -> None:
    context = phone()
    page = context.new_page()
    sign_in(page, cast.ana.email, mail_server)
    expect(page.get_by_role("link", name="Progress")).to_be_visible()
    let_time_pass(context, settings)

    ask_to_delete(page)
    expect(page.get_by_text("Nothing is deleted yet.")).to_be_visible()
    assert User.objects.filter(pk=cast.ana.pk).exists()

    page.get_by_role("button", name="Sign in again").click()
    expect(page.get_by_label("Your e-mail address")).to_have_value(cast.ana.email)
    page.get_by_role("button", name="Send me a code").click()
    give_code(page, cast.ana.email, mail_server)
    expect(page.get_by_role("heading", name="Delete your account?")).to_be_visible()
    delete_for_good(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not User.objects.filter(pk=cast.ana.pk).exists()
    assert not Patient.objects.filter(pk=cast.ana_patient.pk).exists()


def test_last_manager_reads_why_the_clinic_needs_one_and_stays(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    sign_in(page, cast.mira.email, mail_server)
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()
    ask_to_delete(page)
    expect(page.get_by_text("Nobody else manages North Clinic")).to_be_visible()
    expect(page.get_by_text("Nothing was deleted.")).to_be_visible()
    assert User.objects.filter(pk=cast.mira.pk).exists()


def test_staff_of_the_demo_set_up_an_authenticator_app_and_keep_its_codes(
    phone: Callable[..., BrowserContext], settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = settings.DEMO = True
    dora = create_person(email="dora@demo.example", name="Dora", now=clock.now(), synthetic=True)
    add_member(clinic=factories.clinic(), user=dora, role=Role.THERAPIST, now=clock.now())
    page = phone().new_page()
    page.goto("/signin")
    page.get_by_role("button", name="Dora").click()
    page.get_by_role("button", name="Use an authenticator app").click()
    picture = page.get_by_role("img", name="QR code for your authenticator app")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    assert not Authenticator.objects.exists()

    page.get_by_label("Six digits from the app").fill(app_code(page.locator(".secret").inner_text()))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    expect(page.locator(".codes code")).to_have_count(10)
    shown = page.locator(".codes code").all_inner_texts()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()
    kept = Authenticator.objects.get(user=dora, type=Authenticator.Type.RECOVERY_CODES)
    assert shown == kept.wrap().get_unused_codes()


def test_manager_invites_a_colleague_and_takes_one_out(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    sign_in(page, cast.mira.email, mail_server)
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Your clinic").click()
    expect(page.get_by_role("heading", name="North Clinic")).to_be_visible()
    page.get_by_label("Name").fill("Nora")
    page.get_by_label("E-mail address").fill(NEWCOMER)
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_role("button", name="Take back: invitation to Nora")).to_be_visible()
    assert not works(NEWCOMER)

    page.get_by_role("button", name="Take out: Theo, Therapist").click()
    page.get_by_role("button", name="Take out now").click()
    expect(page.get_by_role("button", name="Take out: Theo, Therapist")).to_have_count(0)
    assert not works(cast.theo.email)

    page.get_by_role("button", name="Take out: Mira, Manager").click()
    page.get_by_role("button", name="Take out now").click()
    expect(page.get_by_text("A clinic needs a manager.")).to_be_visible()
    assert works(cast.mira.email)


def works(email: str) -> bool:
    return Membership.objects.filter(user__email=email, ended_at=None).exists()


def test_clinics_screen_is_for_its_managers(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    sign_in(page, cast.tess.email, mail_server)
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()
    page.goto("/settings")
    expect(page.get_by_role("link", name="Reminders")).to_be_visible()
    expect(page.get_by_role("link", name="Your clinic")).to_have_count(0)
    page.goto("/clinic")
    expect(page.get_by_role("heading", name="North Clinic")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
