"""A traveller and a daily reminder: what is said to them, however they fly."""

import itertools
import random
from datetime import UTC, date, datetime, time, timedelta

from common.zones import ZoneInfo, zone_names
from reminders.rules.recurrence import QuietHours, RuleTime, Served, ahead

ZONES = sorted(zone_names())
EVERY_DAY = 127
HORIZON = timedelta(hours=48)
STILL_WORTH_SAYING = timedelta(hours=3)
LONGEST_STAY = 6 * 24  # hours


def journey(seed: int) -> list[tuple[date, datetime, str]]:
    """Two to eight stays in random zones, from a random day of 2024 to 2030: each local date with the instant
    and the zone in which the reminder of a random time was said.

    As the planner does it: at each arrival the days ahead are planned again, and again each day.
    """
    chance = random.Random(seed)
    wish_at = time(chance.randrange(24), chance.choice((0, 15, 30, 45)))
    quiet = chance.choice((QuietHours(time(21, 30), time(7, 30)), QuietHours(time(0), time(0))))
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(7 * 365 * 24 * 60))
    said: list[tuple[date, datetime, str]] = []
    for _stay in range(chance.randint(2, 8)):
        zone = chance.choice(ZONES)
        leaves = now + timedelta(hours=chance.randint(1, LONGEST_STAY), minutes=chance.randrange(60))
        rule_time, since = RuleTime(wish_at, zone, quiet, EVERY_DAY), now - STILL_WORTH_SAYING
        while now < leaves:
            until = min(leaves, now + HORIZON)
            last_on = (until + timedelta(days=1)).astimezone(ZoneInfo(zone)).date()
            due = [each for each in ahead(rule_time, since, last_on, _served(said)) if each[1] < until]
            said += [(on, max(at, now), zone) for on, at in due]
            now = since = until
    return said


def _served(said: list[tuple[date, datetime, str]]) -> Served:
    return Served(frozenset(on for on, _at, _zone in said), said[-1][1] if said else None)


def faults(said: list[tuple[date, datetime, str]]) -> list[str]:
    """What is wrong with what was said: a date served twice, or less than 18 hours apart."""
    found = []
    if len({on for on, _at, _zone in said}) < len(said):
        found.append("a local date was served twice")
    for (_on, before, _zone), (_next, after, _there) in itertools.pairwise(said):
        if after - before < timedelta(hours=18):
            found.append(f"{before} and {after} are too close")
    return found
