"""A care team in the browser: a colleague joins, a therapist hands over, a patient becomes staff."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from accounts.queries.memberships import membership_link
from accounts.queries.treating import treating_ids
from accounts.rules.roles import Role
from accounts.services.memberships import invite_member
from common import clock
from tests import factories
from tests.cast import Cast
from tests.journeys.conftest import log_pain, sign_in
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
Phone = Callable[..., BrowserContext]


def treats(cast: Cast) -> list[Any]:
    return treating_ids([cast.ana_patient.pk]).get(cast.ana_patient.pk, [])


def test_therapist_adds_a_colleague_who_leads(phone: Phone, cast: Cast, mail_server: MailServer) -> None:
    page = phone().new_page()
    sign_in(page, cast.tess.email, mail_server)
    page.get_by_role("link", name="Ana").click()
    page.get_by_role("button", name="Add a colleague").click()
    page.get_by_label("Who?").select_option("Theo")
    page.get_by_role("checkbox", name="Leads the team").check()
    page.get_by_role("button", name="Add to the team").click()
    expect(page.get_by_role("button", name="Change: Theo")).to_be_visible()
    assert treats(cast) == [cast.theo.pk, cast.tess.pk]

    page.get_by_role("button", name="Change: Theo").click()
    page.get_by_role("button", name="Take out of the team").click()
    expect(page.get_by_role("heading", name="Take Theo out of the team?")).to_be_visible()
    page.get_by_role("button", name="Take out of the team").click()
    expect(page.get_by_role("button", name="Change: Theo")).to_have_count(0)
    assert treats(cast) == [cast.tess.pk]


def test_therapist_leaves_and_chooses_who_takes_over(
    phone: Phone, cast: Cast, mail_server: MailServer
) -> None:
    page = phone().new_page()
    sign_in(page, cast.tess.email, mail_server)
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Leave North Clinic").click()
    page.get_by_role("button", name="Leave now").click()
    expect(page.get_by_text("One patient would have no therapist")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_text("Ana", exact=True)).to_be_visible()
    assert treats(cast) == [cast.tess.pk]
    page.get_by_label("Who takes over?").select_option("Theo")
    page.get_by_role("button", name="Hand over and end").click()
    expect(page.get_by_role("button", name="Leave North Clinic")).to_have_count(0)
    assert treats(cast) == [cast.theo.pk]


@pytest.mark.usefixtures("planned")
def test_patient_accepts_work_and_keeps_the_diary_without_a_second_step(
    phone: Phone, cast: Cast, mail_server: MailServer, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    invite_member(
        by=cast.olga, clinic=cast.south, email=cast.ana.email, name="A.", role=Role.THERAPIST, now=clock.now()
    )
    page = phone().new_page()
    sign_in(page, cast.ana.email, mail_server)
    expect(page.get_by_text("South Clinic asks you to join as a therapist.")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="A second step")).to_be_visible()
    page.get_by_role("link", name="Not now: back to my own diary").click()
    log_pain(page, "4")
    expect(page.get_by_text("Saved").first).to_be_visible()
    page.get_by_role("link", name="Patients").click()
    expect(page.get_by_role("heading", name="A second step")).to_be_visible()


def test_newcomer_accepts_by_the_emails_link(phone: Phone, cast: Cast, mail_server: MailServer) -> None:
    row = invite_member(
        by=cast.mira,
        clinic=cast.north,
        email="nell@example.org",
        name="Nell",
        role=Role.THERAPIST,
        now=clock.now(),
    )
    page = phone().new_page()
    page.goto(membership_link(row))
    expect(page.get_by_text("North Clinic asks you to join as a therapist.")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()


def test_staff_without_a_name_are_asked_for_it_once(
    phone: Phone, cast: Cast, mail_server: MailServer
) -> None:
    boss = factories.user("", email="boss@example.org")
    factories.membership(boss, cast.north, Role.MANAGER)
    page = phone().new_page()
    sign_in(page, boss.email, mail_server)
    page.get_by_label("First and last name").fill("Bo Berg")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()
    boss.refresh_from_db()
    assert boss.name == "Bo Berg"
