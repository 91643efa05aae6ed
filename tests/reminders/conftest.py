"""A mail server that the settings point at, and ana with a plan and rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.factories import NOW
from tests.progress.weeks import Weeks
from tests.push_service.fixtures import push_service  # noqa: F401 - a fixture
from tests.reminders.mail_server import MailServer, running
from tests.reminders.patients import Ana


@pytest.fixture(autouse=True)
def journal(settings, tmp_path: Path) -> Path:
    """Where senders keep what the notification log does not know yet."""
    settings.JOURNAL = tmp_path / "journal"
    return tmp_path / "journal"


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    with running(server) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield server


@pytest.fixture
def weeks(cast: Cast, library) -> Weeks:
    """Ana's weeks in tess's care up to a Friday, 10 o'clock in Madrid."""
    return Weeks(cast.ana_patient, cast.tess, NOW)


@pytest.fixture
def ana(cast: Cast, weeks: Weeks) -> Ana:
    """Ana with one exercise a day."""
    weeks.prescribe(toe_curls=2)
    return Ana(cast.ana, cast.ana_patient, weeks)
