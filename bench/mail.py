"""E-mails a second: a batch over one connection, against a connection and a rendering for each e-mail."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from bench.mail_sink import mail_sink
from bench.table import Row
from notifications.rules.messages import Email
from notifications.transports.email import Mailing, message_id

BATCH = 50  # as the sender claims them


def measure(short: bool) -> list[Row]:
    """1,000 e-mails in each of seven rounds (short: 50, once)."""
    emails, rounds = (50, 1) if short else (1_000, 7)
    batch = [_email(number) for number in range(emails)]
    before = (
        settings.EMAIL_BACKEND,
        getattr(settings, "EMAIL_HOST", ""),
        getattr(settings, "EMAIL_PORT", 25),
    )
    with mail_sink() as port:
        _point_at("django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", port)
        try:
            _one_by_one(batch[:BATCH])
            _in_batches(batch[:BATCH])
            pairs = [(_rate(_in_batches, batch), _rate(_one_by_one, batch)) for _ in range(rounds)]
        finally:
            _point_at(*before)
    ours, theirs = (max(each) for each in zip(*pairs, strict=True))
    ratio = median(fast / slow for fast, slow in pairs)
    figure, floor = f"{ours:,.0f}/s", f"{theirs:,.0f}/s with a connection each"
    return [Row(f"letters in batches of {BATCH}", figure, floor, f"{ratio:.1f}x", ">= 2x", ratio >= 2)]


def _point_at(backend: str, host: str, port: int) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = backend, host, port


def _rate(send: Callable[[list[Email]], None], emails: list[Email]) -> float:
    start = perf_counter()
    send(emails)
    return len(emails) / (perf_counter() - start)


def _in_batches(emails: list[Email]) -> None:
    for start in range(0, len(emails), BATCH):
        with Mailing() as mailing:
            for email in emails[start : start + BATCH]:
                mailing.send(email)


def _one_by_one(emails: list[Email]) -> None:
    """As Django's documentation has it."""
    for email in emails:
        words = {**email.words, **email.own, "language": email.language}
        subject, text, html = (
            render_to_string(f"letters/{email.template}{part}", words)
            for part in ("_subject.txt", ".txt", ".html")
        )
        headers = {
            "Message-ID": message_id(email.notification_id),
            "List-Unsubscribe": f"<{email.stop_link}>",
        }
        message = EmailMultiAlternatives(subject.strip(), text, to=[email.address], headers=headers)
        message.attach_alternative(html, "text/html")
        message.send()


def _email(number: int) -> Email:
    own = {
        "name": f"Person {number}",
        "link": "https://footing.example/",
        "settings_link": "https://footing.example/settings",
        "stop_link": f"https://footing.example/api/v1/unsubscribe/{uuid4().hex}.reminders.signature/",
    }
    words = {"title": "Ready when you are", "body": "A short while is enough."}
    return Email(uuid4(), f"p{number}@example.org", "en", "reminder", words, own, own["stop_link"])
