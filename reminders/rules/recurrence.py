"""When a reminder is due: a rule plus an IANA zone, resolved for one local date at a time.

Computed with `zoneinfo` only, because PostgreSQL and Python disagree on doubled hours and on some zone names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from common.zones import ZoneInfo

LAST_WORD_BEFORE_QUIET = timedelta(minutes=15)
LEAST_APART = timedelta(hours=18)
_PROBES = (time(0), time(12), time.max)


@dataclass(frozen=True)
class QuietHours:
    """Local hours without reminders, from `begin` up to but not including `end`; over midnight if begin >
    end.

    Equal ends mean no quiet hours at all.
    """

    begin: time
    end: time

    def hold(self, at: time) -> bool:
        """Whether the wall-clock time `at` lies in the quiet hours."""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


def exists(on: date, zone: str) -> bool:
    """Whether the local date `on` occurs in `zone`; a country that crosses the date line leaves one out.

    `zoneinfo` invents instants on such dates (Pacific/Apia has no 2011-12-30); the round trip tells.
    """
    place = ZoneInfo(zone)
    return any(_round_trip(datetime.combine(on, at, place)).date() == on for at in _PROBES)


def instant_of(on: date, at: time, zone: str) -> datetime | None:
    """The instant (UTC) at which the clocks of `zone` show `at` (local, to the minute) on the date `on`.

    In the gap of spring the time is shifted forward by the gap, or back where forward is already the next
    date (America/Nuuk leaves out its last hour of a Saturday). Of a doubled hour in autumn the first is
    taken. None when the local date does not exist.
    """
    wanted = datetime.combine(on, at, ZoneInfo(zone))
    if _round_trip(wanted).date() == on:
        return wanted.astimezone(UTC)
    return wanted.replace(fold=1).astimezone(UTC) if exists(on, zone) else None


def outside(quiet: QuietHours, at: time) -> time:
    """The time nearest to `at` on the same day that is not in the quiet hours.

    In the morning part: their end. In the evening part: a quarter of an hour before they begin, because after
    them it would be the next day. Quiet hours that leave no such time on the day give their end.
    """
    if not quiet.hold(at):
        return at
    if at < quiet.end:
        return quiet.end
    earlier = (datetime.combine(date.min + timedelta(days=1), quiet.begin) - LAST_WORD_BEFORE_QUIET).time()
    return quiet.end if quiet.hold(earlier) or earlier > quiet.begin else earlier


def occurrence(on: date, at: time, zone: str, quiet: QuietHours) -> datetime | None:
    """The instant (UTC) of a reminder on the local date `on`, never in the quiet hours; None if no such date.

    A time that the gap of spring shifts into the quiet hours waits for their end.
    """
    due = instant_of(on, outside(quiet, at), zone)
    if due is None:
        return None
    shown = due.astimezone(ZoneInfo(zone)).time()
    return instant_of(on, quiet.end, zone) if quiet.hold(shown) else due


def far_enough(due: datetime, before: datetime | None) -> bool:
    """Whether a daily reminder at `due` is 18 hours after the previous one (None: there was none).

    After a flight two local mornings may be six hours apart. The 18 hours are our judgement.
    """
    return before is None or due - before >= LEAST_APART


@dataclass(frozen=True)
class RuleTime:
    """One time of a rule: `at` (local) in `zone`, on the weekdays of `mask` (a bit each, Monday is 1)."""

    at: time
    zone: str
    quiet: QuietHours
    mask: int


@dataclass(frozen=True)
class Served:
    """The settled local dates of a rule time, and when it was last due and sent."""

    dates: frozenset[date] = frozenset()
    last_at: datetime | None = None

    def __or__(self, other: "Served") -> "Served":
        """Served with both."""
        said = [at for at in (self.last_at, other.last_at) if at]
        return Served(self.dates | other.dates, max(said, default=None))


NOTHING_SERVED = Served()


def weekday_bit(on: date) -> int:
    """The bit of a date's weekday in a mask: Monday is 1, Sunday 64."""
    return 1 << on.weekday()


def mask_of(days: Iterable[int]) -> int:
    """The mask of ISO weekdays (1 to 7)."""
    return sum(1 << day - 1 for day in set(days))


def ahead(
    rule_time: RuleTime, since: datetime, until_on: date, served: Served = NOTHING_SERVED
) -> list[tuple[date, datetime]]:
    """The local dates up to `until_on` with the instants (UTC, from `since` on) at which `rule_time` is due.

    A settled date has none, however far the person has travelled since. Two are at least 18 hours apart.
    """
    on = since.astimezone(ZoneInfo(rule_time.zone)).date()
    last, found = served.last_at, []
    while on <= until_on:
        if rule_time.mask & weekday_bit(on) and on not in served.dates:
            due = occurrence(on, rule_time.at, rule_time.zone, rule_time.quiet)
            if due is not None and due >= since and far_enough(due, last):
                found.append((on, due))
                last = due
        on += timedelta(days=1)
    return found


def _round_trip(local: datetime) -> datetime:
    """What the clocks there show at the instant that `local` names; another time if it is in a gap."""
    return local.astimezone(UTC).astimezone(local.tzinfo)
