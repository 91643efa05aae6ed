"""Senders that are killed lose nothing and show nothing twice."""

import os
import signal
from collections import Counter
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from threading import Event

import pytest
from django.db import connection

from bench.crowd import gather, mail_sink, on_the_wire, pushed, subscribe
from bench.push import push_sink
from common import clock
from notifications.models import Notification
from notifications.queries.balance import balance
from notifications.rules.notification import LEASE
from notifications.rules.vapid import new_key
from notifications.services.sending import PACE
from notifications.transports.email import message_id
from reminders.services.planning import plan
from tests.push_service.browser import Browser
from tests.push_service.certificates import AUTHORITY
from tracker.notifying import send_due

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, SENDERS, KILLS = 120, 4, 10
ON_THEIR_WAY = PACE * 0.01  # pushes of one sender: the service takes 5 ms, the busy machine its time


@pytest.fixture
def wire(settings, tmp_path: Path):
    """The log of a mail server that takes its time."""
    with mail_sink(tmp_path / "wire", 0.02) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield tmp_path / "wire"


@pytest.fixture
def due() -> set[str]:
    """The Message-IDs of reminders of 120 people that are due just now."""
    now = clock.now()
    since = now - timedelta(minutes=10)
    gather(PEOPLE, since, ("pain", f"{now - timedelta(minutes=1):%H:%M}"))
    plan(now=since)
    plan(now=now)
    notifications = Notification.objects.filter(due_at__lte=now)
    assert notifications.count() == PEOPLE
    return {message_id(key) for key in notifications.values_list("id", flat=True)}


@pytest.fixture
def phones(settings, tmp_path: Path, monkeypatch):
    """Everybody's phone, at a push service that records what it receives."""
    monkeypatch.setenv("PUSH_LOG", str(tmp_path / "pushes"))
    with push_sink(tmp_path, "bench.push_sink:keeping") as origin:
        settings.VAPID_PRIVATE_KEY = new_key()
        settings.PUSH_SERVICES = [origin.removeprefix("https://")]
        settings.PUSH_CA_FILE = str(tmp_path / AUTHORITY)
        yield Browser(origin, "/")


def send_for_ever() -> None:
    connection.close()
    while True:
        send_due(tell_time=clock.now)
        Event().wait(0.01)


def sender():
    connection.close()
    process = get_context("fork").Process(target=send_for_ever, daemon=True)
    process.start()
    return process


def kill_senders(every: float) -> None:
    """Senders at work, of which the eldest is killed after so many seconds each time; at the end, all."""
    senders = [sender() for _ in range(SENDERS)]
    for _ in range(KILLS):
        Event().wait(every)
        victim = senders.pop(0)
        os.kill(victim.pid, signal.SIGKILL)
        victim.join()
        senders.append(sender())
    for each in senders:
        each.kill()
        each.join()


def test_killed_senders_lose_nothing_and_show_nothing_twice(due, wire):
    kill_senders(every=0.2)
    send_due(tell_time=lambda: clock.now() + LEASE)  # what the dead held is due again
    sent = on_the_wire(wire)
    assert set(sent) == due
    assert sum(sent.values()) - len(sent) <= KILLS + SENDERS
    assert (balance().sent, balance().failed) == (PEOPLE, 0)


def test_killed_senders_show_every_push_once(due, phones, wire, tmp_path):
    subscribe(PEOPLE, phones, clock.now())
    kill_senders(every=0.05)
    send_due(tell_time=lambda: clock.now() + LEASE)
    sent = pushed(tmp_path / "pushes", phones)
    assert len(sent) == len({each.path for each in sent}) == PEOPLE  # one Topic and tag each
    assert sum(sent.values()) - len(sent) <= (KILLS + SENDERS) * ON_THEIR_WAY
    assert (balance().sent, balance().failed, on_the_wire(wire)) == (PEOPLE, 0, Counter())


def test_two_of_every_process_send_nothing_twice(due, wire):
    senders = [sender() for _ in range(SENDERS)]
    for _ in range(600):
        if not Notification.objects.filter(settled_at=None, due_at__lte=clock.now()).exists():
            break
        plan(now=clock.now())
        Event().wait(0.05)
    for each in senders:
        each.kill()
        each.join()
    assert on_the_wire(wire) == Counter(due)
