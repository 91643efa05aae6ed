"""Ana with her weeks and reminders, a mail server and a push service, as in the tests of reminders."""

from tests.push_service.fixtures import push_service  # noqa: F401 - a fixture
from tests.reminders.conftest import ana, journal, mail_server, weeks  # noqa: F401 - fixtures
