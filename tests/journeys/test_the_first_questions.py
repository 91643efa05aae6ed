"""The questions before the first plan: answers outlive a cut network and are sent by themselves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.journeys.wire import Wire
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_answers_cut_off_at_the_last_question_are_sent_after_a_reload_once_the_network_is_back(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer, wire: Wire
) -> None:
    page = phone().new_page()
    sign_in(page, cast.ana.email, mail_server)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("link", name="Answer them").click()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("radio", name="Right", exact=True).check(force=True)
    page.get_by_role("button", name="Next").click()
    for at in (2, 3, 4):
        expect(page.get_by_text(f"Question {at} of 5")).to_be_visible()
        page.get_by_role("radio", name="No", exact=True).check(force=True)
        page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Question 5 of 5")).to_be_visible()
    page.get_by_role("radio", name="No", exact=True).check(force=True)
    wire.cut()
    page.context.set_offline(True)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("There is no network right now")).to_be_visible()
    expect(page.get_by_role("radio", name="No", exact=True)).to_be_checked()

    page.reload()
    expect(page.get_by_text("Question 5 of 5")).to_be_visible()
    expect(page.get_by_text("There is no network right now")).to_be_visible()

    wire.mend()
    page.context.set_offline(False)
    expect(page.get_by_text("Your answers are saved")).to_be_visible()
    cast.ana_patient.refresh_from_db()
    assert cast.ana_patient.poor_circulation == "no"
