"""An account whose zone names no place: a place is asked for once, and taken in one tap."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_therapist_without_a_place_takes_the_devices_in_one_tap(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    cast.tess.time_zone = "UTC"
    cast.tess.save()
    page = phone().new_page()
    sign_in(page, cast.tess.email, mail_server)
    expect(page.get_by_text("Where are you?")).to_be_visible()
    page.get_by_role("button", name="Use Madrid").click()
    expect(page.get_by_text("Where are you?")).to_have_count(0)
    cast.tess.refresh_from_db()
    assert cast.tess.time_zone == "Europe/Madrid"


def test_patient_who_puts_the_question_away_is_not_asked_again_and_sees_utc_in_settings(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    cast.ana.time_zone = "UTC"
    cast.ana.save()
    page = phone().new_page()
    sign_in(page, cast.ana.email, mail_server)
    page.get_by_role("button", name="Not now").click()
    page.reload()
    expect(page.get_by_role("link", name="Log pain", exact=True)).to_be_visible()
    expect(page.get_by_text("Where are you?")).to_have_count(0)
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_label("Time zone")).to_have_value("UTC")
