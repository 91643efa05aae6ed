"""Flags on a therapist's screens: the most urgent first, seen and still in sight, and every tap can be
undone.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from common import clock
from progress.models import Flag
from progress.services.review import review_diaries
from tests import factories
from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.progress.weeks import Weeks
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"width": 1280, "height": 800}


@pytest.fixture
def patients(cast: Cast, library: None) -> tuple[Weeks, Weeks]:
    """Ana went red twice; Zoe's numb feet have a blister, which rests her plan."""
    ana, zoe = Weeks(cast.ana_patient, cast.tess), Weeks(factories.patient("Zoe", diabetes="yes"), cast.tess)
    factories.episode(zoe.patient, cast.north, cast.tess)
    zoe.prescribe(ago=5, toe_curls=1)
    ana.tell(*(ana.session(ago, worst=8) for ago in (2, 1)))
    zoe.tell(zoe.foot_check(0, "blister"))
    review_diaries(now=clock.now())
    return ana, zoe


@pytest.fixture(params=["phone", "desk"])
def tess(request, phone: Callable[..., BrowserContext], patients, mail_server: MailServer) -> Page:
    """Tess at her caseload."""
    context = phone() if request.param == "phone" else phone(viewport=DESK)
    page = context.new_page()
    sign_in(page, "tess@example.org", mail_server)
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()
    return page


def test_warning_on_numb_feet_stands_first_and_says_that_the_plan_is_paused(tess: Page) -> None:
    names = tess.get_by_role("link", name="Ana").or_(tess.get_by_role("link", name="Zoe"))
    expect(names).to_have_text(["Zoe", "Ana"])
    expect(tess.get_by_text("Plan paused: warning sign")).to_be_visible()
    expect(tess.get_by_text("Numb feet")).to_be_visible()


def test_reason_that_was_seen_stays_in_sight_with_who_and_can_be_undone(tess: Page) -> None:
    tess.get_by_role("button", name="Mark seen: Ana").click()
    expect(tess.get_by_text("Seen by Tess")).to_be_visible()
    assert Flag.objects.get(rule="red_zone").state == "acknowledged"
    tess.reload()
    expect(tess.get_by_text("Seen by Tess")).to_be_visible()
    tess.get_by_role("link", name="Ana").click()
    tess.get_by_role("button", name="Open again: Red zone").click()
    expect(tess.get_by_role("button", name="Mark seen: Red zone")).to_be_visible()
    assert Flag.objects.get(rule="red_zone").state == "open"


def test_reason_is_put_off_and_its_history_says_until_when(tess: Page, patients: tuple[Weeks, Weeks]) -> None:
    tess.get_by_role("link", name="Ana").click()
    tess.get_by_role("button", name="More about: Red zone").click()
    until = patients[0].today + timedelta(days=3)
    tess.get_by_label("Put off until").fill(until.isoformat())
    tess.get_by_role("button", name="Put off", exact=True).click()
    expect(tess.get_by_text(f"Put off until {until.day}").first).to_be_visible()
    assert Flag.objects.get(rule="red_zone").snoozed_until == until


def test_tap_on_an_old_screen_does_not_hide_what_came_since(
    tess: Page, patients: tuple[Weeks, Weeks]
) -> None:
    _ana, zoe = patients
    zoe.tell(zoe.foot_check(0, "open_skin"))
    review_diaries(now=clock.now())
    tess.get_by_role("button", name="Mark seen: Zoe").click()
    expect(tess.get_by_text("There is something new that you have not seen.")).to_be_visible()
    expect(tess.get_by_text("open skin")).to_be_visible()
    assert Flag.objects.get(rule="foot_check").state == "open"
