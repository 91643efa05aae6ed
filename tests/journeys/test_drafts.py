"""What is being written comes back until it is saved, and is gone with the sign-out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from common import clock
from common.zones import ZoneInfo
from diary.models import Entry
from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer
from tracker.embedded.orphan_cleanup import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(phone: Callable[..., BrowserContext], cast: Cast, planned: None, mail_server: MailServer) -> Page:
    """Ana's phone, signed in."""
    opened = phone().new_page()
    sign_in(opened, "ana@example.org", mail_server)
    expect(opened.get_by_role("link", name="Toe curls")).to_be_visible()
    return opened


def begin(page: Page) -> None:
    """A score and a note, not saved."""
    page.get_by_role("link", name="Log pain").click()
    page.get_by_role("radio", name="6", exact=True).check(force=True)
    page.get_by_text("Add where and how it hurts").click()
    page.get_by_label("Note").fill("after the long walk")


def expect_begun(page: Page) -> None:
    expect(page.get_by_role("radio", name="6", exact=True)).to_be_checked()
    expect(page.get_by_label("Note")).to_have_value("after the long walk")
    expect(page.get_by_text("not saved yet")).to_be_visible()


def test_pain_being_logged_comes_back_after_reload_back_and_close(page: Page) -> None:
    begin(page)
    page.reload()
    expect_begun(page)
    page.go_back()
    page.get_by_role("link", name="Log pain").click()
    expect_begun(page)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Log pain").click()
    expect_begun(page)
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="Choose a number first")).to_be_visible()
    assert not Entry.objects.exists()


def test_saved_pain_leaves_no_draft(page: Page) -> None:
    page.get_by_role("link", name="Log pain").click()
    page.get_by_role("radio", name="4", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Log again").click()
    expect(page.get_by_role("button", name="Choose a number first")).to_be_visible()
    assert wait_until(Entry.objects.exists, seconds=15)


def test_drafts_are_gone_after_signing_out(page: Page, mail_server: MailServer) -> None:
    begin(page)
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").first.click()
    sure = page.get_by_role("dialog").get_by_role("button", name="Sign out")
    expect(sure.or_(page.get_by_label("Your e-mail address"))).to_be_visible()
    if sure.is_visible():
        sure.click()
    expect(page.get_by_label("Your e-mail address")).to_be_visible()
    kept = "Object.keys({...localStorage, ...sessionStorage}).filter(name => name.includes('draft'))"
    assert page.evaluate(kept) == []


def test_settings_being_changed_come_back_after_reload_until_saved(page: Page) -> None:
    page.goto("/settings")
    page.get_by_label("Your name").fill("Ana Maria")
    page.get_by_text("For programs").click()
    page.get_by_label("What is it for?").fill("My spreadsheet")
    page.reload()
    expect(page.get_by_label("Your name")).to_have_value("Ana Maria")
    page.get_by_text("For programs").click()
    expect(page.get_by_label("What is it for?")).to_have_value("My spreadsheet")

    page.get_by_role("button", name="Make a token").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.reload()
    page.get_by_text("For programs").click()
    expect(page.get_by_text("My spreadsheet")).to_be_visible()
    expect(page.get_by_label("What is it for?")).to_have_value("")
    expect(page.get_by_label("Your name")).to_have_value("Ana Maria")


def test_day_of_a_pause_being_chosen_comes_back_after_reload(page: Page) -> None:
    day = (clock.now() + timedelta(days=20)).date().isoformat()
    page.goto("/settings/reminders")
    page.get_by_role("button", name="Pause all reminders").click()
    page.get_by_label("Until another day").fill(day)
    page.reload()
    page.get_by_role("button", name="Pause all reminders").click()
    expect(page.get_by_label("Until another day")).to_have_value(day)


def test_pain_for_yesterday_is_dated_there_and_marked(page: Page) -> None:
    page.get_by_role("link", name="Log pain").click()
    page.get_by_role("button", name="For yesterday").click()
    page.get_by_role("button", name="Yesterday evening").click()
    page.get_by_role("radio", name="3", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    assert wait_until(Entry.objects.exists, seconds=15)
    kept = Entry.objects.get()
    madrid = ZoneInfo("Europe/Madrid")
    assert (clock.local_date(clock.now(), "Europe/Madrid") - kept.local_date).days == 1
    assert kept.recorded_at.astimezone(madrid).hour == 20
    page.goto("/history")
    expect(page.get_by_role("heading", name="Yesterday")).to_be_visible()
    expect(page.get_by_text("Written later")).to_be_visible()


def test_invitation_being_written_comes_back_in_this_tab_only(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    desk = phone(viewport={"width": 1280, "height": 800}).new_page()
    sign_in(desk, "tess@example.org", mail_server)
    expect(desk.get_by_role("heading", name="Patients")).to_be_visible()
    desk.goto("/invite-patient")
    desk.get_by_label("Name").fill("Nora Winter")
    desk.get_by_label("A word from you").fill("We start on Monday.")
    desk.reload()
    expect(desk.get_by_label("Name")).to_have_value("Nora Winter")
    expect(desk.get_by_label("A word from you")).to_have_value("We start on Monday.")
    kept = "Object.keys(localStorage).filter(name => name.includes('draft'))"
    assert desk.evaluate(kept) == []
