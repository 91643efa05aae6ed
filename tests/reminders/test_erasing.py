"""Notices and weeks have no foreign key to their person: whoever is erased takes them along all the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.services.people import erase_person
from reminders.models import Notice, WeeklySummary
from reminders.services.planning import plan
from reminders.services.summaries import summarise
from tests.reminders.patients import Ana
from tracker.embedded.leftovers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def erase(user: User) -> None:
    try:
        erase_person(user=user)
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
def test_takes_along_what_was_being_written_when_a_person_was_erased(ana, writer):
    ana.wants("18:00")
    ana.weeks.tell(ana.weeks.pain(1, 4))
    summarise(now=ana.weeks.now)
    hers, before = ana.user.pk, Notice.objects.count()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            WRITERS[writer](ana)
            assert Notice.objects.count() > before
            erased = pool.submit(erase, User.objects.get(pk=hers))
            assert wait_until(somebody_waits, seconds=30)
        erased.result(timeout=30)
    assert not User.objects.filter(pk=hers).exists()
    left = [model.objects.filter(user=hers).count() for model in (Notice, WeeklySummary)]
    assert left == [0, 0]
