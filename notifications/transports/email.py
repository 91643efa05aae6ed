"""E-mail: messages in text and HTML over SMTP, as the settings say. Never inside a transaction."""

import re
from binascii import b2a_qp
from contextlib import suppress
from email.utils import formatdate, parseaddr
from functools import lru_cache
from smtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from types import TracebackType
from typing import Self
from uuid import UUID

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import forbid_multi_line_headers, sanitize_address

from notifications.rules.messages import Email
from notifications.transports.email_templates import EmailTemplates, RenderedEmail
from notifications.transports.smtp import hand_over, offer

_PLAIN = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)
_BOUNDARY = "=_footing"  # no two such characters follow each other in quoted-printable
_FAULTS = (SMTPException, OSError, ValueError)


class SendingError(Exception):
    """The e-mail was not sent. `code` says why, without personal data.

    `permanent`: another attempt cannot help. `unreachable`: the server was not there for anybody.
    `no_such_address`: the server refused the recipient permanently.
    """

    def __init__(
        self, code: str, *, permanent: bool = False, unreachable: bool = False, no_such_address: bool = False
    ) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.unreachable = unreachable
        self.no_such_address = no_such_address


def message_id(notification_id: UUID) -> str:
    """The Message-ID of a notification: the same at every attempt (RFC 5322 section 3.6.4)."""
    domain = parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1].rpartition("@")[2] or "localhost"
    return f"<{notification_id}@{domain}>"


class Mailing:
    """A batch of e-mails over one connection, opened for the first and closed at the end: `with Mailing() as
    mailing: mailing.send(email)`. A template is rendered once for all e-mails with the same content.
    """

    def __init__(self) -> None:
        self._templates = EmailTemplates()
        self._backend = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, email: Email) -> None:
        """Hands `email` to the mail server, within the time-out of the settings (20 s).

        Raises SendingError: permanent if the server refuses this address or message (5xx); and RenderError
        before anything is sent.
        """
        parts = self._templates.render(email)
        try:
            message = _message(email, parts)
            if isinstance(self._backend, EmailBackend):
                self._over_smtp(self._backend, message)
            else:
                self._backend.send_messages([message])
        except _FAULTS as error:
            if not isinstance(error, SMTPResponseException | SMTPRecipientsRefused | ValueError):
                self._hang_up()
            raise _sending_error(error) from error

    def _over_smtp(self, backend: EmailBackend, message: EmailMultiAlternatives) -> None:
        """Opens the connection again, once, if the server closed it since the last e-mail: nothing of this
        one was sent by then.
        """
        content = _bytes_of(message)
        sender, recipient = (_address(person) for person in (message.from_email, *message.to))
        is_new = backend.open()
        try:
            offer(_server(backend), sender, recipient)
        except OSError as error:
            if is_new or not _is_over(error):
                raise
            self._hang_up()
            backend.open()
            offer(_server(backend), sender, recipient)
        hand_over(_server(backend), content)

    def _hang_up(self) -> None:
        with suppress(SMTPException, OSError):
            self._backend.close()


def _bytes_of(message: EmailMultiAlternatives) -> bytes:
    """The e-mail as bytes. Written by hand, because the library's general way takes ten times as long, more
    than all the rest.
    """
    headers = {
        "Subject": message.subject,
        "From": message.from_email,
        "To": ", ".join(message.to),
        "Date": formatdate(localtime=settings.EMAIL_USE_LOCALTIME),
        **message.extra_headers,
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{_BOUNDARY}"',
    }
    lines = [*(": ".join(_header(name, value)) for name, value in headers.items()), ""]
    for body, kind in (
        (message.body, "plain"),
        *((str(html), "html") for html, _type in message.alternatives),
    ):
        lines += [
            f"--{_BOUNDARY}\nContent-Type: text/{kind}; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable\n",
            b2a_qp(body.encode()).decode("ascii"),
        ]
    return "\n".join([*lines, f"--{_BOUNDARY}--\n"]).encode("ascii")


@lru_cache(maxsize=256)
def _header(name: str, value: str) -> tuple[str, str]:
    """An encoded header; most equal those of the previous e-mail. Raises BadHeaderError for a line break."""
    name, value = forbid_multi_line_headers(name, value, "utf-8")
    return name, value


@lru_cache(maxsize=256)
def _address(person: str) -> str:
    """The bare address of `person`, who may have a name. Raises ValueError when there is none."""
    if _PLAIN.fullmatch(person):
        return person
    return parseaddr(sanitize_address(person, "utf-8"))[1]


def _server(backend: EmailBackend) -> SMTP:
    assert backend.connection  # noqa: S101 - it has just been opened
    return backend.connection


def _message(email: Email, parts: RenderedEmail) -> EmailMultiAlternatives:
    headers = {"Message-ID": message_id(email.notification_id), "Auto-Submitted": "auto-generated"}
    if email.stop_link:  # RFC 8058: one click, without signing in
        headers["List-Unsubscribe"] = f"<{email.stop_link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(parts.subject, parts.text, to=[email.address], headers=headers)
    message.attach_alternative(parts.html, "text/html")
    return message


def _is_over(error: Exception) -> bool:
    """Whether the server ended the connection (421) instead of refusing something."""
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == 421
    return isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException)


def _sending_error(error: Exception) -> SendingError:
    if isinstance(error, BadHeaderError):
        return SendingError("bad_header", permanent=True)
    if isinstance(error, ValueError):
        return SendingError("bad_address", permanent=True)
    if isinstance(error, SMTPAuthenticationError | SMTPConnectError):  # our error, not that of the address
        return SendingError(f"smtp_session_{error.smtp_code}", unreachable=True)
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _answer in error.recipients.values()]
        gone = min(codes) >= 500
        return SendingError(f"smtp_recipient_{max(codes)}", permanent=gone, no_such_address=gone)
    if isinstance(error, SMTPResponseException):
        return SendingError(f"smtp_{error.smtp_code}", permanent=error.smtp_code >= 500)
    return SendingError(f"connection_{type(error).__name__}"[:80], unreachable=True)
