"""A sender that is killed between an answer and the notification log has somebody else write it down."""

from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction

from notifications.models import Delivery
from notifications.rules.notification import LEASE, Channel, Claimed, Outcome, State
from notifications.services.claiming import Attempt, Result
from notifications.services.journal import Journal, take_over
from tests.factories import NOW
from tests.push_service.browser import Browser
from tests.reminders.patients import tick
from tests.reminders.test_push_reminders import DUE_ON, on_a_new_device
from tracker.embedded.orphan_cleanup import wait_until
from tracker.notifying import send_due

pytestmark = pytest.mark.django_db(transaction=True)


def a_result() -> Result:
    notification = Claimed(
        uuid4(), uuid4(), None, "pain", uuid4(), NOW.date(), 510, None, NOW, NOW, 2, uuid4()
    )
    attempts = [
        Attempt(Channel.PUSH, Outcome.TRY_AGAIN, "push_429", 429, uuid4()),
        Attempt(Channel.EMAIL, Outcome.SENT),
    ]
    return Result(notification, State.WAITING, "fault", NOW + timedelta(minutes=1), attempts, untried=True)


def left_behind() -> list[Result]:
    found: list[Result] = []
    take_over(found.extend)
    return found


def kept(journal: Path) -> str:
    return "".join(file.read_text() for file in journal.rglob("*.log"))


def killed_before_it_could_mark(now, journal: Path) -> None:
    """A sender hears an answer, cannot reach the notification log, and is killed."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE notifications_delivery IN SHARE MODE")
        sender = get_context("fork").Process(target=say_what_is_due, args=(now,), daemon=True)
        sender.start()
        heard = wait_until(lambda: bool(kept(journal)), seconds=30)
        sender.kill()
        sender.join()
    assert heard


def say_what_is_due(now) -> None:
    connection.connection = None  # the parent's
    send_due(tell_time=lambda: now)


@pytest.fixture
def phone(ana, push_service, mail_server) -> Browser:
    ana.wants("08:30", channels=["push"])
    push_service.tell_time = ana.at("08:30", DUE_ON).timestamp
    return on_a_new_device(ana, push_service)


def test_journal_prevents_a_second_push(ana, phone, journal):
    tick(ana.at("08:00", DUE_ON))
    due = ana.at("08:30", DUE_ON)
    killed_before_it_could_mark(due, journal)
    assert ("sent", "") not in ana.ledger()
    send_due(tell_time=lambda: due + timedelta(seconds=10))
    assert ("sent", "") in ana.ledger()
    send_due(tell_time=lambda: due + 2 * LEASE)
    assert phone.asked == 1
    assert list(Delivery.objects.values_list("channel", "outcome")) == [("push", "sent")]
    assert list(journal.rglob("*.log")) == []


def test_journal_prevents_a_second_email(ana, mail_server, journal):
    ana.wants("08:30")
    tick(ana.at("08:00", DUE_ON))
    due = ana.at("08:30", DUE_ON)
    killed_before_it_could_mark(due, journal)
    send_due(tell_time=lambda: due + timedelta(seconds=10))
    send_due(tell_time=lambda: due + 2 * LEASE)
    assert len(mail_server.emails) == 1
    assert ("sent", "") in ana.ledger()


def test_journal_contains_no_text_and_no_address(ana, phone, journal):
    tick(ana.at("08:00", DUE_ON))
    killed_before_it_could_mark(ana.at("08:30", DUE_ON), journal)
    text = kept(journal)
    assert all(word not in text for word in (ana.user.email, ana.user.name, phone.endpoint))


def test_journal_returns_all_results_that_were_written():
    results = [a_result(), a_result()]
    with Journal() as journal:
        for result in results:
            journal.keep(result)
    assert left_behind() == results
    assert left_behind() == []


def test_journal_leaves_a_living_sender_alone():
    with Journal() as journal:
        journal.keep(a_result())
        assert left_behind() == []
        journal.clear()
    assert left_behind() == []


def test_journal_is_emptied_once_the_notification_log_has_its_results(journal):
    with Journal() as mine:
        mine.keep(a_result())
        mine.clear()
    assert list(journal.rglob("*.log")) == []


def test_journal_is_read_up_to_an_incomplete_line(journal):
    result = a_result()
    with Journal() as mine:
        mine.keep(result)
        (file,) = journal.rglob("*.log")
        with file.open("a") as end:
            end.write('{"notice": {"id"')
    assert left_behind() == [result]


def test_reminder_is_sent_although_the_disk_accepts_no_journal(ana, phone, settings, tmp_path, caplog):
    (tmp_path / "full").write_text("no directory")
    settings.JOURNAL = tmp_path / "full"
    tick(ana.at("08:00", DUE_ON))
    tick(ana.at("08:30", DUE_ON))
    assert (phone.asked, ("sent", "") in ana.ledger()) == (1, True)
    assert "No journal" in caplog.text


def test_push_without_a_known_result_is_sent_again_and_shown_once(ana, phone, journal):
    """Without an answer nobody can know: the same Topic and tag replace it."""
    tick(ana.at("08:00", DUE_ON))
    due = ana.at("08:30", DUE_ON)
    killed_before_it_could_mark(due, journal)
    for file in journal.rglob("*.log"):
        file.unlink()  # the disk is gone with it
    send_due(tell_time=lambda: due + 2 * LEASE)
    assert (phone.asked, len(phone.shown)) == (2, 1)
