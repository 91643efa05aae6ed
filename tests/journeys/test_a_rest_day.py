"""A rest day is an offer: whoever wants to exercise all the same may."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.progress.weeks import Weeks
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_exercises_are_begun_on_a_day_that_does_not_ask_for_them(
    phone: Callable[..., BrowserContext], cast: Cast, library: None, mail_server: MailServer
) -> None:
    weeks = Weeks(cast.ana_patient, cast.tess)
    weeks.prescribe(days=[day for day in range(1, 8) if day != weeks.today.isoweekday()], toe_curls=2)
    page = phone().new_page()
    sign_in(page, cast.ana.email, mail_server)
    expect(page.get_by_role("heading", name="A rest day")).to_be_visible()
    page.get_by_role("link", name="Do them today anyway").click()
    page.get_by_role("radio", name="3", exact=True).check(force=True)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", name="Toe curls")).to_be_visible()
