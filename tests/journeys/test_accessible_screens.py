"""Every screen held against WCAG 2.2 AA by axe, the size of targets included, on a phone in both looks."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from common import clock
from common.zones import ZoneInfo
from progress.services.review import review_diaries
from tests.cast import Cast
from tests.journeys.conftest import PHONE, log_pain, sign_in
from tests.journeys.test_a_week_in_short import tell_the_week_before
from tests.progress.weeks import Weeks
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
# So high that the bar of tabs covers nothing: axe takes a half-covered link for a small one.
WHOLE = {"width": PHONE["width"], "height": 4000}
RUN = """async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags},
    rules: {'target-size': {enabled: true}},
  })
  return found.violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 160)}`))
}"""
PATIENT = [
    "/",
    "/progress",
    "/history",
    "/learn",
    "/learn/help",
    "/learn/exercise/toe-curls",
    "/log-pain",
    "/summaries",
    "/settings",
    "/settings/reminders",
    "/welcome",
]


@pytest.fixture
def seen(phone: Callable[..., BrowserContext]) -> Page:
    return phone(viewport=WHOLE, reduced_motion="reduce").new_page()


def wall_clock(hour: int) -> datetime:
    """Today at that hour in Madrid: Today asks other things in the morning than later."""
    now = clock.now().astimezone(ZoneInfo("Europe/Madrid"))
    return now.replace(hour=hour, minute=0, second=0, microsecond=0)


def violations(page: Page, path: str) -> list[str]:
    """What axe finds on one screen, light and dark."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate(AXE.read_text())
    found = []
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look)
        found += [f"{path} {look}: {one}" for one in page.evaluate(RUN)]
    if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
        found.append(f"{path}: wider than a small phone")
    return found


@pytest.fixture
def told(cast: Cast, library: None) -> None:
    """A month of ana's with a flag, a skipped day and a week in short; tess has her digest."""
    weeks = Weeks(cast.ana_patient, cast.tess)
    plan = weeks.prescribe(toe_curls=2)
    weeks.tell(*[weeks.session(ago, plan, toe_curls=2) for ago in (8, 4)])
    weeks.tell(*(weeks.session(ago, worst=8) for ago in (2, 1)))
    review_diaries(now=clock.now())
    tell_the_week_before(weeks.today, cast)


@pytest.mark.usefixtures("told")
def test_patients_screens_have_no_violation(seen: Page, cast: Cast, mail_server: MailServer) -> None:
    seen.clock.set_fixed_time(wall_clock(hour=15))
    sign_in(seen, cast.ana.email, mail_server)
    log_pain(seen, "4")
    expect(seen.get_by_text("Saved").first).to_be_visible()
    assert [one for path in PATIENT for one in violations(seen, path)] == []


@pytest.mark.usefixtures("told")
def test_today_has_no_violation_on_the_morning_after_a_session(
    seen: Page, cast: Cast, mail_server: MailServer
) -> None:
    seen.clock.set_fixed_time(wall_clock(hour=7))
    sign_in(seen, cast.ana.email, mail_server)
    expect(seen.get_by_role("heading", name="How is your foot this morning?")).to_be_visible()
    assert violations(seen, "/") == []


@pytest.mark.usefixtures("told")
def test_staffs_screens_have_no_violation(seen: Page, cast: Cast, mail_server: MailServer) -> None:
    sign_in(seen, cast.tess.email, mail_server)
    expect(seen.get_by_role("heading", name="Patients")).to_be_visible()
    patient = f"/patients/{cast.ana_patient.pk}"
    paths = ["/caseload", patient, f"{patient}/prescribe", "/invite-patient", "/summaries", "/settings"]
    assert [one for path in paths for one in violations(seen, path)] == []


def test_managers_screens_have_no_violation(seen: Page, cast: Cast, mail_server: MailServer) -> None:
    sign_in(seen, cast.olga.email, mail_server)
    expect(seen.get_by_role("heading", name="Patients")).to_be_visible()
    paths = ["/caseload", "/clinic", f"/clinic/{cast.south.pk}/details"]
    assert [one for path in paths for one in violations(seen, path)] == []


def test_surname_of_35_letters_fits_a_small_phone(
    phone: Callable[..., BrowserContext], cast: Cast, mail_server: MailServer
) -> None:
    cast.ana.name = "Wolfeschlegelsteinhausenbergerdorff"
    cast.ana.save()
    page = phone().new_page()
    sign_in(page, cast.tess.email, mail_server)
    expect(page.get_by_role("link", name=cast.ana.name)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
