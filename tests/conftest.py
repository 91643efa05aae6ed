"""Fixtures every test may use: the cast, and clients signed in as one of them."""

from collections.abc import Callable, Generator, Iterator
from functools import partial
from shutil import rmtree
from tempfile import mkdtemp
from typing import TypeVar

import pytest
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker
from rest_framework.test import APIClient
from whitenoise.middleware import WhiteNoiseMiddleware

from accounts.models import User
from accounts.services.mail_sender import MailSender
from accounts.services.outgoing_mail import send_due_mail
from common import clock
from tests.cast import Cast, find
from tests.database import saved_rows, template

# A busy machine is no reason to call a rule wrong.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Temporary files lie in a folder of this run's own.

    Every run of pytest closes `pytest-of-USER` to other accounts, also while an earlier run is using it. When
    root runs the tests, PostgreSQL runs as another account and could then not reach its files.
    """
    if config.option.basetemp is None:
        config.option.basetemp = mkdtemp(prefix="footing-tests-")
        config.add_cleanup(partial(rmtree, config.option.basetemp, ignore_errors=True))


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_listed_once() -> Iterator[None]:
    """Every client loads the middleware again, and WhiteNoise would look at each file again for each."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("update_files_dictionary", "add_files_from_finders"):
            patch.setattr(WhiteNoiseMiddleware, name, _listed_once(getattr(WhiteNoiseMiddleware, name)))
        yield


def _listed_once(look: Callable[..., None]) -> Callable[..., None]:
    found: dict[tuple[str, ...], dict[str, object]] = {}

    def add(self: WhiteNoiseMiddleware, *where: str) -> None:
        if where not in found:
            others, self.files = self.files, {}
            look(self, *where)
            found[where], self.files = self.files, others
        self.files |= found[where]

    return add


@pytest.fixture(autouse=True)
def _sign_in_mail_is_sent_in_turn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests share one transaction, in which no other thread can look; `real_mail_sender` keeps it."""
    if "real_mail_sender" not in request.keywords:
        monkeypatch.setattr(MailSender, "wake", lambda _sender: send_due_mail(now=clock.now()))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """A copy of the template, in place of an empty database that is migrated anew in every process."""
    with django_db_blocker.unblock():
        template.connect_to_a_copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: saved_rows.start_again())
        yield
    with django_db_blocker.unblock():
        template.drop_the_copy()


@pytest.fixture
def cast(db) -> Cast:
    saved_rows.add("cast")
    return find()


@pytest.fixture
def library(db) -> None:
    """The library's exercises, routines, conditions and cards, as loaded on the cast's day."""
    saved_rows.add("library")


@pytest.fixture
def client_of() -> Callable[..., APIClient]:
    """`client_of(user)`: a client with that person's session, second step done; of None: nobody's."""

    def sign_in(user: User | None, second_factor: bool = True) -> APIClient:
        client = APIClient()
        if user is not None:
            client.force_login(user)
            _note_proofs(client, user, ["code", "mfa"] if second_factor else ["code"])
        return client

    return sign_in


def _note_proofs(client: APIClient, user: User, methods: list[str]) -> None:
    """What allauth writes into a session at the end of a sign-in."""
    session = client.session
    at = clock.now().timestamp()
    session["account_authentication_methods"] = [{"method": method, "at": at} for method in methods]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _unless_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _unless_skipped((yield))


def _unless_skipped(report: Report) -> Report:
    """Nothing is skipped: what cannot be tested here has failed."""
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"A skipped test is a failed one. {report.longrepr}"
    return report
