"""A real browser against the real server, with the built front end."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from common import clock
from tests.cast import Cast
from tests.journeys.wire import Wire
from tests.reminders.conftest import mail_server  # noqa: F401 - a fixture
from tests.reminders.mail_server import MailServer
from tracker.embedded.orphan_cleanup import wait_until

STEPS = [{"exercise": slug, "sets": 1, "reps": 10, "side": "each"} for slug in ("toe-curls", "toe-spreads")]
PHONE = {"width": 360, "height": 740}
# No window, no sandbox for root, and no calls to the browser's maker.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Of one origin in a browser.
DATABASES = "indexedDB.databases().then((all) => all.map(({ name }) => name).sort())"


@pytest.fixture(scope="session", autouse=True)
def _database_from_the_browsers_loop() -> Iterator[None]:
    """Playwright's loop runs in this thread, and Django then takes every query for one inside a coroutine."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=15_000)
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path: $CHROMIUM or one on the PATH."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "No browser: set CHROMIUM to the path of a Chromium or Chrome."
    return found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
    yield running
    running.close()


@pytest.fixture
def wire(live_server: Any) -> Iterator[Wire]:
    """What stands between every browser and the server."""
    between = Wire(live_server.thread.port)
    yield between
    between.close()
    # A request that is still answered would meet the emptying of the tables in the middle. Between two of
    # its queries it looks idle, so the rest has to last a little.
    wait_until(lambda: not wait_until(_database_answers_others, seconds=0.3), seconds=20)


def _database_answers_others() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND state <> 'idle')"
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture
def footing(wire: Wire, settings: Any, mail_server: MailServer) -> str:  # noqa: F811
    """The address of a running server with the front end inside."""
    built = django_settings.WEB / "index.html"
    assert built.exists(), "The front end is not built: run ./check, or npm run build in frontend/."
    address = f"http://localhost:{wire.port}"
    settings.PUBLIC_URL = address
    settings.CSRF_TRUSTED_ORIGINS = [address]
    settings.SECOND_FACTOR_REQUIRED = False
    return address


@pytest.fixture
def phone(browser: Browser, footing: str) -> Iterator[Callable[..., BrowserContext]]:
    """`phone()`: a new phone in Madrid; whatever its pages complain of fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def take(**options: Any) -> BrowserContext:
        place = {"viewport": PHONE, "locale": "en-GB", "timezone_id": "Europe/Madrid", "base_url": footing}
        context = browser.new_context(**{**place, **options})
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        return context

    yield take
    for context in opened:
        context.close()
    assert not complaints


@pytest.fixture
def planned(cast: Cast, library: None, client_of: Callable) -> None:
    """Two exercises for ana, every day, prescribed by tess."""
    today = clock.local_date(clock.now(), cast.ana.time_zone)
    body = {"steps": STEPS, "starts_on": today, "days": [1, 2, 3, 4, 5, 6, 7], "times_per_day": 1, "note": ""}
    answer = client_of(cast.tess).post(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/", body)
    assert answer.status_code == 201, answer.content


def sign_in(page: Page, email: str, mails: MailServer) -> None:
    """Signs in with the code that comes by mail, as a person does."""
    page.goto("/signin")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    asked = page.get_by_label("Code", exact=True)
    asked.wait_for()
    asked.fill(code_in(mails, email))  # the last digit sends it


def code_in(mails: MailServer, email: str) -> str:
    """The code in the last mail to `email`."""
    message = next(each for each in reversed(mails.emails) if each["To"] == email)
    text = message.get_body(("plain",)).get_content()
    found = re.search(r"^(\d{8})\s*$", text, re.MULTILINE)
    assert found, text
    return found[1]


def log_pain(page: Page, score: str) -> None:
    """Logs a score from Today, as a person does."""
    page.get_by_role("link", name="Log pain", exact=True).click()
    page.get_by_role("radio", name=score, exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()


def sign_out(page: Page, answer: str = "Sign out") -> None:
    """Signs out in the settings."""
    page.goto("/settings")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=answer, exact=True).click()


def lose_network(page: Page, wire: Wire) -> None:
    """Cuts the wire for pages and workers alike, and tells the pages."""
    wire.cut()
    page.context.set_offline(True)


def find_network(page: Page, wire: Wire) -> None:
    """Mends the wire and tells the pages."""
    wire.mend()
    page.context.set_offline(False)
