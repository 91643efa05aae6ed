"""A phone on its side: what must be pressed is in sight without scrolling."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
SIDE = {"width": 740, "height": 360}


@pytest.mark.usefixtures("planned")
def test_tabs_and_the_players_done_are_in_sight_on_a_phone_on_its_side(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    page = phone(viewport=SIDE).new_page()
    sign_in(page, cast.ana.email, mail_server)
    start = page.get_by_role("link", name="Start exercises")
    expect(start).to_be_in_viewport(ratio=1)
    for tab in ("Today", "Progress", "History", "Learn", "Settings"):
        expect(page.get_by_role("link", name=tab, exact=True)).to_be_in_viewport(ratio=1)
    start.click()
    page.get_by_role("radio", name="3", exact=True).check(force=True)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("button", name="Left foot: done")).to_be_in_viewport(ratio=1)
