"""E-mails over one connection: opened once, opened again when it is gone, and never an e-mail twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta
from uuid import uuid4

import pytest

from common import clock
from notifications.rules.messages import Email
from notifications.transports.email import Mailing, SendingError
from notifications.transports.email_templates import EmailTemplates
from tests.reminders.mail_server import MailServer, running


@dataclass
class Counting(MailServer):
    """Counts greetings; ends a connection after `most` e-mails; offers pipelining or not."""

    greetings: int = 0
    most: int = 1000
    pipelining: bool = True
    gone: str = ""

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.greetings += 1
        session.host_name, session.taken = hostname, 0
        return [*responses[:-1], *(["250-PIPELINING"] if self.pipelining else []), responses[-1]]

    async def handle_MAIL(self, server, session, envelope, address, options):
        if session.taken >= self.most:
            server.transport.close()
            return "421 4.7.0 too many letters"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.gone:
            return "550 5.1.1 no such user"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        session.taken += 1
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture(params=[True, False], ids=["pipelined", "in turn"])
def server(request, settings) -> Iterator[Counting]:
    with listening(Counting(pipelining=request.param), settings) as server:
        yield server


@contextmanager
def listening(server: Counting, settings) -> Iterator[Counting]:
    with running(server) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield server


def email(address: str = "ana@example.org", **own: str) -> Email:
    filled = {
        "name": "Ana",
        "link": "https://x.org/",
        "settings_link": "https://x.org/s",
        "stop_link": "https://x.org/u",
    }
    words = {"title": "Ready when you are", "body": "A short while is enough."}
    return Email(uuid4(), address, "en", "reminder", words, {**filled, **own}, "https://x.org/u")


def test_smtp_transport_sends_a_batch_over_one_connection(server):
    with Mailing() as mailing:
        for number in range(5):
            mailing.send(email(f"p{number}@example.org", name=f"Number {number}"))
    assert server.greetings == 1
    assert server.recipients == [f"p{number}@example.org" for number in range(5)]
    for number, sent in enumerate(server.emails):
        assert f"Hello Number {number}," in sent.get_body(("plain",)).get_content()


def test_smtp_transport_opens_no_connection_without_an_email(server):
    with Mailing():
        pass
    assert server.greetings == 0


def test_smtp_transport_opens_another_connection_when_the_server_has_had_enough(server):
    server.most = 2
    with Mailing() as mailing:
        for number in range(5):
            mailing.send(email(f"p{number}@example.org"))
    assert server.recipients == [f"p{number}@example.org" for number in range(5)]
    assert server.greetings == 3


def test_smtp_transport_goes_on_with_the_next_email_after_an_address_that_does_not_exist(server):
    server.gone = "gone@example.org"
    with Mailing() as mailing:
        mailing.send(email("first@example.org"))
        with pytest.raises(SendingError) as refused:
            mailing.send(email("gone@example.org"))
        mailing.send(email("last@example.org"))
    assert (refused.value.code, refused.value.permanent, refused.value.no_such_address) == (
        "smtp_recipient_550",
        True,
        True,
    )
    assert server.recipients == ["first@example.org", "last@example.org"]
    assert server.greetings == 1


def test_smtp_transport_keeps_a_line_that_begins_with_a_dot(server):
    with Mailing() as mailing:
        mailing.send(email(link=".hidden\r\n..\r\n.\r\nend"))
    text = server.emails[0].get_body(("plain",)).get_content()
    assert ".hidden\n..\n.\nend" in text.replace("\r\n", "\n")


def test_smtp_transport_keeps_every_letter_of_every_script_and_lines_of_any_length(server, settings):
    settings.DEFAULT_FROM_EMAIL = "Füße und Co <clinic@example.org>"
    own = {"name": "Zoë = 漢字 \t" + "a long name " * 200, "link": "https://x.org/?a=b&c=--=_footing"}
    words = {"title": "Zeit für die Füße", "body": "=E4 ist nicht ä. "}
    own |= {"settings_link": "https://x.org/s", "stop_link": "https://x.org/u"}
    told = Email(uuid4(), "ana@example.org", "en", "reminder", words, own, "https://x.org/u")
    with Mailing() as mailing:
        mailing.send(told)
    (sent,) = server.emails
    parts = EmailTemplates().render(told)
    for kind, told_so in (("plain", parts.text), ("html", parts.html)):
        assert sent.get_body((kind,)).get_content().replace("\r\n", "\n") == told_so
    assert (sent["Subject"], sent["From"], sent["To"]) == (
        "Zeit für die Füße",
        "Füße und Co <clinic@example.org>",
        "ana@example.org",
    )
    assert abs(sent["Date"].datetime.replace(tzinfo=UTC) - clock.now()) < timedelta(minutes=5)
    assert (sent.defects, [part.defects for part in sent.walk()]) == ([], [[], [], []])


def test_smtp_transport_escapes_a_person_s_own_words_in_html_only(server):
    with Mailing() as mailing:
        mailing.send(email(name="<b>&\x02link\x03"))
    (sent,) = server.emails
    assert "Hello <b>&" in sent.get_body(("plain",)).get_content()
    assert "Hello &lt;b&gt;&amp;" in sent.get_body(("html",)).get_content()


def test_smtp_transport_refuses_a_header_that_would_break_out(server):
    broken = Email(uuid4(), "ana@example.org\r\nBcc: x@example.org", "en", "reminder", {}, {})
    with Mailing() as mailing, pytest.raises(SendingError) as refused:
        mailing.send(broken)
    assert (refused.value.code, refused.value.permanent) == ("bad_header", True)
    assert server.emails == []


def test_smtp_transport_reports_an_unreachable_server(settings):
    with listening(Counting(), settings):
        pass
    with Mailing() as mailing, pytest.raises(SendingError) as refused:
        mailing.send(email())
    assert (refused.value.code, refused.value.unreachable) == ("connection_ConnectionRefusedError", True)


def test_smtp_transport_refuses_an_invalid_address(server):
    with Mailing() as mailing, pytest.raises(SendingError) as refused:
        mailing.send(email("änä@"))
    assert (refused.value.code, refused.value.permanent) == ("bad_address", True)
    assert server.emails == []
