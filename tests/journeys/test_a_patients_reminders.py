"""A patient decides what reminds her, when, where, and when not."""

import json
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from common import clock
from notifications.models import Notification, NotificationSettings, PushSubscription, StreamStop
from notifications.queries.preferences import address_hash
from notifications.services.stops import stop_stream
from reminders.models import CalendarLink, Reminder
from tests.cast import Cast
from tests.journeys.conftest import sign_in
from tests.journeys.test_a_reminder import STEPS, SUBSCRIBE
from tests.journeys.wire import Wire
from tests.push_service.browser import CREATED, Reply
from tests.push_service.fixtures import push_service  # noqa: F401 - a fixture
from tests.push_service.service import PushService
from tests.reminders.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
SUBSCRIPTIONS = "/push-subscriptions/"
SIGN_IN_SESSION = "/auth/session"
SAYS_NO = """() => {
  Object.defineProperty(Notification, 'permission', { get: () => 'default' })
  Notification.requestPermission = async () => 'default'
}"""


@pytest.fixture
def page(
    phone: Callable[..., BrowserContext],
    cast: Cast,
    library: None,
    client_of: Callable,
    mail_server: MailServer,
) -> Page:
    """Ana, who has one exercise on weekdays, at the settings of her reminders."""
    today = clock.local_date(clock.now(), cast.ana.time_zone)
    body = {"steps": STEPS, "starts_on": today, "days": [1, 3, 5], "times_per_day": 1, "note": ""}
    answer = client_of(cast.tess).post(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/", body)
    assert answer.status_code == 201, answer.content
    page = phone(permissions=["notifications"]).new_page()
    sign_in(page, "ana@example.org", mail_server)
    expect(page.get_by_role("heading", name="Ana")).to_be_visible()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Reminders").click()
    return page


def test_proposals_are_taken_and_a_time_changes(page: Page) -> None:
    page.get_by_role("button", name="Use these").click()
    page.get_by_role("button", name="Exercises").click()
    assert sorted(Reminder.objects.get(kind="exercise").days) == [1, 3, 5]
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Time", exact=True).fill("09:15")
    sheet.get_by_role("button", name="Add a time").click()
    sheet.get_by_label("Time 2").fill("09:15")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This time is there twice.")).to_be_visible()
    assert Reminder.objects.get(kind="exercise").times == ["08:30"]
    sheet.get_by_label("Time 2").fill("17:45")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="9:15 and 17:45")).to_be_visible()
    assert Reminder.objects.get(kind="exercise").times == ["09:15", "17:45"]


def test_error_of_a_rule_is_shown_near_the_save_button(page: Page, wire: Wire) -> None:
    page.get_by_role("button", name="Use these").click()
    page.get_by_role("button", name="Exercises").click()
    sheet = page.get_by_role("dialog")
    save = sheet.get_by_role("button", name="Save")
    expect(save).to_be_in_viewport(ratio=1)  # without scrolling, on a small phone
    sheet.get_by_label("Time", exact=True).fill("")
    sheet.get_by_role("button", name="Delete this reminder").scroll_into_view_if_needed()
    save.click()
    expect(sheet.get_by_text("Give a time.")).to_be_in_viewport(ratio=1)
    sheet.get_by_label("Time", exact=True).fill("09:15")
    wire.cut()
    page.context.set_offline(True)
    save.click()
    expect(sheet.get_by_text("There is no network right now.")).to_be_in_viewport()
    wire.mend()
    page.context.set_offline(False)
    save.click()
    expect(page.get_by_role("button", name="9:15")).to_be_visible()


def test_rule_that_another_tab_deleted_is_told_as_gone(page: Page) -> None:
    page.get_by_role("button", name="Use these").click()
    page.get_by_role("button", name="Exercises").click()
    Reminder.objects.filter(kind="exercise").delete()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_text("This reminder was deleted in the meantime")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Exercises")).to_be_hidden()


def test_settings_opened_without_network_say_what_is_missing_and_come_with_the_network(
    page: Page, wire: Wire
) -> None:
    page.get_by_role("button", name="Use these").click()
    quiet = page.get_by_role("button", name="Quiet times")
    expect(quiet).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wire.cut()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("These reminders go on as they are")).to_be_visible()
    expect(page.get_by_text("The pause, quiet times, e-mail and")).to_be_visible()
    expect(page.get_by_role("link", name="Past weeks")).to_be_visible()
    wire.mend()
    page.context.set_offline(False)
    expect(quiet).to_be_visible()
    expect(page.get_by_role("button", name="Add a reminder")).to_be_visible()


def test_patient_who_refuses_push_is_reminded_by_email(page: Page) -> None:
    page.add_init_script(f"({SAYS_NO})()")
    page.goto("/")
    offer = page.get_by_role("heading", name="Shall we remind you?")
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Yes, remind me").click()
    expect(page.get_by_text("That is fine. Reminders come by e-mail.")).to_be_visible()
    expect(offer).to_be_hidden()
    assert Reminder.objects.filter(enabled=True).count() == 2
    assert not PushSubscription.objects.exists()


def test_stopped_or_bounced_emails_are_shown_and_can_be_resumed(page: Page, cast: Cast) -> None:
    stop_stream(user_id=cast.ana.pk, stream="reminders", now=clock.now())
    hashed = address_hash(cast.ana.email)
    StreamStop.objects.create(
        user=cast.ana, stream="summary", reason="bounced", address_hash=hashed, stopped_at=clock.now()
    )
    page.reload()
    page.get_by_role("button", name="Your week in short Here only: the letter is stopped").click()
    expect(page.get_by_text("This letter came back from ana@example.org.")).to_be_visible()
    page.get_by_role("button", name="Send the letter again").click()
    expect(page.get_by_text("This letter came back")).to_be_hidden()
    assert [stop.stream for stop in StreamStop.objects.all()] == ["reminders"]
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Reminders by e-mail Off").click()
    expect(page.get_by_role("radio", name="No e-mail reminders")).to_be_checked()
    page.get_by_role("radio", name="Yes, where no device is reached").locator("xpath=..").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    assert not StreamStop.objects.exists()


def test_patient_without_any_channel_is_told(page: Page) -> None:
    warning = page.get_by_text("No reminder can reach you")
    page.get_by_role("button", name="Reminders by e-mail").click()
    page.get_by_role("radio", name="No e-mail reminders").locator("xpath=..").click()
    expect(warning).to_have_count(2)  # where she has just chosen it, and above everything
    expect(warning.last).to_be_in_viewport()
    page.get_by_role("radio", name="Yes, where no device is reached").locator("xpath=..").click()
    expect(warning).to_have_count(0)


def test_patient_sets_quiet_hours_a_pause_and_the_week(page: Page, cast: Cast) -> None:
    page.get_by_role("button", name="Quiet times 21:30 to 7:30").click()
    page.get_by_label("Quiet from").fill("20:00")
    page.get_by_label("Quiet until").fill("09:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Quiet times 20:00 to 9:00")).to_be_visible()

    pause = page.get_by_role("button", name="Pause all reminders")
    pause.click()
    page.get_by_role("button", name="For a week").click()
    expect(page.get_by_text("Reminders are paused")).to_be_visible()
    expect(pause.get_by_text("They start again on")).to_be_in_viewport()  # where she has just tapped

    page.get_by_role("button", name="Your week in short").click()
    page.get_by_label("Day", exact=True).select_option("Sunday")
    expect(page.get_by_text("Saved")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Your week in short Sunday at 7:00")).to_be_visible()
    kept = NotificationSettings.objects.get(user=cast.ana)
    today = clock.local_date(clock.now(), cast.ana.time_zone)
    assert (kept.quiet_from, kept.quiet_to, kept.weekly_day) == (time(20), time(9), 7)
    assert kept.paused_until == today + timedelta(days=7)

    pause.click()
    page.get_by_role("dialog").get_by_role("button", name="End the pause").click()
    expect(page.get_by_text("Reminders are paused")).to_have_count(0)
    kept.refresh_from_db()
    assert kept.paused_until is None


def test_reminder_that_will_not_come_is_announced_before(page: Page) -> None:
    page.get_by_role("button", name="Use these").click()
    page.get_by_role("button", name="Exercises").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Time", exact=True).fill("23:00")
    told = "23:00 is in your quiet times: it comes at 21:15."
    expect(sheet.get_by_text(told)).to_be_visible()
    sheet.get_by_role("button", name="Add a time").click()
    sheet.get_by_label("Time 2").fill("12:00")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Exercises").get_by_text(told)).to_be_visible()
    expect(page.get_by_text("More than two are set for some days.")).to_be_visible()


def test_patient_reads_what_came_and_why_some_did_not(page: Page, cast: Cast) -> None:
    page.get_by_role("button", name="Use these").click()
    expect(page.get_by_role("button", name="Exercises")).to_be_visible()
    yesterday = clock.now() - timedelta(days=1)
    notifications = Notification.objects.filter(user=cast.ana, kind="pain").order_by("due_at")
    assert notifications.update(due_at=yesterday, state="skipped", reason="done", settled_at=yesterday)
    page.get_by_role("button", name="What came lately").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("Stayed silent: you had already done it.").first).to_be_visible()


def test_push_test_shows_what_the_push_service_answered(
    page: Page,
    push_service: PushService,  # noqa: F811
) -> None:
    device = push_service.browser(CREATED, Reply(410))
    page.evaluate(f"({SUBSCRIBE})({json.dumps(device.subscription)})")
    page.get_by_role("button", name="Turn on here").click()
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("A test is on its way.")).to_be_visible()
    expect(page.get_by_text("Answer of the push service: 201")).to_be_visible()
    assert [each.payload["kind"] for each in device.received] == ["test"]
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("so they are turned off here")).to_be_visible()
    expect(page.get_by_text("Reminders come to this device.")).to_have_count(0)
    expect(page.get_by_role("button", name="Turn on here")).to_be_visible()
    assert not PushSubscription.objects.filter(closed_at=None).exists()


def test_device_is_healed_at_the_start_and_let_go_at_sign_out(
    page: Page,
    push_service: PushService,  # noqa: F811
) -> None:
    device = push_service.browser()
    page.add_init_script(f"({SUBSCRIBE})({json.dumps(device.subscription)})")
    page.reload()
    page.get_by_role("button", name="Turn on here").click()
    expect(page.get_by_text("Reminders come to this device.")).to_be_visible()
    PushSubscription.objects.update(closed_at=clock.now(), close_reason="gone")
    with page.expect_response(lambda told: told.request.method == "POST" and SUBSCRIPTIONS in told.url):
        page.reload()
    assert PushSubscription.objects.get().closed_at is None
    page.goto("/settings")
    page.get_by_role("button", name="Sign out", exact=True).click()
    # The phone is wiped and shows the sign-in page first; push service and server are told after that.
    with page.expect_response(lambda told: told.request.method == "DELETE" and SIGN_IN_SESSION in told.url):
        page.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/signin")
    assert not PushSubscription.objects.exists()


def test_calendar_link_is_told_once_and_can_be_revoked(page: Page) -> None:
    page.get_by_role("button", name="In your own calendar").click()
    page.get_by_role("button", name="Make a calendar link").click()
    address = page.get_by_label("Your calendar link").input_value()
    read = "address => fetch(address).then(answer => answer.status)"
    assert page.evaluate(read, address) == 200
    page.get_by_role("button", name="Remove the link").click()
    assert page.evaluate(read, address) == 200  # she is asked first
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_label("Your calendar link")).to_be_hidden()
    assert page.evaluate(read, address) == 404
    assert CalendarLink.objects.get().revoked_at is not None
