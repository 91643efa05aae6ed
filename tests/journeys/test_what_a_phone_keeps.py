"""What a phone keeps of a person: noticed when the browser has lost it, gone when the person signs out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from common import clock
from diary.models import Entry
from tests.cast import Cast
from tests.diary.telling import CHANGES, batch, change
from tests.journeys.conftest import DATABASES, find_network, log_pain, lose_network, sign_in, sign_out
from tests.journeys.wire import Wire
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)

# Copies of what is not sent, of whose they are, and of nothing else that is a person's.
COPIES = "caches.keys().then((all) => all.filter((name) => name.startsWith('footing-')).sort())"
CHANGES_ADDRESS = "**/diary/changes/**"
LOST = "The browser has lost what was on this device"
# What Chromium does to a database that it takes for damaged.
LOSE = """Promise.all(['footing', 'footing-' + %r].map((name) => new Promise((done, failed) => {
    const asked = indexedDB.deleteDatabase(name)
    asked.onsuccess = done
    asked.onerror = failed
})))"""


@pytest.fixture
def at_home(phone: Callable[..., BrowserContext], cast: Cast, planned: None, mail_server: MailServer) -> Page:
    """ana's phone, signed in, with the app kept on it."""
    page = phone().new_page()
    sign_in(page, "ana@example.org", mail_server)
    expect(page.get_by_role("link", name="Toe curls")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def lose_diary(page: Page, cast: Cast) -> None:
    page.evaluate(LOSE % str(cast.ana.pk))
    page.reload()


def log_pain_offline(page: Page, score: str) -> None:
    page.goto("/log-pain")
    page.get_by_role("radio", name=score, exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this device").first).to_be_visible()


def test_lost_diary_gets_unsent_entries_put_back_and_fetches_the_rest(
    at_home: Page, cast: Cast, wire: Wire
) -> None:
    page = at_home
    log_pain(page, "3")
    expect(page.get_by_text("Saved and sent")).to_be_visible()
    page.goto("/")
    lose_network(page, wire)
    log_pain_offline(page, "4")
    page.goto("/")
    lose_diary(page, cast)

    said = page.get_by_role("alert").filter(has_text=LOST)
    expect(said).to_contain_text("1 entry that had not been sent was put back.")
    expect(said).to_contain_text("It is fetched again as soon as there is a network.")
    page.goto("/history")
    expect(page.locator(".score-badge")).to_have_text(["4"])
    page.goto("/")
    expect(page.get_by_role("link", name="Toe curls")).to_be_visible()

    find_network(page, wire)
    page.goto("/history")
    expect(page.locator(".score-badge")).to_have_text(["4", "3"])
    expect(said).to_contain_text("was fetched again")
    said.get_by_role("button", name="I have read this").click()
    expect(said).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    expect(said).to_be_hidden()
    assert sorted(Entry.objects.values_list("data__score", flat=True)) == [3, 4]


def test_lost_diary_without_unsent_entries_is_fetched_again_without_a_notice(
    at_home: Page, cast: Cast
) -> None:
    page = at_home
    log_pain(page, "3")
    expect(page.get_by_text("Saved and sent")).to_be_visible()
    page.goto("/history")
    lose_diary(page, cast)
    expect(page.locator(".score-badge")).to_have_text(["3"])
    expect(page.get_by_text(LOST)).to_be_hidden()


def test_unsent_entries_do_not_come_back_after_sign_out(
    at_home: Page, cast: Cast, wire: Wire, mail_server: MailServer
) -> None:
    page = at_home
    lose_network(page, wire)
    log_pain_offline(page, "4")
    assert page.evaluate(COPIES) == [f"footing-mark-{cast.ana.pk}", "footing-person"]
    sign_out(page, "Sign out and lose them")
    expect(page.get_by_label("Your e-mail address")).to_be_visible()
    assert page.evaluate(COPIES) == []
    find_network(page, wire)
    page.goto("/")
    sign_in(page, "ana@example.org", mail_server)
    expect(page.get_by_role("link", name="Toe curls")).to_be_visible()
    page.goto("/history")
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    expect(page.locator(".score-badge")).to_have_count(0)


def test_sign_out_while_the_server_does_not_answer_leaves_nothing_on_the_phone(
    at_home: Page, cast: Cast
) -> None:
    page = at_home
    unanswered: list[Route] = []
    page.context.route(
        "**/auth/session",
        lambda route: unanswered.append(route) if route.request.method == "DELETE" else route.continue_(),
    )
    assert f"footing-{cast.ana.pk}" in page.evaluate(DATABASES)
    sign_out(page)
    expect(page.get_by_label("Your e-mail address")).to_be_visible()
    assert f"footing-{cast.ana.pk}" not in page.evaluate(DATABASES)

    page.close()
    again = page.context.new_page()
    again.goto("/")
    expect(again.get_by_label("Your e-mail address")).to_be_visible()
    assert f"footing-{cast.ana.pk}" not in again.evaluate(DATABASES)
    expect(again.get_by_text(LOST)).to_be_hidden()


def test_sign_out_that_was_broken_off_is_finished_before_anything_is_shown(
    at_home: Page, cast: Cast, wire: Wire
) -> None:
    page = at_home
    page.evaluate("(id) => localStorage.setItem('footing.leaving', id)", str(cast.ana.pk))
    lose_network(page, wire)
    page.reload()
    expect(page.get_by_label("Your e-mail address")).to_be_visible()
    assert f"footing-{cast.ana.pk}" not in page.evaluate(DATABASES)


def test_entries_of_another_program_with_only_their_required_fields_show_on_every_screen(
    at_home: Page, cast: Cast, client_of: Callable[..., Any]
) -> None:
    now = clock.now().isoformat()
    steps = {"started_at": now, "finished_at": now, "steps": []}
    answer = client_of(cast.ana).post(
        CHANGES,
        batch(
            change(recorded_at=now, data={"score": 6, "moment": "now"}),
            change(recorded_at=now, kind="session", data=steps),
            change(recorded_at=now, kind="foot_check", data={"findings": ["none"]}),
            change(recorded_at="1970-01-01T00:00:00+00:00", data={"score": 1, "moment": "worst_24h"}),
        ),
        format="json",
    )
    assert {told["verdict"] for told in answer.json()["verdicts"]} == {"new"}
    page = at_home
    page.goto("/history")
    expect(page.locator(".rows a.row")).to_have_count(4)
    for entry in Entry.objects.values_list("entry_id", flat=True):
        page.goto(f"/history/{entry}")
        expect(page.locator(".facts")).to_be_visible()
    for path, heading in [("/progress", "Progress"), ("/history", "History")]:
        page.goto(path)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name="Toe curls")).to_be_visible()
