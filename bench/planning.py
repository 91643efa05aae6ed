"""Planning and claiming: 10,000 notices due among 10 k, 100 k and 1 M rules, against the bare writes alone.

`python -m bench.planning [--short]`
"""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from time import perf_counter
from typing import Any

import django

DUE = 10_000
CLAIMED_AT_ONCE = 500
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ROUNDS = 5

PEOPLE = """
INSERT INTO accounts_user (id, email, name, time_zone, language, is_active, synthetic, created_at)
SELECT md5('u' || n)::uuid, n || '@example.org', 'P', 'Europe/Madrid', 'en', true, true, %(now)s
FROM generate_series(1, %(people)s) n
"""
PATIENTS = """
INSERT INTO accounts_patient (id, user_id, created_at)
SELECT md5('p' || n)::uuid, md5('u' || n)::uuid, %(now)s FROM generate_series(1, %(people)s) n
"""
RULES = """
INSERT INTO reminders_reminder (id, patient_id, kind, times, days, channels, enabled, created_at, changed_at)
SELECT md5('r' || n)::uuid, md5('p' || n)::uuid, 'exercise', '{08:30}', '{1,2,3,4,5,6,7}', '{email}', true,
  %(now)s, %(now)s
FROM generate_series(1, %(people)s) n
"""
# Neighbours in the table are in different groups, as they are where people come one by one.
SLOTS = """
INSERT INTO reminders_scheduledtime (group_id, reminder_id, slot, weekdays, user_id, patient_id, kind)
SELECT (SELECT min(id) FROM reminders_schedulegroup) + n %% %(buckets)s, md5('r' || n)::uuid, 510, 127,
  md5('u' || n)::uuid, md5('p' || n)::uuid, 'exercise'
FROM generate_series(1, %(people)s) n
"""
FURNISHED = ("accounts_user", "accounts_patient", "reminders_reminder", "reminders_scheduledtime")
# The floor: the same rows, made before, into the same table, without a look at any rule; and the same rows
# leased by one statement, without looking for what is due, and read by nobody.
COLUMNS = """id, user_id, patient_id, kind, about, local_on, slot, due_at, next_try_at, expires_at, state,
  reason, attempts, planned_at, action"""
STAGE = f"CREATE TEMP TABLE staged AS SELECT {COLUMNS} FROM notifications_notification"
INSERT = f"INSERT INTO notifications_notification ({COLUMNS}) SELECT {COLUMNS} FROM staged"
UPDATE = """UPDATE notifications_notification SET state = 'leased', attempts = 1,
  lease_token = '00000000-0000-4000-8000-000000000001', leased_until = next_try_at"""


@dataclass(frozen=True)
class Cost:
    """Seconds for 10,000 notices: planned, claimed, and inserted and updated alone."""

    rules: int
    planned: float
    claimed: float
    inserted: float
    updated: float

    def line(self) -> str:
        both, floor = self.planned + self.claimed, self.inserted + self.updated
        seconds = (self.planned, self.claimed, both, self.inserted, self.updated, floor)
        figures = [f"{DUE / each:,.0f}/s" for each in seconds]
        return f"| {self.rules:,} | {' | '.join(figures)} | {floor / both:.2f} |"


def measure(rules: int) -> Cost:
    """Rounds among so many rules; the best of each, as other work on the machine only adds."""
    rounds = 1 if "--short" in sys.argv else ROUNDS
    _furnish(rules)
    planned, claimed, inserted, updated = [], [], [], []
    for round_ in range(rounds + 1):  # the first warms up
        planned.append(_plan(round_))
        _stage()
        claimed.append(_claim())
        _empty()
        inserted.append(_seconds(INSERT))
        updated.append(_seconds(UPDATE))
        _empty()
    return Cost(rules, *(min(each[1:]) for each in (planned, claimed, inserted, updated)))


def _furnish(rules: int) -> None:
    from django.db import connection

    from reminders.models import ScheduleGroup

    groups = rules // DUE
    later = [
        ScheduleGroup(
            zone="Europe/Madrid",
            at=time(7 + number // 8, number % 8 * 7),
            quiet_from=time(0),
            quiet_to=time(0),
            planned_to=NOW.date(),
            next_plan_at=NOW + timedelta(days=1),
        )
        for number in range(groups)
    ]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_user, reminders_schedulegroup CASCADE")
        ScheduleGroup.objects.bulk_create(later)
        values: dict[str, Any] = {"people": rules, "now": NOW, "buckets": groups}
        for statement in (PEOPLE, PATIENTS, RULES, SLOTS):
            cursor.execute(statement, values)
    # Done here, as the server would do it by itself in the midst of what is measured.
    _run(*(f"VACUUM ANALYZE {table}" for table in FURNISHED))


def _run(*statements: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _empty() -> None:
    _run("TRUNCATE notifications_notification CASCADE", "CHECKPOINT")


def _stage() -> None:
    _run("DROP TABLE IF EXISTS staged", STAGE)


def _plan(round_: int) -> float:
    """One group comes due, whose next date is the only one that is not planned yet."""
    from reminders.models import ScheduleGroup
    from reminders.services.planning import plan

    groups = list(ScheduleGroup.objects.order_by("id"))
    group = groups[round_ % len(groups)]
    ScheduleGroup.objects.filter(pk=group.pk).update(
        next_plan_at=NOW, planned_to=NOW.date() + timedelta(days=1)
    )
    at = datetime.combine(NOW.date(), group.at, UTC)
    now = at + timedelta(hours=12)  # one date falls into the horizon
    before = perf_counter()
    made = plan(now=max(now, NOW))
    taken = perf_counter() - before
    assert made == DUE, made
    ScheduleGroup.objects.filter(pk=group.pk).update(next_plan_at=NOW + timedelta(days=30))
    return taken


def _claim() -> float:
    from notifications.rules.notification import State
    from notifications.services.claiming import Result, claim, settle

    later, taken, seconds = NOW + timedelta(days=10), 0, 0.0
    while True:
        before = perf_counter()
        notifications = claim(now=later, most=CLAIMED_AT_ONCE)
        seconds += perf_counter() - before
        if not notifications:
            break
        taken += len(notifications)
        settle(results=[Result(notification, State.SENT) for notification in notifications], now=later)
    assert taken == DUE, taken
    return seconds


def _seconds(statement: str) -> float:
    before = perf_counter()
    _run(statement)
    return perf_counter() - before


def main() -> None:
    """Prints the table."""
    django.setup()
    from bench.seed import bench_database

    sizes = (10_000, 20_000) if "--short" in sys.argv else (10_000, 100_000, 1_000_000)
    with bench_database():
        columns = (
            "planned | claimed | plan + claim | inserted alone | updated alone | both alone | of the floor"
        )
        print(f"| rules | {columns} |")
        print("|---|---|---|---|---|---|---|---|")
        for rules in sizes:
            print(measure(rules).line(), flush=True)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    main()
