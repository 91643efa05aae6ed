"""Weekly summaries for 100,000 patients, against a loop by the ORM that takes one patient after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.models import Patient
from bench.plain_weeks import plain_week
from bench.table import Row
from diary.rules.series import OF_MOMENT
from notifications.models import Notification
from notifications.rules.notification import Kind, notification_id
from progress.queries.weeks import FOR_MANY, WEEKS_TOLD, Week, weeks_told
from summaries.models import WeeklySummary
from summaries.queries.summaries import OF_SHARD
from summaries.services.summaries import SHARDS, make

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 7 o'clock in Madrid
FROM_ON, TO_ON = date(2026, 11, 16), date(2026, 11, 22)
ROUNDS = 3

# Each has a daily plan, two weeks of pain on most evenings, and five sessions in the week.
SEED = (
    "UPDATE accounts_user SET is_active = false",  # whom the measurements before left
    """INSERT INTO accounts_user (id, email, name, time_zone, language, is_active, synthetic, created_at)
    SELECT md5('u' || n)::uuid, 'p' || n || '@example.org', 'P', 'Europe/Madrid', 'en', true, true, %(now)s
    FROM generate_series(1, %(people)s) n""",
    """INSERT INTO accounts_patient (id, user_id, created_at)
    SELECT md5('p' || n)::uuid, md5('u' || n)::uuid, %(now)s FROM generate_series(1, %(people)s) n""",
    """INSERT INTO accounts_episode (id, patient_id, condition, started_on, created_at)
    SELECT md5('e' || n)::uuid, md5('p' || n)::uuid, 'metatarsalgia', %(now)s::date - 30, %(now)s
    FROM generate_series(1, %(people)s) n""",
    """INSERT INTO exercises_assignment (id, patient_id, episode_id, name, starts_on, end_reason,
      created_at)
    SELECT md5('a' || n)::uuid, md5('p' || n)::uuid, md5('e' || n)::uuid, 'Daily', %(now)s::date - 30, '',
      %(now)s
    FROM generate_series(1, %(people)s) n""",
    """INSERT INTO exercises_assignmentversion (id, assignment_id, version, valid_from, days, times_per_day,
      note, created_at)
    SELECT md5('v' || n)::uuid, md5('a' || n)::uuid, 1, %(now)s::date - 30, '{1,2,3,4,5,6,7}', 1, '', %(now)s
    FROM generate_series(1, %(people)s) n""",
    """INSERT INTO diary_entry (patient_id, entry_id, kind, seq, deleted, schema, recorded_at,
      utc_offset_minutes, time_zone, local_date, received_at, first_received_at, late, skewed, score, moment,
      device_id, digest, data)
    SELECT md5('p' || n)::uuid, gen_random_uuid(), 'pain', ago, false, 1, day, 60, 'Europe/Madrid', day::date,
      day, day, false, false, (n + ago) %% 9, 'average_24h', md5('d')::uuid, md5('d')::uuid,
      jsonb_build_object('score', (n + ago) %% 9, 'moment', 'average_24h')
    FROM generate_series(1, %(people)s) n, generate_series(1, 14) ago,
      LATERAL (SELECT %(now)s - ago * interval '1 day' + interval '10 hours' AS day) AS d
    WHERE (n + ago) %% 4 <> 0""",
    """INSERT INTO diary_entry (patient_id, entry_id, kind, seq, deleted, schema, recorded_at,
      utc_offset_minutes, time_zone, local_date, received_at, first_received_at, late, skewed,
      device_id, digest, data)
    SELECT md5('p' || n)::uuid, gen_random_uuid(), 'session', 20 + ago, false, 1, day, 60, 'Europe/Madrid',
      day::date, day, day, false, false, md5('d')::uuid, md5('d')::uuid,
      jsonb_build_object('assignment_id', md5('a' || n)::uuid, 'version', 1,
        'steps', '[{"sets": [{"side": "left", "reps": 5, "seconds": null}]}]'::jsonb)
    FROM generate_series(1, %(people)s) n, generate_series(1, 5) ago,
      LATERAL (SELECT %(now)s - ago * interval '1 day' + interval '4 hours' AS day) AS d""",
    "VACUUM ANALYZE",  # as autovacuum leaves the tables
)
_CONTENTS = f"""
WITH week AS MATERIALIZED (
  SELECT p.id AS patient_id, %(from_on)s::date AS from_on, %(to_on)s::date AS to_on
  FROM accounts_patient p JOIN accounts_user u ON u.id = p.user_id AND u.is_active
  WHERE {OF_SHARD}
  ORDER BY uuid_send(p.id)
), {WEEKS_TOLD}, told_all AS MATERIALIZED (SELECT * FROM weeks_told)
SELECT count(*) FROM told_all
"""


def measure(short: bool) -> list[Row]:
    """100,000 patients, and 200 of them in the loop (short: 500 and 20)."""
    people, slowly = (500, 20) if short else (100_000, 200)
    with connection.cursor() as cursor:
        for statement in SEED:
            cursor.execute(statement, {"people": people, "now": MONDAY})
    active = Patient.objects.filter(user__is_active=True).order_by("pk")
    some = list(active.values_list("pk", "user")[:slowly])
    _assert_same([person for person, _user in some])
    read = min(_seconds(lambda: _read(people)) for _ in range(ROUNDS))
    loop_read = min(_seconds(lambda: [_content(person) for person, _user in some]) for _ in range(ROUNDS))
    made = min(_made(people) for _ in range(ROUNDS))
    loop_made = min(_made_in_loop(some) for _ in range(ROUNDS))
    return _rows(people, slowly, read, made, loop_read, loop_made)


def _rows(
    people: int, slowly: int, read: float, made: float, loop_read: float, loop_made: float
) -> list[Row]:
    reads, makes = (people / read) / (slowly / loop_read), (people / made) / (slowly / loop_made)
    return [
        Row(
            f"contents of {people:,} weeks, in the database, over two connections",
            f"{read:.2f} s ({people / read:,.0f}/s)",
            f"{slowly / loop_read:,.0f}/s in a loop",
            f"{reads:.0f}x",
            ">= 300x",
            reads >= 300,
        ),
        Row(
            f"contents and notices of {people:,} weeks, written, over two connections",
            f"{made:.2f} s ({people / made:,.0f}/s)",
            f"{slowly / loop_made:,.0f}/s in a loop",
            f"{makes:.0f}x",
            "<= 5 s",
            made <= 5,
        ),
    ]


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def _made(people: int) -> float:
    """One run, in seconds, on tables that are clear of what the round before took back."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {Notification._meta.db_table}, {WeeklySummary._meta.db_table}")
    return _seconds(lambda: _make(people))


def _content(person: UUID) -> dict[str, Any]:
    content = plain_week(person, FROM_ON, TO_ON)
    assert content
    return content


def _assert_same(people: list[UUID]) -> None:
    """The two do the same work."""
    told = weeks_told([Week(person, FROM_ON, TO_ON) for person in people])
    assert {key: week.content() for key, week in told.items()} == {
        person: _content(person) for person in people
    }


def _in_halves(work: Callable[[int], int]) -> int:
    """Both halves of the people at once, each over a connection of its own, as two workers do."""

    def one(shard: int) -> int:
        try:
            return work(shard)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(SHARDS)) as workers:
        return sum(workers.map(one, SHARDS))


def _read(people: int) -> None:
    """The part of the task's statement that computes the contents, without writing them."""
    assert _in_halves(_read_half) == people


def _read_half(shard: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FOR_MANY)
        cursor.execute(_CONTENTS, {"from_on": FROM_ON, "to_on": TO_ON, "odd": shard == 2})
        return int(cursor.fetchone()[0])


def _make(people: int) -> None:
    """Everything that the periodic task does at that quarter of an hour, as far as its commit; undone
    afterwards.
    """
    assert _in_halves(_make_half) == people


def _make_half(shard: int) -> int:
    with transaction.atomic():
        make(due_at=MONDAY, shard=shard, now=MONDAY)
        connection.check_constraints()
        made = WeeklySummary.objects.count()
        assert Notification.objects.count() == made
        transaction.set_rollback(True)
    return made


def _made_in_loop(some: list[tuple[UUID, UUID]]) -> float:
    """One transaction, which favours the loop."""
    with transaction.atomic():
        start = perf_counter()
        for person, user_id in some:
            _make_one(person, user_id)
        connection.check_constraints()
        taken = perf_counter() - start
        transaction.set_rollback(True)
    return taken


def _columns(content: dict[str, Any]) -> dict[str, Any]:
    """A plain week as the table keeps it."""
    pain, ahead = content["pain"] or {}, content["next"] or {}
    moment = pain.pop("moment", None)
    return {
        "to_on": content["to_on"],
        "days_told": content["days_told"],
        **content["sessions"],
        "series": OF_MOMENT.get(moment),
        **pain,
        "next_on": ahead.get("on"),
        "next_sessions": ahead.get("sessions"),
    }


def _make_one(person: UUID, user_id: UUID) -> None:
    key = notification_id(f"summary:{user_id}:{TO_ON}")
    WeeklySummary.objects.create(
        id=key,
        user_id=user_id,
        kind=Kind.SUMMARY,
        year=2026,
        week=47,
        made_at=MONDAY,
        **_columns(_content(person)),
    )
    Notification.objects.create(
        id=key,
        user_id=user_id,
        patient_id=person,
        kind=Kind.SUMMARY,
        about=key,
        local_on=MONDAY.date(),
        due_at=MONDAY,
        next_try_at=MONDAY,
        planned_at=MONDAY,
    )
