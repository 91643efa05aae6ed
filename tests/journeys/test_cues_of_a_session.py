"""What leads through exercises without a look at the screen: tones and vibration."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)


def open_cues(page: Page) -> None:
    page.goto("/settings")
    page.get_by_text("Tones and vibration").click()


@pytest.mark.usefixtures("planned")
def test_patient_hears_a_tone_and_switches_the_buzzing_off(
    phone: Callable[..., BrowserContext], mail_server: MailServer, cast: Cast
) -> None:
    page = phone().new_page()
    sign_in(page, cast.ana.email, mail_server)
    page.get_by_role("link", name="Log pain", exact=True).wait_for()
    open_cues(page)

    page.get_by_role("button", name="Test the tones").click()
    expect(page.get_by_text("A tone was played.")).to_be_visible()

    page.get_by_role("checkbox", name="Vibration").uncheck(force=True)
    page.reload()
    page.get_by_text("Tones and vibration").click()
    expect(page.get_by_role("checkbox", name="Vibration")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Tones")).to_be_checked()
