"""Today stays still: what goes well moves nothing, and what was said stands over no question."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Cast
from tests.journeys.conftest import log_pain, sign_in
from tests.journeys.wire import Wire
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
# Where the first card stands in each frame that the browser draws.
WATCH = """() => {
  window.tops = new Set()
  const look = () => {
    const card = [...document.querySelectorAll('main h2')].find((h2) => h2.textContent === 'Pain today')
    if (card) window.tops.add(Math.round(card.getBoundingClientRect().top + scrollY))
    requestAnimationFrame(look)
  }
  look()
}"""


@pytest.fixture
def page(phone: Callable[..., BrowserContext], cast: Cast, planned: None, mail_server: MailServer) -> Page:
    page = phone().new_page()
    sign_in(page, cast.ana.email, mail_server)
    expect(page.get_by_role("link", name="Start exercises")).to_be_visible()
    return page


def test_entry_that_is_sent_at_once_does_not_move_the_page(page: Page) -> None:
    page.evaluate(WATCH)
    log_pain(page, "4")
    expect(page.get_by_text("Saved and sent")).to_be_visible()
    assert page.evaluate("window.tops.size") == 1


def test_message_leaves_before_the_next_question(page: Page) -> None:
    log_pain(page, "4")
    said = page.get_by_role("status").filter(has_text="Saved on this device")
    expect(said.first).to_be_visible()
    expect(page.get_by_text("Saved and sent")).to_be_visible()
    page.get_by_role("link", name="Log again").click()
    expect(page.get_by_role("heading", name="How much pain do you have right now?")).to_be_visible()
    expect(said).to_have_count(0)


def test_send_is_not_offered_without_a_network(page: Page, wire: Wire) -> None:
    wire.cut()
    page.context.set_offline(True)
    log_pain(page, "4")
    page.get_by_role("button", name="1 waits to be sent").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("They are sent by themselves when there is network.")).to_be_visible()
    expect(sheet.get_by_role("button", name="Send now")).to_have_count(0)

    sheet.get_by_role("button", name="Close").click()
    wire.mend()
    page.context.set_offline(False)
    expect(page.get_by_text("Saved and sent")).to_be_visible()
