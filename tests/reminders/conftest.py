"""A mail server that the settings point at."""

from collections.abc import Iterator

import pytest

from tests.reminders.mail_server import MailServer, running


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    with running(server) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield server
