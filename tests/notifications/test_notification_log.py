"""The notification log: leases that run out, failures that are tried again or given up, sums that balance."""

import socket
from datetime import datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from common import clock
from notifications.models import Delivery, Notification
from notifications.queries.balance import balance
from notifications.rules.notification import LEASE, wait_after
from notifications.services.claiming import claim
from notifications.services.invitations import plan_invitation_emails
from reminders.models import Reminder
from summaries.rules.weekly import WeeklyOccurrence
from tests import factories
from tests.reminders.sending import make_summaries, send_notices
from tracker.notifying import send_claimed


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def notification(cast, now) -> Notification:
    """One planned notification."""
    factories.invitation(cast.tess, now=now)
    plan_invitation_emails(now=now)
    return Notification.objects.get()


def test_sender_gives_up_at_once_where_the_address_is_refused_for_good(notification, now, mail_server):
    mail_server.answer_to_recipient = "550 no such mailbox"
    send_notices(now=now)
    notification.refresh_from_db()
    assert (notification.state, notification.reason, notification.attempts) == (
        "failed",
        "smtp_recipient_550",
        1,
    )
    assert list(Delivery.objects.values_list("outcome", "detail")) == [("given_up", "smtp_recipient_550")]


@pytest.mark.parametrize(
    ("column", "answer", "code"),
    [
        ("answer_to_recipient", "451 try later", "smtp_recipient_451"),
        ("answer_to_message", "452 mailbox full", "smtp_452"),
    ],
)
def test_sender_tries_again_later_after_a_passing_refusal(
    notification, now, mail_server, column, answer, code
):
    setattr(mail_server, column, answer)
    send_notices(now=now)
    notification.refresh_from_db()
    assert (notification.state, notification.next_try_at) == ("waiting", now + timedelta(minutes=1))
    assert Delivery.objects.get().detail == code
    setattr(mail_server, column, "250 OK")
    send_notices(now=now + timedelta(seconds=59))
    assert mail_server.emails == []
    send_notices(now=now + timedelta(minutes=1))
    assert len(mail_server.emails) == 1


def test_sender_gives_up_a_message_that_is_refused_for_good(notification, now, mail_server):
    mail_server.answer_to_message = "554 not wanted"
    send_notices(now=now)
    notification.refresh_from_db()
    assert (notification.state, notification.reason) == ("failed", "smtp_554")


def test_unreachable_mail_server_is_asked_once_a_run_and_emails_wait(cast, now, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody.getsockname()
        settings.EMAIL_TIMEOUT = 2
        for number in range(3):
            factories.invitation(cast.tess, f"p{number}@example.org", now=now)
        assert send_notices(now=now) == 3
    assert sorted(Notification.objects.values_list("state", "attempts")) == [
        ("waiting", 0),
        ("waiting", 0),
        ("waiting", 1),
    ]
    assert Delivery.objects.get().detail == "connection_ConnectionRefusedError"


def test_sender_gives_up_after_seven_attempts(notification, now, mail_server):
    mail_server.answer_to_message = "452 mailbox full"
    for _attempt in range(9):
        notification.refresh_from_db()
        send_notices(now=notification.next_try_at)
    notification.refresh_from_db()
    assert (notification.state, notification.attempts) == ("failed", 7)
    assert list(Delivery.objects.order_by("id").values_list("outcome", flat=True)) == [
        *["try_again"] * 6,
        "given_up",
    ]


def test_notification_that_cannot_be_rendered_delays_no_other(ana, mail_server, caplog):
    ana.wants("12:00")
    broken = uuid4()
    Notification.objects.create(
        id=broken,
        user_id=ana.user.pk,
        patient_id=ana.patient.pk,
        kind="exercise",
        about=Reminder.objects.get().pk,
        local_on=ana.today,
        due_at=ana.at("11:59"),
        next_try_at=ana.at("11:59"),
        expires_at=None,  # which no reminder is without
        planned_at=ana.at("11:00"),
    )
    send_notices(now=ana.at("12:00"))
    assert len(mail_server.emails) == 1
    assert "kind exercise could not be worded: AssertionError" in caplog.text
    left = Notification.objects.get(pk=broken)
    assert (left.state, left.reason, left.next_try_at) == ("waiting", "fault", ana.at("12:01"))
    for hours in range(1, 40):
        send_notices(now=ana.at("12:01") + timedelta(hours=hours))
    left.refresh_from_db()
    assert (left.state, left.reason, left.attempts) == ("failed", "fault", 7)


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("{% no such tag %}", "TemplateSyntaxError"),
        ("{% extends 'nowhere' %}", "TemplateDoesNotExist"),
        ("{{ name|divisibleby:2 }}", "ValueError"),
    ],
)
def test_email_that_cannot_be_rendered_delays_no_other(
    ana, mail_server, settings, tmp_path, caplog, template, fault
):
    broken = tmp_path / "letters" / "summary.txt"
    broken.parent.mkdir()
    broken.write_text(template)
    whole = settings.TEMPLATES
    settings.TEMPLATES = [{**whole[0], "DIRS": [tmp_path]}]
    ana.wants("12:00")
    make_summaries([WeeklyOccurrence("Europe/Madrid", 1, 7, ana.today)], ana.at("11:00"))
    send_notices(now=ana.at("12:00"))
    assert len(mail_server.emails) == 1
    assert f"kind summary could not be worded: {fault}" in caplog.text
    left = Notification.objects.get(kind="summary")
    assert (left.state, left.reason, left.next_try_at) == ("waiting", "fault", ana.at("12:01"))
    settings.TEMPLATES = whole
    send_notices(now=ana.at("12:01"))
    assert [email["Subject"] for email in mail_server.emails[1:]] == ["Your week"]


def test_lease_of_a_dead_sender_expires_by_itself(notification, now, mail_server):
    claim(now=now, most=1)
    send_notices(now=now + LEASE - timedelta(seconds=1))
    assert mail_server.emails == []
    send_notices(now=now + LEASE)
    assert len(mail_server.emails) == 1
    assert Notification.objects.get().state == "sent"


def test_notification_taken_over_by_another_sender_is_left_alone(notification, now, mail_server):
    first = claim(now=now, most=1)
    second = claim(now=now + LEASE, most=1)
    send_claimed(notifications=second, now=now + LEASE)
    mail_server.answer_to_message = "554 not wanted"
    send_claimed(notifications=first, now=now + LEASE)
    assert Notification.objects.get().state == "sent"


def test_sender_takes_the_longest_due_first(cast, now):
    early, late = now - timedelta(hours=2), now - timedelta(hours=1)
    for at, address in ((late, "late@example.org"), (early, "early@example.org")):
        factories.invitation(cast.tess, address, now=at)
        plan_invitation_emails(now=at)
    assert claim(now=now, most=1)[0].due_at == early


@pytest.mark.django_db(transaction=True)
def test_sender_sends_each_notification_once_with_several_senders(cast, now, mail_server):
    for number in range(9):
        factories.invitation(cast.tess, f"p{number}@example.org", now=now)
    start = Barrier(3)

    def work() -> None:
        start.wait()
        send_notices(now=now)
        connection.close()

    senders = [Thread(target=work) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(mail_server.recipients) == [f"p{number}@example.org" for number in range(9)]
    assert (balance().planned, balance().sent, balance().ahead) == (9, 9, 0)


def test_notification_log_balances_at_every_moment(cast, now, mail_server):
    for number in range(3):
        factories.invitation(cast.tess, f"p{number}@example.org", now=now)
    plan_invitation_emails(now=now)
    claim(now=now, most=1)
    sums = balance()
    assert sums.planned == sums.ahead == 3
    mail_server.answer_to_recipient = "550 no such mailbox"
    send_notices(now=now)
    sums = balance()
    assert (sums.failed, sums.ahead) == (2, 1)
    assert sums.planned == sums.ahead + sums.sent + sums.failed + sums.cancelled + sums.skipped


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "leased"},
        {"lease_token": uuid4()},
        {"leased_until": factories.NOW},
        {"state": "sent"},
        {"settled_at": factories.NOW},
    ],
)
def test_notification_states_are_constrained_by_the_database(notification, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.filter(pk=notification.pk).update(**columns)


@given(st.integers(1, 5))
def test_sender_waits_longer_each_time(attempts):
    shorter, longer = wait_after(attempts), wait_after(attempts + 1)
    assert shorter is not None
    assert longer is not None
    assert shorter < longer


@given(st.integers(7, 1000))
def test_sender_gives_up_in_the_end(attempts):
    assert wait_after(attempts) is None
