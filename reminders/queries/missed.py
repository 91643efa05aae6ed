"""Whose weekly time has slipped into the past before they were told: by a flight, or by another wish.

Found by when the zone or the wish changed, so the cost follows how many did so lately.
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
from notifications.rules.staleness import VALID_FOR
from reminders.queries.summaries import OF_HALF, Due
from reminders.rules.weekly import USUAL_TIME, fell_last

AT_REST = timedelta(minutes=15)  # before then a person may still be choosing: first the day, then the hour
LOOKED_BACK = AT_REST + timedelta(hours=1)  # more than from one look to the next, for what was written late
PEACE = timedelta(days=4)  # judgement: who was told half a week ago is not told unexpectedly
# user_id, person_id, on_date and fell_at as in PATIENTS_DUE, with `missed_values`. Of a time before they came
# there is nothing to tell.
_MISSED = """
SELECT who.user_id, who.person_id, missed.on_date, missed.fell_at
FROM unnest(%(users)s::uuid[], %(ons)s::date[], %(falls)s::timestamptz[])
  AS missed (user_id, on_date, fell_at)
JOIN ({people} AND {half}) who USING (user_id)
WHERE who.since < missed.fell_at AND NOT EXISTS (
  SELECT FROM reminders_weeklysummary told
  WHERE told.user_id = missed.user_id AND told.kind = '{kind}' AND told.made_at > missed.fell_at - %(peace)s
)
"""
PATIENTS_MISSED = _MISSED.format(people=PATIENTS_IN_CARE, half=OF_HALF, kind=Kind.SUMMARY)
_THERAPISTS_MISSED = _MISSED.format(people=THERAPISTS_AT_WORK, half=OF_HALF, kind=Kind.DIGEST)


class Fall(NamedTuple):
    """When a person's weekly time last came, as they wish it now: their local date, and the instant."""

    user_id: UUID
    on: date
    at: datetime


def falls_of_changed(by: datetime) -> list[Fall]:
    """The last weekly time up to `by` of everybody whose weekly time changed in the hour before, where it is
    still worth telling."""
    worth_since = by - VALID_FOR[Kind.SUMMARY]
    wishes = _changed(by)
    last = {wish: fell_last(*wish, by) for wish in set(wishes.values())}
    falls = [Fall(user_id, *last[wish]) for user_id, wish in wishes.items()]
    return [fall for fall in falls if fall.at > worth_since]


def missed_values(falls: Sequence[Fall], half: int) -> dict[str, Any]:
    """These falls and a half of the people (1 or 2), as values of the statements that ask who missed one."""
    return {
        "users": [fall.user_id for fall in falls],
        "ons": [fall.on for fall in falls],
        "falls": [fall.at for fall in falls],
        "peace": PEACE,
        "odd": half == 2,
    }


def therapists_missed(values: Mapping[str, Any]) -> list[Due]:
    """The therapists who missed theirs, of these `missed_values`."""
    with connection.cursor() as cursor:
        cursor.execute(_THERAPISTS_MISSED, values)
        return [Due(user_id, on, fell_at) for user_id, _person_id, on, fell_at in cursor.fetchall()]


def _changed(by: datetime) -> dict[UUID, tuple[str, int, int]]:
    """Zone, ISO weekday and hour of the weekly time of each person who changed it."""
    moved = moved_since(by - LOOKED_BACK)
    chosen = Q(weekly_changed_at__gte=by - LOOKED_BACK, weekly_changed_at__lte=by - AT_REST)
    kept = NotificationSettings.objects.filter(chosen | Q(user__in=moved))
    own = {each.user_id: each for each in kept}
    usual = {user_id: (zone, *USUAL_TIME) for user_id, zone in moved.items() if user_id not in own}
    return usual | {
        user_id: (each.zone, each.weekly_day, each.weekly_hour)
        for user_id, each in own.items()
        if each.weekly_on
    }
