"""A therapist without a network: the list that was shown last, with its age, to be read and not changed."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from common import clock
from common.zones import ZoneInfo
from progress.services.review import review_diaries
from tests import factories
from tests.cast import Cast
from tests.journeys.conftest import (
    DATABASES,
    PHONE,
    find_network,
    lose_network,
    sign_in,
    sign_out,
)
from tests.journeys.wire import Wire
from tests.progress.weeks import Weeks
from tests.reminders.mail_server import MailServer
from tracker.embedded.orphan_cleanup import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"width": 1280, "height": 800}
MADRID = "Europe/Madrid"

# Whether the worker is at work and keeps every file that this page has loaded.
ALL_KEPT = """async () => {
    const files = performance.getEntriesByType('resource').map(({ name }) => name)
    const assets = files.filter((name) => name.includes('/assets/'))
    const kept = await Promise.all(assets.map((name) => caches.match(name, { ignoreVary: true })))
    const isAtWork = navigator.serviceWorker.controller !== null
    return isAtWork && assets.some((name) => name.includes('staff')) && kept.every(Boolean)
}"""
# The files of the app that the worker keeps.
KEPT_FILES = """async () => {
    const shells = (await caches.keys()).filter((name) => name.startsWith('shell-'))
    const kept = await Promise.all(shells.map(async (name) => (await caches.open(name)).keys()))
    return kept.flat().map(({ url }) => url)
}"""
# Whether the device keeps a list in a database; one that is not there yet is not made by looking.
KEPT = """async (database) => {
    const names = (await indexedDB.databases()).map(({ name }) => name)
    if (!names.includes(database)) return false
    return new Promise((done, failed) => {
        const asked = indexedDB.open(database)
        asked.onerror = failed
        asked.onsuccess = () => {
            const found = asked.result.transaction('kept').objectStore('kept').get('caseload')
            found.onsuccess = () => {
                asked.result.close()
                done(found.result !== undefined)
            }
        }
    })
}"""


@pytest.fixture(params=["phone", "desk"])
def tess(
    request, phone: Callable[..., BrowserContext], cast: Cast, library: None, mail_server: MailServer
) -> Page:
    """Tess at her caseload, where Ana has gone red twice; the device keeps screens and list."""
    ana = Weeks(cast.ana_patient, cast.tess)
    ana.tell(*(ana.session(ago, worst=8) for ago in (2, 1)))
    review_diaries(now=clock.now())
    page = phone(viewport=PHONE if request.param == "phone" else DESK).new_page()
    sign_in(page, "tess@example.org", mail_server)
    expect(page.get_by_role("button", name="Mark seen: Ana")).to_be_visible()
    assert wait_until(lambda: page.evaluate(ALL_KEPT) and page.evaluate(KEPT, database(cast)), seconds=20)
    return page


def database(cast: Cast) -> str:
    return f"footing-{cast.tess.pk}"


def forget_what_the_browser_cached(page: Page) -> None:
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def noon_in(days: int) -> datetime:
    on = clock.local_date(clock.now(), MADRID) + timedelta(days=days)
    return datetime.combine(on, time(12), ZoneInfo(MADRID))


def expect_nothing_can_be_done(page: Page) -> None:
    main = page.get_by_role("main")
    expect(main.get_by_role("button")).to_have_text(["Try again"])
    expect(main.get_by_role("link")).to_have_count(0)
    expect(main.get_by_role("textbox").or_(main.get_by_role("combobox"))).to_have_count(0)


def test_list_of_yesterday_is_read_after_a_reload_and_renewed_by_itself(
    tess: Page, cast: Cast, wire: Wire
) -> None:
    forget_what_the_browser_cached(tess)
    lose_network(tess, wire)
    expect(tess.get_by_text("This is the list of today, ")).to_be_visible()
    expect_nothing_can_be_done(tess)

    tess.clock.set_fixed_time(noon_in(1))
    tess.reload()
    expect(tess.get_by_text("This is the list of yesterday, ")).to_be_visible()
    expect(tess.get_by_text("Needs the network to open")).to_be_visible()
    expect(tess.locator(".reasons li")).to_have_count(1)
    expect_nothing_can_be_done(tess)

    zoe = factories.patient("Zoe")
    factories.episode(zoe, cast.north, cast.tess)
    find_network(tess, wire)
    expect(tess.get_by_role("link", name="Zoe")).to_be_visible(timeout=30_000)
    expect(tess.get_by_role("button", name="Mark seen: Ana")).to_be_enabled()
    expect(tess.get_by_text("This is the list of")).to_be_hidden()


def test_list_older_than_seven_days_is_not_shown(tess: Page, wire: Wire) -> None:
    lose_network(tess, wire)
    tess.clock.set_fixed_time(noon_in(8))
    tess.reload()
    expect(tess.get_by_text("There is no network right now.")).to_be_visible()
    expect(tess.get_by_text("Ana", exact=True)).to_have_count(0)


def test_list_is_gone_after_signing_out_without_a_network(tess: Page, cast: Cast, wire: Wire) -> None:
    lose_network(tess, wire)
    assert database(cast) in tess.evaluate(DATABASES)
    sign_out(tess)
    expect(tess.get_by_label("Your e-mail address")).to_be_visible()
    tess.goto("/caseload")
    expect(tess.get_by_label("Your e-mail address")).to_be_visible()
    assert database(cast) not in tess.evaluate(DATABASES)


def test_list_is_gone_once_the_server_has_ended_the_sign_in(tess: Page, cast: Cast, wire: Wire) -> None:
    Session.objects.all().delete()
    tess.reload()
    expect(tess.get_by_label("Your e-mail address")).to_be_visible()
    lose_network(tess, wire)
    tess.reload()
    expect(tess.get_by_text("There is no network right now.")).to_be_visible()
    expect(tess.get_by_text("Ana", exact=True)).to_have_count(0)


def test_patients_phone_keeps_no_screens_of_staff(
    phone: Callable[..., BrowserContext], planned: None, mail_server: MailServer
) -> None:
    page = phone().new_page()
    sign_in(page, "ana@example.org", mail_server)
    expect(page.get_by_role("link", name="Toe curls")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    kept = page.evaluate(KEPT_FILES)
    assert [name for name in kept if "player" in name]
    assert not [name for name in kept if "staff" in name]
