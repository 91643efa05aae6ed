"""Two summarisers at once: each takes half of the people, and nobody's week is made twice or left out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from uuid import UUID

import pytest
from django.db import connection, transaction

from accounts.models import User
from notifications.models import Notification
from reminders.services.settings import change_settings
from summaries.models import ShardProgress, WeeklySummary
from summaries.services.summaries import summarise
from tests import factories
from tests.progress.weeks import Weeks

pytestmark = pytest.mark.django_db(transaction=True)
SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 7 o'clock in Madrid


@pytest.fixture
def people() -> list[User]:
    """Eight people with a score each; every other one's id ends in an odd digit."""
    therapist = factories.user("Tess")
    place = factories.clinic()
    found = [factories.user(f"P{number}", id=UUID(int=4 << 76 | number)) for number in range(8)]
    for person in found:
        patient = factories.patient(user=person)
        factories.episode(patient, place, therapist)
        weeks = Weeks(patient, therapist, MONDAY)
        weeks.tell(weeks.pain(3, 4))
    summarise(now=SUNDAY)
    return found


@pytest.fixture
def busy() -> Iterator[None]:
    """Another summariser is at work on the first half, and takes its time."""
    taken, done = Event(), Event()

    def work() -> None:
        try:
            with transaction.atomic():
                ShardProgress.objects.select_for_update().get(pk=1)
                taken.set()
                assert done.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        assert taken.wait(30)
        yield
        done.set()
        working.result(timeout=30)


def told() -> set[UUID]:
    return set(WeeklySummary.objects.filter(kind="summary").values_list("user_id", flat=True))


def tick() -> int:
    try:
        return summarise(now=MONDAY)
    finally:
        connection.close()


def test_summariser_makes_the_shard_that_nobody_else_holds(people, busy):
    assert summarise(now=MONDAY) == 4
    assert told() == {person.pk for person in people[1::2]}


def test_two_summarisers_make_every_week_once(people):
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(tick) for _ in range(2)]
        assert sum(each.result(timeout=60) for each in made) == len(people)
    assert told() == {person.pk for person in people}
    assert Notification.objects.filter(kind="summary").count() == WeeklySummary.objects.count() == len(people)


def test_earlier_summary_of_one_person_does_not_keep_others_from_theirs(people):
    first, *_others = people
    sooner = MONDAY - timedelta(hours=1)
    change_settings(user=first, changes={"weekly_hour": 6}, now=sooner - timedelta(days=1))
    ShardProgress.objects.update(next_at=sooner)
    summarise(now=sooner)
    assert told() == {first.pk}
    change_settings(user=first, changes={"weekly_hour": 7}, now=sooner)
    ShardProgress.objects.update(next_at=MONDAY)
    assert tick() == len(people) - 1
    assert told() == {person.pk for person in people}
    assert Notification.objects.filter(kind="summary").count() == len(people)
    assert WeeklySummary.objects.get(user=first).made_at == sooner


def test_summariser_catches_up_each_shard_that_was_left_behind(people):
    tick()
    WeeklySummary.objects.all().delete()
    Notification.objects.all().delete()
    ShardProgress.objects.filter(pk=2).update(next_at=MONDAY - timedelta(hours=3))
    assert tick() == 4
    assert told() == {person.pk for person in people[1::2]}
