"""Journey B: a reminder is subscribed to, sent, shown, answered without network, and silent from then on."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, Worker, expect

from common import clock
from common.zones import ZoneInfo
from notifications.models import Notification, PushSubscription
from reminders.models import Reminder
from reminders.rules.wording import SCREENS, path_of
from reminders.services.planning import plan
from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.journeys.wire import Wire
from tests.push_service.browser import Browser as Subscribed
from tests.push_service.fixtures import push_service  # noqa: F401 - a fixture
from tests.push_service.service import PushService
from tests.reminders.mail_server import MailServer
from tests.reminders.sending import send_notices

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = [{"exercise": "toe-curls", "sets": 1, "reps": 10, "side": "left"}]
# A real subscription needs a push service out on the internet: this one call is ours, the keys are real.
SUBSCRIBE = """subscription => {
  PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    const key = btoa(String.fromCharCode(...applicationServerKey))
    globalThis.subscribedWith = key.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    if (!userVisibleOnly) throw new DOMException('Every push must show something.', 'NotAllowedError')
    return { toJSON: () => subscription, unsubscribe: async () => true }
  }
}"""
SHOWN = """async () =>
  (await registration.getNotifications()).map(({ title, tag }) => ({ title, tag }))"""
# Asked for its notifications while one is on its way to the screen, Chromium takes that one for closed and
# forgets it for good. So nobody asks before the worker has shown it, however long a busy machine takes.
COUNT_SHOWN = """() => {
  globalThis.shownSoFar = 0
  const show = registration.showNotification.bind(registration)
  registration.showNotification = async (...all) => {
    await show(...all)
    globalThis.shownSoFar += 1
  }
}"""
# No icon of ours stands on a home screen here: what the browser would be asked to show there.
COUNT_BADGES = """() => {
  globalThis.badges = []
  navigator.setAppBadge = async number => { badges.push(number) }
  navigator.clearAppBadge = async () => { badges.push(0) }
}"""
TAP = """async action => {
  const [notification] = await registration.getNotifications()
  const tap = new NotificationEvent('notificationclick', { notification, action })
  dispatchEvent(tap)
}"""


@pytest.fixture
def tomorrow(cast: Cast, library: None, client_of: Callable) -> date:
    """Ana has one exercise, twice a day; the day on which she is reminded of it."""
    today = clock.local_date(clock.now(), cast.ana.time_zone)
    body = {"steps": STEPS, "starts_on": today, "days": [1, 2, 3, 4, 5, 6, 7], "times_per_day": 2, "note": ""}
    answer = client_of(cast.tess).post(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/", body)
    assert answer.status_code == 201, answer.content
    return today + timedelta(days=1)


class LockScreen:
    """The worker of a page, as the browser's push client and its notifications reach it."""

    def __init__(self, page: Page, origin: str) -> None:
        self._page, self._origin = page, origin
        self._found: list[str] = []
        self._line = page.context.new_cdp_session(page)
        self._line.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._line.send("ServiceWorker.enable")
        until(page, lambda: bool(self._found))
        self.worker.evaluate(COUNT_SHOWN)

    def deliver(self, payload: dict) -> None:
        """Hands a decrypted message to the worker, as a browser does, and waits until it has shown it."""
        message = {"origin": self._origin, "registrationId": self._found[0], "data": json.dumps(payload)}
        before = self._shown_so_far()
        self._line.send("ServiceWorker.deliverPushMessage", message)
        until(self._page, lambda: self._shown_so_far() > before)

    def shown(self) -> list[dict]:
        return self.worker.evaluate(SHOWN)

    def badges(self) -> list[int]:
        """The numbers that the app's icon was given, one after the other; 0 for none."""
        return self.worker.evaluate("globalThis.badges")

    def tap(self, action: str) -> None:
        self.worker.evaluate(TAP, action)

    def _shown_so_far(self) -> int:
        return self.worker.evaluate("globalThis.shownSoFar")

    @property
    def worker(self) -> Worker:
        return self._page.context.service_workers[0]

    def _note(self, told: dict) -> None:
        ours = [each for each in told["registrations"] if each["scopeURL"].startswith(self._origin)]
        self._found += [each["registrationId"] for each in ours if not each["isDeleted"]]


@pytest.fixture
def device(push_service: PushService) -> Subscribed:  # noqa: F811
    return push_service.browser()


@pytest.fixture
def page(phone: Callable[..., BrowserContext], footing: str, device: Subscribed) -> Page:
    """A phone that may show notifications."""
    context = phone(permissions=["notifications"])
    page = context.new_page()
    page.add_init_script(f"({SUBSCRIBE})({json.dumps(device.subscription)})")
    return page


def signed_in(page: Page, footing: str, mails: MailServer) -> LockScreen:
    """Ana at Today, with a worker that can be reached."""
    sign_in(page, "ana@example.org", mails)
    expect(page.get_by_role("heading", name="Ana")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return LockScreen(page, footing)


def at(day: date, local: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(local), ZoneInfo("Europe/Madrid"))


def until(page: Page, comes_true: Callable[[], bool]) -> None:
    """Waits for something on the server that no page shows; at most 20 seconds."""
    for _ in range(200):
        if comes_true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It has not come true in 20 seconds.")


def remind(now: datetime, service: PushService) -> None:
    """What the beat brings about at `now`."""
    service.tell_time = now.timestamp
    plan(now=now)
    send_notices(now=now)


def test_reminder_answered_offline_stays_silent(
    page: Page,
    device: Subscribed,
    push_service: PushService,  # noqa: F811
    cast: Cast,
    tomorrow: date,
    footing: str,
    wire: Wire,
    mail_server: MailServer,
) -> None:
    lock_screen = signed_in(page, footing, mail_server)
    lock_screen.worker.evaluate(COUNT_BADGES)
    expect(page.get_by_role("heading", name="Shall we remind you?")).to_be_visible()
    page.get_by_role("button", name="Yes, remind me").click()
    expect(page.get_by_text("You will be reminded")).to_be_visible()
    assert PushSubscription.objects.get().endpoint == device.endpoint
    assert page.evaluate("subscribedWith") == push_service.application_key
    assert Reminder.objects.get().times == ["08:30", "18:00"]

    emails = len(mail_server.emails)
    remind(at(tomorrow, "08:30"), push_service)
    [message] = device.received
    notification = Notification.objects.get(pk=message.payload["notice"])
    assert (notification.state, notification.kind) == ("sent", "exercise")

    lock_screen.deliver(message.payload)
    expect(page.get_by_role("heading", name="Your reminder of")).to_be_visible()
    [shown] = lock_screen.shown()
    until(page, lambda: lock_screen.badges() == [1])
    assert shown["title"] == message.payload["notification"]["title"]
    assert shown["tag"] == message.payload["notification"]["tag"]
    lock_screen.deliver(message.payload)
    assert lock_screen.shown() == [shown]

    wire.cut()
    page.context.set_offline(True)
    lock_screen.tap("done")
    expect(page.get_by_text("You said “Done” to your reminder: Exercises.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You said “Done” to your reminder: Exercises.")).to_be_visible()
    assert lock_screen.shown() == []
    assert lock_screen.badges() == [1, 1, 0]
    notification.refresh_from_db()
    assert notification.action == ""

    wire.mend()
    page.context.set_offline(False)
    until(page, lambda: Notification.objects.get(pk=notification.pk).action == "done")
    remind(at(tomorrow, "18:00"), push_service)
    next_one = Notification.objects.get(kind="exercise", local_on=tomorrow, slot=18 * 60)
    assert (next_one.state, next_one.reason) == ("skipped", "done")
    assert len(device.received) == 1
    assert len(mail_server.emails) == emails


@pytest.mark.parametrize("expires_at", ["2020-01-01T00:00:00+00:00", None])
def test_reminder_shows_something_neutral_for_what_is_late_or_cannot_be_read(
    page: Page, cast: Cast, footing: str, mail_server: MailServer, expires_at: str | None
) -> None:
    lock_screen = signed_in(page, footing, mail_server)
    late = {"notification": {"title": "Old news", "tag": "day"}, "kind": "exercise", "expires_at": expires_at}
    lock_screen.deliver(late if expires_at else {"something": "else"})
    lock_screen.deliver(late if expires_at else {"something": "else"})
    [shown] = lock_screen.shown()
    assert shown["title"] == "Footing"


def shows(lock_screen: LockScreen, footing: str, kind: str) -> str:
    """A reminder on the lock screen, as the server words it; the address that it opens."""
    notification = uuid4()
    opens = f"{footing}{path_of(kind, notification)}"
    shown = {"title": "A good moment?", "tag": kind, "navigate": opens}
    lock_screen.deliver({"notification": shown, "notice": str(notification), "kind": kind})
    assert [each["title"] for each in lock_screen.shown()] == ["A good moment?"]
    return opens


def test_tap_on_a_reminder_leads_to_the_choice_of_when_it_comes_again(
    page: Page, cast: Cast, tomorrow: date, footing: str, mail_server: MailServer
) -> None:
    lock_screen = signed_in(page, footing, mail_server)
    page.goto("/learn")
    opens = shows(lock_screen, footing, "exercise")
    lock_screen.tap("")
    page.wait_for_url(opens)
    for choice in ("Done", "In 10 minutes", "In an hour", "Not today"):
        expect(page.get_by_role("button", name=choice, exact=True)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="In 10 minutes").click()
    expect(page.get_by_role("status").get_by_text("Exercises: comes again")).to_be_visible()


def test_tap_on_a_pain_reminder_can_be_answered_without_a_number(
    page: Page, cast: Cast, footing: str, mail_server: MailServer
) -> None:
    lock_screen = signed_in(page, footing, mail_server)
    opens = shows(lock_screen, footing, "pain")
    lock_screen.tap("")
    page.wait_for_url(opens)
    for choice in ("In 10 minutes", "In an hour", "Not today"):
        expect(page.get_by_role("button", name=choice)).to_be_in_viewport(ratio=1)
    page.get_by_role("radio", name="3", exact=True).click(force=True)
    expect(page.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Not today")).to_be_hidden()
    page.reload()  # the number comes back, until it is thrown away
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("button", name="Not today").click()
    told_back = page.get_by_role("status").get_by_text("Skipped for today: Pain check-in. That is fine.")
    expect(told_back).to_be_in_viewport(ratio=1)


def test_tap_opens_the_right_screen(page: Page, cast: Cast, footing: str, mail_server: MailServer) -> None:
    lock_screen = signed_in(page, footing, mail_server)
    shown = {"title": "How is today?", "tag": "day", "navigate": f"{footing}/log-pain"}
    lock_screen.deliver({"notification": shown, "notice": str(uuid4()), "kind": "pain"})
    assert [each["title"] for each in lock_screen.shown()] == ["How is today?"]
    lock_screen.tap("")
    page.wait_for_url("**/log-pain")
    assert lock_screen.shown() == []


@pytest.mark.parametrize("address", [SCREENS["pain"], "/log-pain"])
def test_link_in_an_email_asks_for_the_number_without_network(
    page: Page, cast: Cast, footing: str, mail_server: MailServer, wire: Wire, address: str
) -> None:
    signed_in(page, footing, mail_server)
    wire.cut()
    page.context.set_offline(True)
    page.goto(f"{footing}{address}")
    page.get_by_role("radio", name="3", exact=True).click(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Ana")).to_be_visible()
