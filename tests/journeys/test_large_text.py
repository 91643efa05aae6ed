"""Text so large that a small phone has no room for a row of tabs: they fold into one button."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
# What 360 pixels are to text half as large again, and to text of twice the size.
NARROW = {"width": 240, "height": 740}
TWICE = {"width": 180, "height": 370}
# Words in more than one piece, but for those that are longer than a line.
BROKEN_WORDS = """() => {
  const broken = []
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { currentNode: text } = texts
    for (const { 0: word, index } of text.data.matchAll(/\\p{L}+/gu)) {
      const range = document.createRange()
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
      if (lines.size > 1 && word.length <= 12) broken.push(word)
    }
  }
  return broken
}"""


def test_tabs_fold_into_one_button_and_lead_on(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone(viewport=NARROW).new_page()
    sign_in(page, cast.ana.email, mail_server)
    menu = page.get_by_role("button", name="Menu")
    expect(menu).to_be_in_viewport(ratio=1)
    settings = page.get_by_role("link", name="Settings")
    expect(settings).to_be_hidden()

    menu.press("Enter")
    for tab in ("Today", "Progress", "History", "Learn", "Settings"):
        expect(page.get_by_role("link", name=tab, exact=True)).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(settings).to_be_hidden()
    expect(menu).to_be_focused()

    menu.click()
    settings.click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    expect(settings).to_be_hidden()


@pytest.mark.parametrize("tab", ["/", "/progress", "/history", "/learn", "/settings/reminders", "/log-pain"])
def test_words_stay_whole_in_text_of_twice_the_size(
    phone: Callable[..., BrowserContext], cast: Cast, planned: None, mail_server: MailServer, tab: str
) -> None:
    page = phone(viewport=TWICE).new_page()
    sign_in(page, cast.ana.email, mail_server)
    expect(page.get_by_role("link", name="Start exercises")).to_be_visible()
    page.goto(tab)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(BROKEN_WORDS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= TWICE["width"]


def test_tabs_stand_in_a_row_where_they_have_room(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    sign_in(page, cast.ana.email, mail_server)
    expect(page.get_by_role("link", name="Settings")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
