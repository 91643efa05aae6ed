"""The weekly summaries of the demo's people: one for each Monday of their twelve weeks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from common.clock import local_date
from reminders.services.summaries import HALVES, make_summaries
from reminders.weekly import Slot
from tracker.demo.people import PATIENTS
from tracker.demo.stories import DAYS

MONDAY, HOUR = 1, 7
A_WEEK = timedelta(days=7)


def sum_up_weeks(now: datetime) -> int:
    """Make the summaries whose Monday morning has passed; how many. Their letters are too late to be sent,
    but for those of the last 48 hours. Again makes only what is new.
    """
    made = 0
    for zone in sorted({ill.zone for ill in PATIENTS}):
        for on in _mondays(local_date(now, zone)):
            due_at = datetime.combine(on, time(HOUR), ZoneInfo(zone))
            if due_at <= now:
                made += _sum_up(Slot(zone, MONDAY, HOUR, on), due_at)
    return made


@transaction.atomic
def _sum_up(slot: Slot, due_at: datetime) -> int:
    return sum(make_summaries(slots=[slot], half=half, due_at=due_at, now=due_at) for half in HALVES)


def _mondays(today: date) -> list[date]:
    """The Mondays of the demo's weeks, the last one first."""
    last = today - timedelta(days=today.isoweekday() - MONDAY)
    return [last - A_WEEK * back for back in range(DAYS // 7)]
