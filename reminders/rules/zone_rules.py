"""A time zone for calendars (VTIMEZONE, RFC 5545 section 3.6.5), read from the zone itself.

Each change is an observance of its own, which begins at the wall-clock time before the change. (icalendar's
own `Timezone.from_tzid` begins those of spring an hour late.)
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from common.zones import ZoneInfo

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=128)
def zone_rules(zone: str, year: int) -> Timezone:
    """The rules of `zone` (IANA) from the year before `year` to the end of the year after it."""
    place = ZoneInfo(zone)
    first, last = datetime(year - 1, 1, 1, tzinfo=UTC), datetime(year + 2, 1, 1, tzinfo=UTC)
    rules = Timezone()
    rules.add("tzid", zone)
    rules.add_component(_observance(first, first, place))
    for before, after in _changes(first, last, place):
        rules.add_component(_observance(before, after, place))
    return rules


def _changes(first: datetime, last: datetime, place: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The last second before and the first instant of each change of offset or name, by halving days."""
    instant = first
    while instant < last:
        if _state(instant, place) != _state(instant + A_DAY, place):
            low, high = instant, instant + A_DAY
            while high - low > A_SECOND:
                middle = low + timedelta(seconds=(high - low) // A_SECOND // 2)
                low, high = (low, middle) if _state(middle, place) != _state(low, place) else (middle, high)
            yield low, high
        instant += A_DAY


def _state(instant: datetime, place: ZoneInfo) -> tuple[timedelta | None, str | None]:
    local = instant.astimezone(place)
    return local.utcoffset(), local.tzname()


def _observance(before: datetime, after: datetime, place: ZoneInfo) -> TimezoneStandard | TimezoneDaylight:
    old, new = before.astimezone(place), after.astimezone(place)
    offset = old.utcoffset() or timedelta(0)
    rule = TimezoneDaylight() if new.dst() else TimezoneStandard()
    rule.add("dtstart", (after + offset).replace(tzinfo=None))
    rule.add("tzoffsetfrom", offset)
    rule.add("tzoffsetto", new.utcoffset() or timedelta(0))
    rule.add("tzname", new.tzname())
    return rule
