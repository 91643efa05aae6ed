"""Whose weekly time moved into the past before they were told of the last week: by a journey, or because they
chose another time.

They are found by when they changed their zone or their weekly time, so the cost follows how many did so.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from accounts.queries.reach import PATIENTS_IN_CARE, THERAPISTS_AT_WORK, moved_since
from notifications.models import NotificationSettings
from notifications.rules.notification import Kind
from summaries.queries.summaries import OF_SHARD, Due
from summaries.rules.weekly import USUAL_TIME, fell_last

AT_REST = timedelta(minutes=15)  # before then a person may still be choosing: first the day, then the hour
LOOKED_BACK = AT_REST + timedelta(hours=1)  # more than from one look to the next, for what was written late
_JUST_BEFORE = timedelta(microseconds=1)
# user_id, person_id, on_date and fell_at as in PATIENTS_DUE, with `missed_values`. A week is due now that it
# was not told at its time. There is nothing to tell of a time before the person came, nor of a week before
# one that was told; the keys of the table refuse the week that was told.
_MISSED = """
SELECT who.user_id, who.person_id, missed.on_date, %(due_at)s::timestamptz AS fell_at
FROM unnest(%(users)s::uuid[], %(ons)s::date[], %(falls)s::timestamptz[])
  AS missed (user_id, on_date, fell_at)
JOIN ({people} AND {shard}) who USING (user_id)
WHERE who.since < missed.fell_at AND NOT EXISTS (
  SELECT FROM summaries_weeklysummary later
  WHERE later.user_id = missed.user_id AND later.kind = '{kind}'
    AND later.to_on > missed.on_date - extract(isodow FROM missed.on_date)::int
)
"""
PATIENTS_MISSED = _MISSED.format(people=PATIENTS_IN_CARE, shard=OF_SHARD, kind=Kind.SUMMARY)
_THERAPISTS_MISSED = _MISSED.format(people=THERAPISTS_AT_WORK, shard=OF_SHARD, kind=Kind.DIGEST)


class Fall(NamedTuple):
    """When a person's weekly time came, as they wish it now: their local date, and the instant."""

    user_id: UUID
    on: date
    at: datetime


def falls_of_changed(by: datetime) -> tuple[list[Fall], list[Fall]]:
    """The weekly times up to `by` that may not have been told, of everybody whose weekly time changed in the
    hour before: of travellers the last but one, and of all of them the last.

    A journey alone passes over one weekly time at most, and so does another choice. Both within an hour may
    pass over two: from Sunday evening in Honolulu, before the summary, to Monday evening in Auckland with
    Monday morning chosen.
    """
    moved = moved_since(by - LOOKED_BACK)
    wishes = _changed(by, moved)
    last = {wish: fell_last(*wish, by) for wish in set(wishes.values())}
    of_moved = {wishes[user_id] for user_id in moved if user_id in wishes}
    before = {wish: fell_last(*wish, last[wish][1] - _JUST_BEFORE) for wish in of_moved}
    return (
        [Fall(user_id, *before[wish]) for user_id, wish in wishes.items() if user_id in moved],
        [Fall(user_id, *last[wish]) for user_id, wish in wishes.items()],
    )


def missed_values(falls: Sequence[Fall], shard: int, due_at: datetime) -> dict[str, Any]:
    """These falls and a shard of the people (1 or 2), as values of the statements that ask who missed one, at
    the instant `due_at`."""
    return {
        "users": [fall.user_id for fall in falls],
        "ons": [fall.on for fall in falls],
        "falls": [fall.at for fall in falls],
        "due_at": due_at,
        "odd": shard == 2,
    }


def therapists_missed(values: Mapping[str, Any]) -> list[Due]:
    """The therapists who missed theirs, of these `missed_values`."""
    with connection.cursor() as cursor:
        cursor.execute(_THERAPISTS_MISSED, values)
        return [Due(user_id, on, fell_at) for user_id, _person_id, on, fell_at in cursor.fetchall()]


def _changed(by: datetime, moved: Mapping[UUID, str]) -> dict[UUID, tuple[str, int, int]]:
    """Zone, ISO weekday and hour of the weekly time of each person who changed it; `moved`: the zone of each
    person who changed theirs."""
    chosen = Q(weekly_changed_at__gte=by - LOOKED_BACK, weekly_changed_at__lte=by - AT_REST)
    kept = NotificationSettings.objects.filter(chosen | Q(user__in=moved))
    own = {each.user_id: each for each in kept}
    usual = {user_id: (zone, *USUAL_TIME) for user_id, zone in moved.items() if user_id not in own}
    return usual | {
        user_id: (each.zone, each.weekly_day, each.weekly_hour)
        for user_id, each in own.items()
        if each.weekly_on
    }
