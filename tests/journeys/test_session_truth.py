"""What a session says is what happened: one tap one set, one session one evening, one save one page."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from common import clock
from common.zones import ZoneInfo
from diary.models import Entry
from tests.cast import Cast
from tests.diary.telling import data_of
from tests.journeys.conftest import log_pain, sign_in
from tests.reminders.mail_server import MailServer
from tracker.embedded.orphan_cleanup import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def page(phone: Callable[..., BrowserContext], cast: Cast, planned: None, mail_server: MailServer) -> Page:
    """Ana's phone, signed in, with two exercises to do."""
    opened = phone().new_page()
    sign_in(opened, "ana@example.org", mail_server)
    expect(opened.get_by_role("link", name="Toe curls")).to_be_visible()
    return opened


def start(page: Page) -> None:
    page.get_by_role("link", name="Start exercises").click()
    page.get_by_role("button", name="Start without a number").click()


def tap_twice(page: Page, button: Locator) -> None:
    """A finger that bounces: two taps at one place, 120 ms apart."""
    button.hover()  # once the tap before has settled
    box = button.bounding_box()
    assert box
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(*at)
    page.wait_for_timeout(120)
    page.mouse.click(*at)


def finish(page: Page) -> None:
    """Both feet of both exercises, then the end."""
    for _ in range(2):
        page.get_by_role("button", name="Left foot: done").click()
        page.get_by_role("button", name="Right foot: done").click()
        page.get_by_role("button", name="Next exercise").or_(
            page.get_by_role("button", name="To the end")
        ).click()


def kept_sessions(page: Page, count: int = 1) -> list[Entry]:
    """The sessions on the server, once so many have come there."""
    sessions = Entry.objects.filter(kind="session")
    assert wait_until(sessions.exists, seconds=15)
    page.goto("/")
    expect(page.get_by_role("heading", name="Ana")).to_be_visible()
    assert sessions.count() == count
    return list(sessions)


def test_two_taps_on_set_done_check_one_set(page: Page) -> None:
    start(page)
    tap_twice(page, page.get_by_role("button", name="Left foot: done"))
    expect(page.get_by_role("button", name="Right foot: done")).to_be_visible()
    expect(page.get_by_role("button", name="Left foot", pressed=True)).to_have_count(0)
    assert page.locator(".set-key-done").count() == 1


def test_two_taps_on_the_last_set_do_not_open_the_next_exercise(page: Page) -> None:
    start(page)
    page.get_by_role("button", name="Left foot: done").click()
    tap_twice(page, page.get_by_role("button", name="Right foot: done"))
    expect(page.get_by_role("button", name="Next exercise")).to_be_visible()
    expect(page.get_by_role("heading", name="Toe curls")).to_be_visible()
    assert page.locator(".set-key-done").count() == 2


def test_two_taps_on_a_score_line_choose_no_number(page: Page) -> None:
    start(page)
    tap_twice(page, page.get_by_role("button", name="Pain during this exercise"))
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.get_by_role("radio", checked=True).count() == 0


def test_two_taps_on_save_leave_today_as_it_is(page: Page) -> None:
    page.get_by_role("link", name="Log pain").click()
    page.get_by_role("radio", name="4", exact=True).check(force=True)
    tap_twice(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("heading", name="Pain today")).to_be_visible()
    expect(page.get_by_role("link", name="Start exercises")).to_be_visible()


def test_session_goes_on_past_midnight_and_is_dated_at_its_start(page: Page) -> None:
    evening = clock.now().astimezone(MADRID).replace(hour=23, minute=57, second=0, microsecond=0)
    page.context.clock.install(time=evening)
    page.goto("/")
    start(page)
    page.get_by_role("button", name="Left foot: done").click()
    page.clock.fast_forward(8 * 60_000)
    page.get_by_role("button", name="Right foot: done").click()
    page.get_by_role("button", name="Next exercise").click()
    page.get_by_role("button", name="Left foot: done").click()
    page.get_by_role("button", name="Right foot: done").click()
    page.get_by_role("button", name="To the end").click()
    expect(page.get_by_role("button", name="Pain now, after exercising")).to_be_visible()
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("heading", name="Session saved")).to_be_visible()
    (kept,) = kept_sessions(page)
    assert kept.local_date == evening.date()
    began, ended = (datetime.fromisoformat(data_of(kept)[name]) for name in ("started_at", "finished_at"))
    assert began.date() == evening.date()
    assert ended.date() == evening.date() + timedelta(days=1)


def test_today_turns_with_the_day_while_the_app_is_open(page: Page) -> None:
    evening = clock.now().astimezone(MADRID).replace(hour=23, minute=58, second=30, microsecond=0)
    page.context.clock.install(time=evening)
    page.goto("/")
    log_pain(page, "3")
    expect(page.get_by_role("heading", name="Pain today")).to_be_visible()
    page.clock.fast_forward(2 * 60_000)
    expect(page.get_by_role("heading", name="How is your foot?")).to_be_visible()
    expect(page.get_by_role("heading", name="Good morning, Ana")).to_be_visible()


def test_reload_of_a_saved_session_shows_it_again(page: Page) -> None:
    start(page)
    finish(page)
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("heading", name="Session saved")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Session saved")).to_be_visible()
    expect(page.get_by_text("Every set done.")).to_be_visible()
    kept_sessions(page)


def test_entries_follow_a_phone_that_travels(
    phone: Callable[..., BrowserContext], cast: Cast, planned: None, mail_server: MailServer
) -> None:
    page = phone(timezone_id=None).new_page()
    settings = page.context.new_cdp_session(page)
    settings.send("Emulation.setTimezoneOverride", {"timezoneId": "America/Los_Angeles"})
    sign_in(page, "ana@example.org", mail_server)
    log_pain(page, "4")
    expect(page.get_by_role("heading", name="Pain today")).to_be_visible()
    settings.send("Emulation.setTimezoneOverride", {"timezoneId": "Pacific/Auckland"})
    page.get_by_role("link", name="Log again").or_(page.get_by_role("link", name="Log pain")).click()
    page.get_by_role("radio", name="5", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    assert wait_until(lambda: Entry.objects.count() == 2, seconds=15)
    first, second = Entry.objects.filter(kind="pain").order_by("seq")
    assert first.time_zone == "America/Los_Angeles"
    assert second.time_zone == "Pacific/Auckland"
    assert second.local_date == second.recorded_at.astimezone(ZoneInfo("Pacific/Auckland")).date()
    shown = second.recorded_at.astimezone(ZoneInfo("Pacific/Auckland"))
    expect(page.get_by_text(f"{shown:%A} {shown.day} {shown:%B}")).to_be_visible()
