"""Weekly summaries: made and planned when a person's weekly time has come, read again when they are sent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError, connection, transaction

from accounts.services.people import lock_against_erasure
from common.zones import zone_names
from notifications.rules.notification import Kind
from notifications.rules.staleness import VALID_FOR
from progress.queries.weeks import COLUMNS, FOR_MANY, WEEKS_TOLD, Week, weeks_told
from progress.rules.weeks import WeekNumbers
from summaries.models import ShardProgress, WeeklySummary
from summaries.queries.missed import PATIENTS_MISSED, falls_of_changed, missed_values, therapists_missed
from summaries.queries.summaries import PATIENTS_DUE, therapists_due, values_of
from summaries.rules.weekly import A_WEEK, WeeklyOccurrence, occurrences_at
from summaries.services.digests import make_digests

SHARDS = (1, 2)
GRID = timedelta(minutes=15)  # zones are whole quarters of an hour away from UTC
# Summary and notification have the `notification_id` of the same key, so a week is sent to a person once.
# The week is `weekly.week_before` the date on which the weekly time falls.
_MAKE = f"""
WITH due AS MATERIALIZED (
  SELECT user_id, person_id AS patient_id, on_date, fell_at FROM ({{due}}) d ORDER BY person_id
), week AS MATERIALIZED (
  SELECT patient_id, monday - 7 AS from_on, monday - 1 AS to_on
  FROM (SELECT patient_id, on_date + 1 - extract(isodow FROM on_date)::int AS monday FROM due) AS that_week
), {WEEKS_TOLD}, made AS (
  INSERT INTO summaries_weeklysummary (id, user_id, kind, year, week, made_at, {COLUMNS})
  SELECT md5(concat('summary:', due.user_id, ':', to_char(to_on, 'YYYY-MM-DD')))::uuid, due.user_id,
    'summary', extract(isoyear FROM to_on), extract(week FROM to_on), %(now)s, {COLUMNS}
  FROM due JOIN weeks_told USING (patient_id)
  {{guard}}
  RETURNING id, user_id
)
INSERT INTO notifications_notification (id, user_id, patient_id, kind, about, local_on, slot, due_at,
  next_try_at, expires_at, state, reason, attempts, planned_at, action)
SELECT made.id, made.user_id, due.patient_id, 'summary', made.id, due.on_date, 0, due.fell_at, %(due_at)s,
  due.fell_at + %(valid)s, 'waiting', '', 0, %(now)s, ''
FROM made JOIN due USING (user_id)
{{guard}}
"""  # noqa: S608 - our own words only
_PAST_THE_TOLD = "ON CONFLICT DO NOTHING"
_MAKE_DUE = _MAKE.format(due=PATIENTS_DUE, guard=_PAST_THE_TOLD)
_MAKE_MISSED = _MAKE.format(due=PATIENTS_MISSED, guard=_PAST_THE_TOLD)
_MAKE_ALL_DUE = _MAKE.format(due=PATIENTS_DUE, guard="")
_KEEP = f"""
UPDATE summaries_weeklysummary s SET ({COLUMNS}) = ({", ".join(f"n.{name}" for name in WeekNumbers._fields)})
FROM jsonb_populate_recordset(NULL::summaries_weeklysummary, %(rows)s::jsonb) AS n
WHERE s.id = n.id
"""  # noqa: S608


def summarise(*, now: datetime) -> int:
    """Make every summary whose weekly time has come by `now`; how many.

    Weeks that an outage of up to a week held back are made too (their e-mails are sent if they are not yet 48
    hours late), and so are those of everybody whose weekly time moved into the past. Safe beside other
    summarisers, who share the work by shards of the people: the progress of each shard is a row, and whoever
    finds it locked leaves that shard to its holder.
    """
    progress_rows = [ShardProgress(pk=shard, next_at=quarter_before(now)) for shard in SHARDS]
    ShardProgress.objects.bulk_create(progress_rows, ignore_conflicts=True)
    made = 0
    while (more := summarise_next(now=now)) is not None:
        made += more
    return made


def summarise_next(*, now: datetime) -> int | None:
    """Make the summaries of the next quarter of an hour for one shard of the people; how many, or None when
    there is none to look at.
    """
    with transaction.atomic():
        waiting = ShardProgress.objects.select_for_update(skip_locked=True).filter(next_at__lte=now)
        this = waiting.order_by("next_at", "pk").first()
        if this is None:
            return None
        lock_against_erasure()
        due_at = max(this.next_at, quarter_before(now) - A_WEEK)
        made = make(due_at=due_at, shard=this.pk, now=now) + catch_up(due_at=due_at, shard=this.pk, now=now)
        this.next_at = due_at + GRID
        this.save(update_fields=["next_at"])
    return made


def make(*, due_at: datetime, shard: int, now: datetime) -> int:
    """Make the summaries and digests of one shard of the people (1 or 2) whose weekly time is the instant
    `due_at`, with a notification each; how many.

    Twice makes them once. To be called in a transaction. Looking for who was told of that week before is a
    fifth of the work and hardly ever finds anybody, so it is left to the keys of the tables, and done where
    they refuse (decision 17).
    """
    occurrences = occurrences_at(due_at, sorted(zone_names()))
    if not occurrences:
        return 0
    made = make_digests(people=therapists_due(occurrences, shard, due_at), due_at=due_at, now=now)
    # Last, for it sets how others are planned.
    try:
        with transaction.atomic():
            return made + _make(_MAKE_ALL_DUE, values_of(occurrences, shard, due_at), now)
    except IntegrityError:
        return made + make_summaries(occurrences=occurrences, shard=shard, due_at=due_at, now=now)


def catch_up(*, due_at: datetime, shard: int, now: datetime) -> int:
    """Make the summaries and digests that one shard of the people (1 or 2) would miss because their weekly
    time changed in the hour before `due_at`, with a notification each, due at `due_at`; how many.

    Twice makes them once. To be called in a transaction.
    """
    return sum(
        _make_missed(missed_values(falls, shard, due_at), now) for falls in falls_of_changed(due_at) if falls
    )


def make_summaries(
    *, occurrences: Sequence[WeeklyOccurrence], shard: int, due_at: datetime, now: datetime
) -> int:
    """Sum up the last full week of the patients of that shard (1 or 2) whose weekly time is one of these
    occurrences, and plan to send them; how many.

    One statement that passes over each table once, however many they are, and no row of which leaves the
    database. A week of which there is nothing to say has no summary, and who was told of theirs before has no
    other. To be called in a transaction.
    """
    return _make(_MAKE_DUE, values_of(occurrences, shard, due_at), now)


def read_again(*, summaries: Collection[WeeklySummary], patients: Mapping[UUID, UUID]) -> None:
    """Read these weeks again and keep what they came to; `patients` by summary.

    What a phone sent after the summary was made is in the e-mail, and on the page.
    """
    changed = []
    for of_patient in _one_each(summaries, patients):
        found = weeks_told([_week(each, patient_id) for patient_id, each in of_patient.items()])
        for patient_id, each in of_patient.items():
            if found.get(patient_id, each.numbers) != each.numbers:
                each.numbers = found[patient_id]
                changed.append(each)
    if changed:
        rows = [{"id": each.pk, **each.numbers._asdict()} for each in changed]
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, {"rows": orjson.dumps(rows).decode()})


def _make_missed(values: Mapping[str, Any], now: datetime) -> int:
    people = therapists_missed(values)
    made = make_digests(people=people, due_at=values["due_at"], now=now)
    return made + _make(_MAKE_MISSED, values, now)


def _make(statement: str, values: Mapping[str, Any], now: datetime) -> int:
    valued: dict[str, Any] = {**values, "valid": VALID_FOR[Kind.SUMMARY], "now": now}
    with connection.cursor() as cursor:
        cursor.execute(FOR_MANY)
        cursor.execute(statement, valued)
        return cursor.rowcount


def _one_each(
    summaries: Collection[WeeklySummary], patients: Mapping[UUID, UUID]
) -> list[dict[UUID, WeeklySummary]]:
    """These summaries by patient, in as many rounds as the patient with the most of them has: who has just
    chosen another day of the week has two.
    """
    progress_rows: list[dict[UUID, WeeklySummary]] = []
    for each in summaries:
        patient_id = patients[each.pk]
        free = next((one for one in progress_rows if patient_id not in one), None)
        if free is None:
            progress_rows.append(free := {})
        free[patient_id] = each
    return progress_rows


def quarter_before(instant: datetime) -> datetime:
    """The last whole quarter of an hour up to `instant`."""
    return instant.replace(minute=instant.minute - instant.minute % 15, second=0, microsecond=0)


def _week(summary: WeeklySummary, patient_id: UUID) -> Week:
    return Week(patient_id, summary.numbers.from_on, summary.numbers.to_on)
