"""Weekly summaries are kept by every migration, there and back again."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from notifications.models import Notification
from progress.rules.weeks import WeekNumbers
from summaries.models import ShardProgress, WeeklySummary
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
BEFORE, SINCE = "0007_weekly_time_changed", "0008_weeks_in_columns"
FULL = WeekNumbers(
    date(2026, 11, 22), 6, 7, 4, 1, 7, 4, False, 2, 4, 3, 3.25, 6.333333, date(2026, 11, 24), 7
)
BARE = WeekNumbers(date(2026, 11, 15), 1, 0, 0, 1, 0, 0, True)
DIGEST = {
    "from_on": "2026-11-16",
    "to_on": "2026-11-22",
    "patients": 0,
    "attention": 0,
    "told": 0,
    "lines": [],
}


@pytest.fixture
def migrated() -> Iterator[None]:
    yield
    migrate_to_the_latest()


def migrate_to_the_latest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def migrate(name: str) -> None:
    MigrationExecutor(connection).migrate([("reminders", name)])


def documents() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content::text FROM reminders_weeklysummary ORDER BY week, kind DESC")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.usefixtures("migrated")
def test_week_migration_keeps_every_summary_in_both_directions():
    user = factories.user("Ana")
    for week, numbers in ((46, BARE), (47, FULL)):
        WeeklySummary.objects.create(
            user=user, kind="summary", year=2026, week=week, made_at=NOW, **numbers._asdict()
        )
    WeeklySummary.objects.create(
        user=user, kind="digest", year=2026, week=47, made_at=NOW, to_on=FULL.to_on, digest=DIGEST
    )
    migrate(BEFORE)
    assert [json.loads(text) for text in documents()] == [BARE.content(), FULL.content(), DIGEST]
    migrate(SINCE)
    migrate_to_the_latest()
    kept = WeeklySummary.objects.order_by("week", "-kind")
    assert [each.content for each in kept] == [BARE.content(), FULL.content(), DIGEST]
    assert [each.numbers for each in kept[:2]] == [BARE, FULL]


@pytest.mark.usefixtures("migrated")
def test_rows_come_over_from_reminders_as_they_were_told():
    """Before, a summary had seven days from any weekday on, and a digest its days in the document only."""
    user = factories.user("Ana")
    rolling = FULL._replace(to_on=date(2026, 11, 25))
    for kind, columns in (
        ("summary", rolling._asdict()),
        ("digest", {"to_on": FULL.to_on, "digest": DIGEST}),
    ):
        week = WeeklySummary.objects.create(user=user, kind=kind, year=2026, week=48, made_at=NOW, **columns)
        Notification.objects.create(
            id=week.pk, user=user, kind=kind, about=week.pk, due_at=NOW, next_try_at=NOW, planned_at=NOW
        )
    ShardProgress.objects.bulk_create([ShardProgress(pk=shard, next_at=NOW) for shard in (1, 2)])
    before = everything()
    migrate("0010_notifications_moved_out")
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, to_on FROM reminders_weeklysummary ORDER BY kind")
        assert cursor.fetchall() == [("digest", None), ("summary", rolling.to_on)]
    migrate_to_the_latest()
    assert everything() == before


def everything() -> list[Any]:
    models = (WeeklySummary, ShardProgress, Notification)
    return [each for model in models for each in model._default_manager.order_by("pk").values()]
