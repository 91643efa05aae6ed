"""A due reminder on its way to a person's devices, and by e-mail where no device takes it."""

from datetime import datetime, timedelta

import pytest

from notifications.models import Delivery, PushSubscription
from notifications.services.subscriptions import Subscribing, subscribe
from tests.factories import NOW
from tests.push_service.browser import Browser, Reply
from tests.push_service.service import PushService
from tests.reminders.patients import Ana, tick

DUE_ON = 1  # the day after NOW


@pytest.fixture
def phone(ana: Ana, push_service: PushService, mail_server) -> Browser:
    ana.wants("08:30", channels=["push", "email"])
    return on_a_new_device(ana, push_service)


def on_a_new_device(ana: Ana, push_service: PushService, *answers: Reply) -> Browser:
    browser = push_service.browser(*answers)
    told = browser.subscription
    subscribe(user=ana.user, wanted=Subscribing(told["endpoint"], **told["keys"]), now=NOW)
    return browser


def tick_at(push_service: PushService, now: datetime) -> None:
    push_service.tell_time = now.timestamp
    tick(now)


def at_half_past_eight(ana: Ana, push_service: PushService) -> datetime:
    tick_at(push_service, ana.at("08:00", DUE_ON))
    due = ana.at("08:30", DUE_ON)
    tick_at(push_service, due)
    return due


def test_push_reminder_shows_a_neutral_reminder_on_every_device_and_sends_no_mail(
    ana, phone, push_service, mail_server, settings
):
    tablet = on_a_new_device(ana, push_service)
    due = at_half_past_eight(ana, push_service)
    for browser in (phone, tablet):
        assert browser.problems == []
        (message,) = browser.received
        assert message.ttl == timedelta(hours=3).total_seconds()
        assert (message.payload["kind"], message.payload["badge"]) == ("exercise", 1)
        opens = f"{settings.PUBLIC_URL}/?reminded={message.payload['notice']}"
        assert message.payload["notification"]["navigate"] == opens
        assert [each["action"] for each in message.payload["actions"]] == ["done", "snooze"]
        assert message.payload["expires_at"] == (due + timedelta(hours=3)).astimezone(NOW.tzinfo).isoformat()
    assert phone.received[0].topic == tablet.received[0].topic
    assert mail_server.emails == []
    assert ("sent", "") in ana.ledger()


def test_push_reminder_is_sent_once_however_many_runs_there_are(ana, phone, push_service):
    due = at_half_past_eight(ana, push_service)
    for minutes in (1, 2, 30):
        tick_at(push_service, due + timedelta(minutes=minutes))
    assert phone.asked == 1


def test_push_reminder_closes_a_device_that_is_gone_and_keeps_to_the_others(
    ana, phone, push_service, mail_server
):
    left = on_a_new_device(ana, push_service, Reply(410))
    due = at_half_past_eight(ana, push_service)
    closed = PushSubscription.objects.get(endpoint=left.endpoint)
    assert (closed.closed_at, closed.close_reason) == (due, "gone")
    assert len(phone.received) == 1
    tick_at(push_service, ana.at("08:30", DUE_ON + 1))
    assert (left.asked, len(phone.received)) == (1, 2)
    assert mail_server.emails == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 302])
def test_push_reminder_falls_back_to_email_when_no_device_accepts_it(
    ana, phone, push_service, mail_server, status
):
    phone.answers = [Reply(status)]
    at_half_past_eight(ana, push_service)
    assert len(mail_server.emails) == 1
    assert ("sent", "") in ana.ledger()
    attempts = Delivery.objects.order_by("id").values_list("channel", "outcome", "status", "detail")
    assert list(attempts) == [
        ("push", "given_up", status, f"push_{status}"),
        ("email", "sent", None, ""),
    ]


def test_push_reminder_comes_again_when_the_push_service_asks_it_to_wait(
    ana, phone, push_service, mail_server
):
    phone.answers = [Reply(429, {"Retry-After": "1200"}), Reply(201)]
    due = at_half_past_eight(ana, push_service)
    tick_at(push_service, due + timedelta(minutes=19))
    assert phone.asked == 1
    tick_at(push_service, due + timedelta(minutes=20))
    assert (phone.asked, len(phone.received)) == (2, 1)
    assert phone.received[0].ttl == timedelta(hours=2, minutes=40).total_seconds()
    assert mail_server.emails == []
    assert ("sent", "") in ana.ledger()
