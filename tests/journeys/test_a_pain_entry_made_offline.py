"""Journey A: a patient logs pain and a session without network, and her therapist sees both."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from diary.models import Change, DiaryHead, Entry
from tests.cast import Cast
from tests.journeys.conftest import PHONE, SWITCHES, log_pain, sign_in
from tests.journeys.wire import Wire
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)


class OwnPhone:
    """A phone that keeps its storage when the browser is killed."""

    def __init__(
        self, playwright: Playwright, chromium: str, footing: str, wire: Wire, storage: Path
    ) -> None:
        self._wire = wire
        self._launch = lambda: playwright.chromium.launch_persistent_context(
            storage, executable_path=chromium, args=SWITCHES, viewport=PHONE, base_url=footing,
            locale="en-GB", timezone_id="Europe/Madrid",
        )  # fmt: skip
        self._storage = storage
        self.context: BrowserContext = self._launch()

    def page(self) -> Page:
        return self.context.pages[0]

    def reopen(self) -> None:
        """Closes the browser and opens it again, as on the next morning."""
        self.context.close()
        self.context = self._launch()

    def lose_network(self) -> None:
        """Cuts the wire for pages and workers alike, and tells the pages."""
        self._wire.cut()
        self.context.set_offline(True)

    def find_network(self) -> None:
        """Mends the wire and tells the pages."""
        self._wire.mend()
        self.context.set_offline(False)

    def kill(self) -> None:
        """Kill the browser's processes at once, as a phone without memory does, and start again."""
        killed = [
            p
            for p in psutil.process_iter(["cmdline"])
            if str(self._storage) in " ".join(p.info["cmdline"] or [])
        ]
        with self.context.expect_event("close"):
            for process in killed:
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs(killed, timeout=10)
        for lock in self._storage.glob("Singleton*"):
            lock.unlink()
        self.context = self._launch()


@pytest.fixture
def own(
    playwright: Playwright, chromium: str, footing: str, wire: Wire, tmp_path: Path
) -> Iterator[OwnPhone]:
    phone = OwnPhone(playwright, chromium, footing, wire, tmp_path / "phone")
    yield phone
    phone.context.close()


def test_patient_writes_offline_and_her_therapist_sees_it(
    own: OwnPhone, phone: Callable[..., BrowserContext], cast: Cast, planned: None, mail_server: MailServer
) -> None:
    page = own.page()
    sign_in(page, "ana@example.org", mail_server)
    expect(page.get_by_role("heading", name="Ana")).to_be_visible()
    expect(page.get_by_role("link", name="Toe curls")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    own.reopen()
    page = own.page()
    page.goto("/")
    own.lose_network()
    page.reload()
    expect(page.get_by_role("link", name="Toe curls")).to_be_visible()
    log_pain(page, "4")
    expect(page.get_by_text("Saved on this device").first).to_be_visible()
    assert not Entry.objects.exists()

    own.kill()
    own.lose_network()
    page = own.page()
    page.goto("/")
    expect(page.get_by_text("1 waits to be sent")).to_be_visible()
    do_the_session(page)
    expect(page.get_by_text("2 wait to be sent")).to_be_visible()
    assert not Entry.objects.exists()

    own.find_network()
    expect(page.get_by_text("wait to be sent")).to_be_hidden(timeout=20_000)
    kept = list(Entry.objects.filter(patient=cast.ana_patient).order_by("seq"))
    assert [entry.kind for entry in kept] == ["pain", "session"]
    assert [entry.seq for entry in kept] == [1, 2]
    assert kept[0].score == 4
    assert DiaryHead.objects.get(patient=cast.ana_patient).seq == 2
    assert Change.objects.count() == 2

    therapist = phone(viewport={"width": 1280, "height": 800}).new_page()
    sign_in(therapist, "tess@example.org", mail_server)
    row = therapist.get_by_role("row").filter(has_text="Ana")
    expect(row).to_contain_text("this minute")
    row.get_by_role("link", name="Ana").click()
    expect(therapist.get_by_role("heading", name="Ana")).to_be_visible()
    expect(therapist.get_by_role("img", name="1 day with a score, 4.")).to_be_visible()
    expect(therapist.get_by_role("cell", name="all 4 sets")).to_be_visible()


def do_the_session(page: Page) -> None:
    """Both exercises, both feet. The pain was logged just before and is not asked again."""
    page.get_by_role("link", name="Start exercises").click()
    for _ in range(2):
        page.get_by_role("button", name="Left foot: done").click()
        page.get_by_role("button", name="Right foot: done").click()
        page.get_by_role("button", name="Next exercise").or_(
            page.get_by_role("button", name="To the end")
        ).click()
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("heading", name="Session saved")).to_be_visible()
    page.goto("/")
