"""The week in short: read again without network by a patient, found from the caseload by a therapist."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import BrowserContext, Page, expect

from common import clock
from summaries.queries.summaries import Due
from summaries.rules.weekly import WeeklyOccurrence, week_before
from summaries.services.digests import make_digests
from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.journeys.wire import Wire
from tests.progress.weeks import Weeks
from tests.reminders.mail_server import MailServer
from tests.reminders.sending import make_summaries, send_notices

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Sessions: 2 of 7 planned."
KEPT = "This is what your phone has kept."


@pytest.fixture
def today(cast: Cast, library: None) -> date:
    """Two weeks of ana's and the digests of them, made at once as after an outage; the date on her wall."""
    weeks = Weeks(cast.ana_patient, cast.tess)
    plan = weeks.prescribe(toe_curls=2)
    weeks.tell(*[weeks.session(since_sunday(weeks) + ago, plan, toe_curls=2) for ago in (7, 3, 1)])
    for back in (0, 7):
        tell_the_week_before(weeks.on(back), cast)
    return weeks.today


def since_sunday(weeks: Weeks) -> int:
    """How many days ago the last full week ended."""
    return weeks.today.isoweekday()


def tell_the_week_before(on: date, cast: Cast) -> None:
    now, monday_at_seven = clock.now(), WeeklyOccurrence(cast.ana.time_zone, 1, 7, on)
    with transaction.atomic():
        make_digests(people=[Due(cast.tess.pk, on, now)], due_at=now, now=now)
    make_summaries([monday_at_seven], now)


def title(of: date) -> str:
    """The first day of the last full week before `of`, as a heading begins."""
    first, _last = week_before(of)
    return f"{first.day} {first:%b}"


def test_patient_reads_her_weeks_again_without_network(
    phone: Callable[..., BrowserContext], today: date, mail_server: MailServer, wire: Wire
) -> None:
    page = signed_in(phone(), mail_server)
    page.get_by_role("link", name="Your week in short is here").click()
    expect(page.get_by_text(SAID)).to_be_visible()
    page.goto("/summaries")
    rows = page.get_by_role("link").filter(has_text="planned.")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(title(today))

    wire.cut()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(rows).to_have_count(2)
    rows.first.click()
    expect(page.get_by_text(SAID)).to_be_visible()
    page.reload()
    expect(page.get_by_text(SAID)).to_be_visible()
    expect(page.get_by_text(KEPT)).to_be_visible()


def test_page_of_a_week_says_that_it_changed_after_the_email(
    cast: Cast, library: None, phone: Callable[..., BrowserContext], mail_server: MailServer
) -> None:
    weeks = Weeks(cast.ana_patient, cast.tess)
    ago = since_sunday(weeks) + 1
    on = weeks.on(ago)
    plan = weeks.prescribe(days=[on.isoweekday()], toe_curls=2)
    make_summaries([WeeklyOccurrence(cast.ana.time_zone, 1, 7, weeks.today)], clock.now())
    send_notices(now=clock.now())
    weeks.tell(weeks.session(ago + 1, plan, steps_of=ago, toe_curls=2), received_ago=0)
    page = signed_in(phone(), mail_server)
    page.get_by_role("link", name="Your week in short is here").click()
    expect(page.get_by_text("Changed since it was sent")).to_be_visible()
    expect(page.get_by_text("Sessions: 1 done, on other days")).to_be_visible()
    expect(page.get_by_text("on other days or outside the plan (1 planned)", exact=True)).to_be_visible()


def signed_in(context: BrowserContext, mails: MailServer) -> Page:
    """Ana at Today, with a worker that keeps the app for times without network."""
    page = context.new_page()
    sign_in(page, "ana@example.org", mails)
    expect(page.get_by_role("heading", name="Ana")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def test_therapist_comes_to_the_digest_and_back_and_leaves_nothing_on_the_device(
    phone: Callable[..., BrowserContext], today: date, mail_server: MailServer, wire: Wire
) -> None:
    page = phone().new_page()
    sign_in(page, "tess@example.org", mail_server)
    page.get_by_role("link", name="The week in short").click()
    weeks = page.get_by_role("link").filter(has_text="of your patients")
    expect(weeks).to_have_count(2)
    weeks.first.click()
    expect(page.get_by_role("link", name="Ana")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()

    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/summaries")
    expect(weeks).to_have_count(2)
    wire.cut()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(weeks).to_have_count(0)
