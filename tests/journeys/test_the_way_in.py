"""Getting in on a phone: the code page that was left for the mail, wrong codes, and a link from a screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.queries import shown_link_of
from accounts.rules.limits import EMAILS_TO_ADDRESS
from accounts.services.mail_sender import MailSender
from accounts.services.outgoing_mail import send_due_mail
from common import clock
from tests import factories
from tests.cast import Cast
from tests.journeys.conftest import code_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)

ARABIC_ZERO = 0x0660


def ask_for_code(page: Page, email: str) -> None:
    page.goto("/signin")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()


def test_code_is_still_asked_for_after_the_page_was_thrown_away(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    context = phone()
    page = context.new_page()
    ask_for_code(page, cast.ana.email)
    page.close()

    page = context.new_page()
    page.goto("/signin")
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    expect(page.get_by_text(f"We sent a code to {cast.ana.email}.")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(code_in(mail_server, cast.ana.email))
    expect(page.get_by_role("heading", name="Sign in")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_be_visible()


def test_slow_mail_server_is_named_on_the_code_page_without_leaving_it(
    phone: Callable[..., BrowserContext],
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(MailSender, "wake", lambda _sender: None)  # the server takes long for the mail
    page = phone().new_page()
    page.clock.install()
    ask_for_code(page, cast.ana.email)
    expect(page.get_by_text("is on its way")).to_be_visible()
    page.clock.run_for(10_000)
    expect(page.get_by_text("The mail server is slow. We keep trying")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    send_due_mail(now=clock.now())
    page.clock.run_for(10_000)
    expect(page.get_by_text(f"We sent a code to {cast.ana.email}.")).to_be_visible()


def test_another_address_can_be_taken_and_then_the_reload_asks_for_it(
    phone: Callable[..., BrowserContext], cast: Cast
) -> None:
    page = phone().new_page()
    ask_for_code(page, cast.ana.email)
    page.get_by_role("button", name="Use another e-mail address").click()
    page.reload()
    expect(page.get_by_label("Your e-mail address")).to_be_visible()


def test_wrong_code_says_what_to_do_and_digits_of_another_script_are_read(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    ask_for_code(page, cast.ana.email)
    asked = page.get_by_label("Code", exact=True)
    asked.fill("00000000")
    expect(page.get_by_text("That code is not right. Use the newest e-mail")).to_be_visible()
    right = code_in(mail_server, cast.ana.email)
    asked.fill("".join(chr(ARABIC_ZERO + int(digit)) for digit in right))
    expect(page.get_by_role("navigation")).to_be_visible()


def test_code_that_ended_says_so_and_a_new_one_works(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    page.clock.install()
    ask_for_code(page, cast.ana.email)
    asked = page.get_by_label("Code", exact=True)
    for wrong in ("00000000", "11111111", "22222222", "33333333"):
        with page.expect_response("**/code/confirm"):
            asked.fill(wrong)
    expect(page.get_by_text("This sign-in has ended")).to_be_visible()
    before = len(mail_server.emails)
    page.clock.fast_forward(31_000)
    page.get_by_role("button", name="Send a new code").click()
    expect(page.get_by_text("A new code is on its way")).to_be_visible()
    assert len(mail_server.emails) == before + 1
    asked.fill(code_in(mail_server, cast.ana.email))
    expect(page.get_by_role("navigation")).to_be_visible()


def test_too_many_codes_tell_when_to_try_again_and_what_works(
    phone: Callable[..., BrowserContext], cast: Cast
) -> None:
    page = phone().new_page()
    for _email in range(EMAILS_TO_ADDRESS.at_once):
        ask_for_code(page, cast.ana.email)
        page.get_by_role("button", name="Use another e-mail address").click()
    page.get_by_label("Your e-mail address").fill(cast.ana.email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("Too many codes were asked for.")).to_be_visible()
    expect(page.get_by_text("Try again in 20 minutes.")).to_be_visible()


def test_picture_that_was_shown_lets_in_only_who_reads_the_invited_mailbox(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    row = factories.invitation(cast.tess, "nora@example.org", name="Nora")
    page = phone().new_page()
    page.goto(f"/invite/{shown_link_of(row).rsplit('/', 1)[1]}")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("We sent a code to n…@example.org")).to_be_visible()
    asked = page.get_by_label("Code", exact=True)
    asked.fill("00000000")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("That code is not right, or it is too old.")).to_be_visible()
    asked.fill(code_in(mail_server, "nora@example.org"))
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="Welcome to Footing")).to_be_visible()
