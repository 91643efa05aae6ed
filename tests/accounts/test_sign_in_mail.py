"""The e-mail with a code is handed over: no request waits for a mail server, and the page asks after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from socket import create_server
from threading import Event
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from accounts.models import OutgoingMail
from accounts.rules.limits import EMAILS_TO_STRANGERS, Use
from accounts.rules.outgoing_mail import LEASE, SWEPT_AFTER
from accounts.services.limits import spend
from accounts.services.mail_sender import MailSender
from accounts.services.outgoing_mail import send_due_mail, sweep_mail
from common import clock
from tests.accounts.browser import Browser, code_in, mail_state
from tests.reminders.mail_server import MailServer, running

SMTP = "django.core.mail.backends.smtp.EmailBackend"
ADDRESS = {"email": "ana@example.org"}
AWAY = override_settings(EMAIL_BACKEND=SMTP, EMAIL_PORT=1, EMAIL_TIMEOUT=1)


@pytest.fixture
def nobody_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the process that took the request ends before it could send."""
    monkeypatch.setattr(MailSender, "wake", lambda _sender: None)


def later(wait: timedelta) -> datetime:
    return clock.now() + wait + timedelta(seconds=1)


@pytest.mark.django_db
def test_sign_in_mail_state_is_sent_after_sending(cast, mailoutbox):
    browser = Browser()
    assert mail_state(browser) == "none"
    browser.auth("POST", "/auth/code/request", ADDRESS)
    assert mail_state(browser) == "sent"
    assert mail_state(Browser()) == "none"


@pytest.mark.django_db
def test_sign_in_mail_is_tried_again_while_the_code_is_valid(cast, mailoutbox):
    browser = Browser()
    with AWAY:
        assert browser.auth("POST", "/auth/code/request", ADDRESS).status_code == 401
    assert mail_state(browser) == "delayed"
    send_due_mail(now=later(timedelta(seconds=5)))
    assert mail_state(browser) == "sent"
    assert browser.auth("POST", "/auth/code/confirm", {"code": code_in(mailoutbox[0])}).status_code == 200


@pytest.mark.django_db
def test_sign_in_mail_is_given_up_when_the_code_has_expired(cast, mailoutbox):
    browser = Browser()
    with AWAY:
        browser.auth("POST", "/auth/code/request", ADDRESS)
        send_due_mail(now=later(timedelta(minutes=10)))
    assert mail_state(browser) == "failed"
    send_due_mail(now=later(timedelta(minutes=20)))
    assert mailoutbox == []


@pytest.mark.django_db
def test_sign_in_mail_text_is_deleted_when_settled_and_its_row_after_a_day(cast, mailoutbox):
    Browser().auth("POST", "/auth/code/request", ADDRESS)
    assert OutgoingMail.objects.get().message is None
    sweep_mail(now=later(timedelta(days=1)), waiting_for=SWEPT_AFTER)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_sign_in_mail_of_a_process_that_ended_is_sent(cast, mailoutbox, nobody_sends):
    browser = Browser()
    browser.auth("POST", "/auth/code/request", ADDRESS)
    assert mail_state(browser) == "sending"
    assert sweep_mail(now=clock.now(), waiting_for=SWEPT_AFTER) == 0  # its own process comes first
    assert sweep_mail(now=later(SWEPT_AFTER), waiting_for=SWEPT_AFTER) == 1
    assert mail_state(browser) == "sent"
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_sign_in_mail_of_another_process_waits_for_its_lease(cast, mailoutbox, nobody_sends):
    Browser().auth("POST", "/auth/code/request", ADDRESS)
    OutgoingMail.objects.update(attempts=1, next_try_at=clock.now() + LEASE)
    assert send_due_mail(now=later(SWEPT_AFTER)) == 0
    assert send_due_mail(now=later(LEASE)) == 1


@pytest.mark.django_db
def test_held_back_mail_to_a_stranger_has_the_same_states(cast, mailoutbox):
    for _email in range(EMAILS_TO_STRANGERS.at_once):
        spend(uses=[Use(EMAILS_TO_STRANGERS, "")], now=clock.now())
    stranger, known = Browser(), Browser()
    one = stranger.auth("POST", "/auth/code/request", {"email": "nobody@example.org"})
    other = known.auth("POST", "/auth/code/request", ADDRESS)
    assert (one.status_code, one.json()) == (other.status_code, other.json())
    assert (mail_state(stranger), mail_state(known)) == ("sent", "sent")
    assert [mail.to for mail in mailoutbox] == [["ana@example.org"]]


@pytest.mark.real_mail_sender
@pytest.mark.django_db(transaction=True)
def test_request_is_answered_while_the_mail_server_is_silent_and_mail_follows(cast):
    """A mail server that takes the connection and is silent would hold the request for twenty seconds."""
    arrived = Arrivals()
    with silent_server() as port, override_settings(EMAIL_BACKEND=SMTP, EMAIL_PORT=port, EMAIL_TIMEOUT=1):
        browser = Browser()
        assert browser.auth("POST", "/auth/code/request", ADDRESS).status_code == 401
        assert mail_state(browser) == "sending"
        wait_for_state(browser, "delayed")
    with running(arrived) as port, override_settings(EMAIL_BACKEND=SMTP, EMAIL_PORT=port, EMAIL_TIMEOUT=5):
        browser = Browser()
        browser.auth("POST", "/auth/code/request", ADDRESS)
        assert arrived.came.wait(30)
        wait_for_state(browser, "sent")
        code = code_in_letter(arrived.emails[-1])
        assert browser.auth("POST", "/auth/code/confirm", {"code": code}).status_code == 200


class Arrivals(MailServer):
    """Tells when an e-mail came."""

    def __init__(self) -> None:
        super().__init__()
        self.came = Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        self.came.set()
        return answer


def code_in_letter(email: EmailMessage) -> str:
    body = email.get_body(("plain",))
    assert body
    return next(line for line in body.get_content().splitlines() if line.isdecimal())


@contextmanager
def silent_server() -> Iterator[int]:
    with create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def wait_for_state(browser: Browser, state: str) -> None:
    """Asks as the page does, for half a minute at most."""
    ends = clock.now() + timedelta(seconds=30)
    while mail_state(browser) != state:
        assert clock.now() < ends, mail_state(browser)
        connection.close()
        Event().wait(0.1)
