"""E-mail: one message in text and HTML, over SMTP as the settings say. Never inside a transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True)
class Letter:
    """What one person is sent, in their language: the templates called `template`, filled with `words`.

    `notice_id` makes the Message-ID, so a letter that is sent twice is shown once.
    """

    notice_id: UUID
    address: str
    language: str
    template: str
    words: Mapping[str, Any]


class SendingError(Exception):
    """The letter did not leave. `code` says why, without personal data.

    `permanent`: trying again cannot help. `unreachable`: the server was not there for anybody.
    """

    def __init__(self, code: str, *, permanent: bool = False, unreachable: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.unreachable = unreachable


def message_id(notice_id: UUID) -> str:
    """The Message-ID of a notice: the same at every attempt (RFC 5322 section 3.6.4)."""
    domain = parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1].rpartition("@")[2] or "localhost"
    return f"<{notice_id}@{domain}>"


def send(letter: Letter) -> None:
    """Hands `letter` to the mail server, within the time-out of the settings (20 s).

    Raises SendingError: permanent when the server refuses this address or message for good (5xx).
    """
    try:
        _message(letter).send()
    except (SMTPException, OSError, BadHeaderError) as error:
        raise _sending_error(error) from error


def _message(letter: Letter) -> EmailMultiAlternatives:
    with translation.override(letter.language):
        subject, text, html = (
            render_to_string(
                f"reminders/{letter.template}{part}", {**letter.words, "language": letter.language}
            )
            for part in ("_subject.txt", ".txt", ".html")
        )
    headers = {"Message-ID": message_id(letter.notice_id), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(subject.strip(), text, to=[letter.address], headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def _sending_error(error: Exception) -> SendingError:
    if isinstance(error, BadHeaderError):
        return SendingError("bad_header", permanent=True)
    if isinstance(error, SMTPAuthenticationError | SMTPConnectError):  # ours to mend, not the address's fault
        return SendingError(f"smtp_session_{error.smtp_code}", unreachable=True)
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _answer in error.recipients.values()]
        return SendingError(f"smtp_recipient_{max(codes)}", permanent=min(codes) >= 500)
    if isinstance(error, SMTPResponseException):
        return SendingError(f"smtp_{error.smtp_code}", permanent=error.smtp_code >= 500)
    return SendingError(f"connection_{type(error).__name__}"[:80], unreachable=True)
