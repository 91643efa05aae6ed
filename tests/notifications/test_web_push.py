"""Web push on the wire: what arrives, and what every answer of a push service comes to."""

from datetime import timedelta
from email.utils import format_datetime
from threading import Thread
from time import monotonic
from uuid import uuid4

import pytest

from common import clock
from notifications.rules.push_answers import PushOutcome
from notifications.transports import http
from notifications.transports.webpush import open_sender
from tests.push_service.browser import HANG, Reply
from tests.push_service.service import PushService, running
from tests.reminders.pushes import push_to, send


def test_web_push_arrives_encrypted_and_signed_and_is_read_by_another_implementation(push_service):
    browser = push_service.browser()
    answer = send([push_to(browser, ttl=1234, urgency="high")])[0]
    assert (answer.outcome, answer.status, answer.code) == ("delivered", 201, "push_201")
    assert browser.problems == []
    message = browser.received[0]
    assert (message.ttl, message.urgency) == (1234, "high")
    assert message.payload["web_push"] == 8030
    assert message.payload["notification"]["title"] == "A good moment?"
    assert message.payload["actions"][0] == {"action": "done", "title": "Done"}
    assert message.token["aud"] == push_service.origin


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (201, "delivered"),
        (400, "refused"),
        (401, "alarm"),
        (403, "alarm"),
        (404, "gone"),
        (410, "gone"),
        (413, "too_large"),
        (429, "retry"),
        (500, "retry"),
        (503, "retry"),
        (302, "refused"),
        (307, "refused"),
    ],
)
def test_web_push_answer_has_its_documented_meaning(push_service, status, outcome):
    elsewhere = push_service.browser()
    browser = push_service.browser(Reply(status, {"Location": elsewhere.endpoint}))
    answer = send([push_to(browser)])[0]
    assert (answer.outcome, answer.status, answer.code) == (outcome, status, f"push_{status}")
    assert elsewhere.asked == 0
    assert push_service.strangers == []
    assert browser.problems == []


def test_web_push_waits_as_many_seconds_as_it_is_asked_to(push_service):
    browser = push_service.browser(Reply(429, {"Retry-After": "120"}))
    before = clock.now()
    answer = send([push_to(browser)])[0]
    assert answer.outcome == "retry"
    assert answer.retry_at
    assert before + timedelta(seconds=120) <= answer.retry_at <= clock.now() + timedelta(seconds=120)


def test_web_push_waits_until_the_date_it_is_given(push_service):
    until = clock.now().replace(microsecond=0) + timedelta(minutes=30)
    browser = push_service.browser(Reply(503, {"Retry-After": format_datetime(until, usegmt=True)}))
    assert send([push_to(browser)])[0].retry_at == until


def test_web_push_is_sent_shorter_once_when_it_was_too_large(push_service):
    browser = push_service.browser(Reply(413), Reply(201))
    answer = send([push_to(browser)])[0]
    assert (answer.outcome, browser.asked) == ("delivered", 2)
    assert browser.received[0].payload["actions"] == []
    assert browser.received[0].payload["notification"]["body"]


def test_web_push_gives_up_what_is_too_large_even_when_short(push_service):
    browser = push_service.browser(Reply(413))
    answer = send([push_to(browser)])[0]
    assert (answer.outcome, browser.asked) == ("too_large", 2)


def test_web_push_gives_up_one_that_hangs(push_service, monkeypatch):
    monkeypatch.setattr(http, "_FIXED", (*http._FIXED, (http.pycurl.TIMEOUT_MS, 300)))
    answer = send([push_to(push_service.browser(HANG))])[0]
    assert (answer.outcome, answer.status, answer.code) == ("retry", None, "push_timeout")


def test_web_push_asks_for_an_answer_within_fifteen_seconds_and_a_connection_within_five():
    fixed = dict(http._FIXED)
    assert (fixed[http.pycurl.TIMEOUT], fixed[http.pycurl.CONNECTTIMEOUT]) == (15, 5)


def test_web_push_talks_to_no_server_whose_certificate_it_does_not_trust(
    push_service, settings, tmp_path_factory
):
    other = PushService(push_service.application_key, tmp_path_factory.mktemp("other"))
    with running(other):
        settings.PUSH_SERVICES = [other.name]
        browser = other.browser()
        answer = send([push_to(browser)])[0]
    assert (answer.outcome, answer.status, answer.code) == ("retry", None, "push_tls")
    assert browser.asked == 0


def test_web_push_reads_no_more_than_the_beginning_of_an_answer(push_service):
    browser = push_service.browser(Reply(403, body=b"x" * 5_000_000))
    answer = send([push_to(browser)])[0]
    assert (answer.outcome, answer.status) == ("alarm", 403)


def test_web_push_does_not_let_a_hanging_endpoint_delay_the_others(push_service):
    slow, quick = [push_service.browser(HANG) for _ in range(3)], push_service.browser()
    sender = open_sender()
    assert sender
    pushes = [push_to(browser) for browser in (*slow, *[quick] * 300)]
    begun = monotonic()
    answers = sender.send(pushes, clock.now())
    for _ in range(300):
        assert next(answers).outcome == "delivered"
    assert monotonic() - begun < http.ANSWER_WITHIN
    Thread(target=push_service.over.set).start()
    assert {answer.outcome for answer in answers} == {"retry"}


def test_push_service_that_answers_nobody_is_left_alone(push_service, monkeypatch):
    monkeypatch.setattr(http, "_FIXED", (*http._FIXED, (http.pycurl.TIMEOUT_MS, 300)))
    silent = push_service.browser(HANG)
    sender = open_sender()
    assert sender
    answers = send([push_to(silent) for _ in range(400)], sender)
    assert {(answer.outcome, answer.status) for answer in answers} == {("retry", None)}
    assert [answer.code for answer in answers].count("push_silent") >= 200
    assert silent.asked < 200


def test_web_push_takes_the_next_push_only_when_there_is_a_place_for_it(push_service):
    browser = push_service.browser()
    taken = []

    def pushes():
        for number in range(500):
            taken.append(number)
            yield push_to(browser)

    sender = open_sender()
    assert sender
    answers = sender.send(pushes(), clock.now())
    next(answers)
    assert len(taken) < 500
    assert len(list(answers)) == 499
    assert browser.problems == []


def test_web_push_reuses_connections_and_the_signed_token(push_service):
    browser = push_service.browser()
    sender = open_sender()
    assert sender
    for _ in range(5):
        assert send([push_to(browser)], sender)[0].outcome == "delivered"
    assert push_service.connections == 1
    assert len({str(message.token) for message in browser.received}) == 1


def test_web_push_is_shown_once_however_often_it_is_sent(push_service):
    browser, notification = push_service.browser(), uuid4()
    send([push_to(browser, notification_id=notification) for _ in range(3)])
    assert len(browser.received) == 3
    assert len({message.topic for message in browser.received}) == 1
    assert len(browser.shown) == 1


def test_operator_learns_that_our_key_is_refused_without_an_address(push_service, caplog):
    browser = push_service.browser(Reply(403))
    answers = send([push_to(browser) for _ in range(5)])
    assert {answer.outcome for answer in answers} == {PushOutcome.ALARM}
    assert caplog.text.count("refuses our VAPID key: it answered 403") == 1
    assert browser.path not in caplog.text


def test_web_push_does_not_send_with_keys_that_are_no_keys(push_service):
    browser = push_service.browser()
    push = push_to(browser)
    broken = type(push.device)(push.device.id, push.device.endpoint, "AAAA", push.device.auth)
    answer = send([type(push)(push.notification_id, broken, push.payload, 60, push.topic)])[0]
    assert (answer.outcome, answer.code, browser.asked) == ("refused", "push_keys", 0)


def test_web_push_has_no_sender_while_there_is_no_key(settings):
    settings.VAPID_PRIVATE_KEY = None
    assert open_sender() is None
