"""Text so large that a small phone has no room for a row of tabs: they fold into one button."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
# What 360 pixels are to text half as large again.
NARROW = {"width": 240, "height": 740}


def test_the_tabs_fold_into_one_button_and_lead_on(
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


def test_the_tabs_stand_in_a_row_where_they_have_room(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    sign_in(page, cast.ana.email, mail_server)
    expect(page.get_by_role("link", name="Settings")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
