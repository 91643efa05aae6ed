"""The weekly summaries of the demo's people: one for each Monday of twelve weeks, and the last digest."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from common.clock import local_date
from common.zones import ZoneInfo
from notifications.rules.notification import Kind
from notifications.rules.staleness import VALID_FOR
from summaries.queries.summaries import therapists_due
from summaries.rules.weekly import WeeklyOccurrence
from summaries.services.digests import make_digests
from summaries.services.summaries import SHARDS, make_summaries
from summaries.services.weekly_letters import count_as_sent
from tracker.demo.people import PATIENTS
from tracker.demo.scenarios import DAYS

MONDAY, HOUR = 1, 7
A_WEEK = timedelta(days=7)


def sum_up_weeks(now: datetime) -> int:
    """Make the summaries whose Monday morning has passed; how many. E-mails that are too late to be sent
    count as sent that morning; those of the last 48 hours are on their way. Again makes only what is new.

    A digest tells of flags as they are open now, so there is one only, of the last week.
    """
    made = 0
    for zone in sorted({demo_patient.zone for demo_patient in PATIENTS}):
        passed = [due for due in _mondays(local_date(now, zone), zone) if due <= now]
        made += sum(_sum_up(WeeklyOccurrence(zone, MONDAY, HOUR, due.date()), due) for due in passed)
        if passed:
            _digest(WeeklyOccurrence(zone, MONDAY, HOUR, passed[0].date()), passed[0])
        count_as_sent(sent_at=[due for due in passed if due <= now - VALID_FOR[Kind.SUMMARY]])
    return made


@transaction.atomic
def _sum_up(occurrence: WeeklyOccurrence, due_at: datetime) -> int:
    return sum(
        make_summaries(occurrences=[occurrence], shard=shard, due_at=due_at, now=due_at) for shard in SHARDS
    )


@transaction.atomic
def _digest(occurrence: WeeklyOccurrence, due_at: datetime) -> None:
    people = [due for shard in SHARDS for due in therapists_due([occurrence], shard, due_at)]
    make_digests(people=people, due_at=due_at, now=due_at)


def _mondays(today: date, zone: str) -> list[datetime]:
    """When the summaries of the demo's weeks fell due, the last one first."""
    last = today - timedelta(days=today.isoweekday() - MONDAY)
    days = [last - A_WEEK * back for back in range(DAYS // 7)]
    return [datetime.combine(day, time(HOUR), ZoneInfo(zone)) for day in days]
