"""A new manager in the browser: from an empty clinic to the first patient's invitation."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from accounts.models import Clinic
from accounts.services.clinics import open_clinic
from common import clock
from tests.journeys.conftest import sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "nora@example.org"


@pytest.fixture
def clinic() -> Clinic:
    return open_clinic(name="East Clinic", manager_email=EMAIL, manager_name="Nora", now=clock.now()).clinic


def test_new_manager_is_led_to_the_number_then_to_the_first_therapist(
    phone: Callable[..., BrowserContext], clinic: Clinic, mail_server: MailServer
) -> None:
    page = phone().new_page()
    sign_in(page, EMAIL, mail_server)
    page.get_by_role("link", name="The clinic’s name and the number to call", exact=True).click()
    page.get_by_label("Telephone number").fill("ask us")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Give a number that a telephone can call")).to_be_visible()
    page.get_by_label("Telephone number").fill("+34 910 000 000")
    page.get_by_label("When it is urgent").fill("At night go to the hospital.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Patients call +34 910 000 000")).to_be_visible()
    clinic.refresh_from_db()
    assert (clinic.phone, clinic.urgent_help) == ("+34 910 000 000", "At night go to the hospital.")
    page.get_by_role("link", name="The first therapist", exact=True).click()
    page.get_by_label("Name").fill("Theo")
    page.get_by_label("E-mail address").fill("theo@example.net")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("Invited, until")).to_be_visible()
    page.get_by_role("link", name="Patients", exact=True).click()
    expect(page.get_by_text("Invited: waits for an answer")).to_be_visible()
    expect(page.get_by_role("link", name="Invite a patient")).to_have_count(0)
