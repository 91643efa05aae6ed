"""Notifications and weeks have no foreign key to their person: whoever is erased takes them along all the
same.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.services.people import erase_person
from bench.crowd import gather, subscribe
from common import clock
from notifications.models import Delivery, Notification, PushSubscription
from notifications.queries.balance import balance
from notifications.rules.notification import LEASE
from reminders.services.planning import plan
from summaries.models import WeeklySummary
from summaries.services.summaries import summarise
from tests.push_service.browser import Browser, Reply
from tests.push_service.service import PushService
from tests.reminders.patients import Ana
from tests.reminders.sending import send_notices
from tracker.embedded.orphan_cleanup import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def erase(user: User) -> None:
    try:
        erase_person(user=user, now=clock.now())
    finally:
        connection.close()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        return bool(cursor.fetchone()[0])


WRITERS: dict[str, Callable[[Ana], object]] = {
    "the planner": lambda ana: plan(now=ana.at("18:00", day=1)),
    "a changed rule": lambda ana: ana.wants("19:00", kind="pain"),
    "the week": lambda ana: summarise(now=ana.at("09:00", day=3)),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_erasure_includes_rows_that_were_being_written(ana, writer):
    ana.wants("18:00")
    ana.weeks.tell(ana.weeks.pain(1, 4))
    summarise(now=ana.weeks.now)
    hers, before = ana.user.pk, Notification.objects.count()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            WRITERS[writer](ana)
            assert Notification.objects.count() > before
            erased = pool.submit(erase, User.objects.get(pk=hers))
            assert wait_until(somebody_waits, seconds=30)
        erased.result(timeout=30)
    assert not User.objects.filter(pk=hers).exists()
    left = [model.objects.filter(user=hers).count() for model in (Notification, WeeklySummary)]
    assert left == [0, 0]


@pytest.fixture
def phones(transactional_db, push_service: PushService) -> Browser:
    """Five people are to be reminded just now, on one browser that stands for everybody's."""
    now = clock.now()
    since = now - timedelta(minutes=10)
    gather(5, since, ("pain", f"{now - timedelta(minutes=1):%H:%M}"))
    plan(now=since)
    plan(now=now)
    browser = push_service.browser()
    subscribe(5, browser, now)
    push_service.browsers |= {f"/push/{user}": browser for user in User.objects.values_list("pk", flat=True)}
    return browser


def test_sender_marks_the_others_when_one_person_and_one_device_are_removed_during_a_push(
    phones, monkeypatch
):
    answer = phones.next_answer

    def next_answer() -> Reply:
        if phones.asked == 0:
            notification = Notification.objects.filter(state="leased").order_by("pk")[0]
            assert notification.user_id
            erase(User.objects.get(pk=notification.user_id))
            PushSubscription.objects.all()[0].delete()
            connection.close()
        return answer()

    monkeypatch.setattr(phones, "next_answer", next_answer)
    send_notices(now=clock.now())
    send_notices(now=clock.now() + LEASE)
    assert (phones.asked, balance().sent, Delivery.objects.count()) == (5, 4, 4)
