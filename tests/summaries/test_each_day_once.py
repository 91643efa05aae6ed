"""Wherever a person goes and whichever weekly time they choose: each day is in exactly one summary."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.services.people import change_profile
from common.zones import ZoneInfo
from notifications.models import Notification
from reminders.rules.recurrence import instant_of
from reminders.services.settings import change_settings, follow_travellers
from summaries.models import ShardProgress, WeeklySummary
from summaries.queries.missed import LOOKED_BACK
from summaries.rules.weekly import fell_last, week_before
from summaries.services.summaries import GRID, quarter_before, summarise
from tests.factories import NOW

A_WEEK = timedelta(days=7)
ZONES = [
    "Europe/Madrid",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "America/Los_Angeles",
    "Asia/Kathmandu",
    "Pacific/Auckland",
]
Move = tuple[int, str | None, int | None, int | None]  # minutes until then, and what becomes another
MOVES = st.tuples(
    st.integers(0, 80) | st.integers(0, 10 * 24 * 60),
    st.none() | st.sampled_from(ZONES),
    st.none() | st.integers(1, 7),
    st.none() | st.integers(0, 23),
)
TO_SUNDAY_NIGHT = 9 * 24 * 60 + 14 * 60  # minutes from NOW to a Sunday, 22:00 in Honolulu


@dataclass
class Person:
    """Somebody who moves and chooses while the program looks as often as there is anything to find."""

    user: User
    now: datetime = NOW
    zone: str = "Europe/Madrid"
    day: int = 1
    hour: int = 7
    changed_at: datetime = NOW - A_WEEK

    def waits(self, minutes: int) -> None:
        until = self.now + timedelta(minutes=minutes)
        for quarter in self._quarters(until):
            ShardProgress.objects.update(next_at=quarter)
            summarise(now=quarter)
        self.now = until

    def becomes(self, zone: str | None, day: int | None, hour: int | None) -> None:
        if zone:
            self.zone = zone
            change_profile(user=self.user, changes={"time_zone": zone}, now=self.now)
            follow_travellers(now=self.now)
        self.day, self.hour = day or self.day, self.hour if hour is None else hour
        chosen = {"weekly_day": self.day, "weekly_hour": self.hour}
        change_settings(user=self.user, changes=chosen, now=self.now)
        self.changed_at = self.now

    def _quarters(self, until: datetime) -> Iterator[datetime]:
        """Those in which somebody's weekly time comes, or their change is looked for."""
        quarter = quarter_before(self.now) + GRID
        while quarter <= until:
            on = quarter.astimezone(ZoneInfo(self.zone)).date()
            falls = on.isoweekday() == self.day and instant_of(on, time(self.hour), self.zone) == quarter
            if falls or quarter <= self.changed_at + LOOKED_BACK:
                yield quarter
            quarter += GRID


@given(st.lists(MOVES, min_size=1, max_size=5))
@example([(8640, None, 4, None), (8640, None, 1, None)])  # from Monday to Thursday and back
@example([(0, "Pacific/Honolulu", 7, 23), (TO_SUNDAY_NIGHT, "Pacific/Auckland", 1, 7)])  # two at once
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_day_is_in_one_summary_however_the_weekly_time_and_the_zone_move(ana, moves: list[Move]):
    with transaction.atomic():
        person = Person(User.objects.get(pk=ana.user.pk))
        summarise(now=NOW)
        for minutes, zone, day, hour in moves:
            person.waits(minutes)
            person.becomes(zone, day, hour)
        person.waits(8 * 24 * 60)
        last_on, _at = fell_last(person.zone, person.day, person.hour, person.now)
        assert_whole_weeks(told(person.user), until=week_before(last_on)[1])
        transaction.set_rollback(True)


def told(user: User) -> list[tuple[date, date]]:
    """The weeks that were told to a person; each has a notification."""
    summaries = WeeklySummary.objects.filter(user=user).order_by("to_on")
    assert Notification.objects.filter(user=user, kind="summary").count() == len(summaries)
    return [(each.numbers.from_on, each.to_on) for each in summaries]


def assert_whole_weeks(weeks: list[tuple[date, date]], until: date) -> None:
    """These weeks run from Monday to Sunday, one after the other, up to the day `until`."""
    assert weeks
    assert weeks[-1][1] == until
    first = weeks[0][0]
    assert first.isoweekday() == 1
    days = [from_on + timedelta(days=n) for from_on, _to_on in weeks for n in range(7)]
    assert days == [first + timedelta(days=n) for n in range((until - first).days + 1)]
