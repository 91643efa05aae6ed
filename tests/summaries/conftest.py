"""Ana with her weeks, and a mail server, as in the tests of reminders."""

from tests.reminders.conftest import ana, journal, mail_server, weeks  # noqa: F401 - fixtures
