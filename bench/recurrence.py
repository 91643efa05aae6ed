"""Every zone, every date of 2024 to 2030, every quarter of an hour; and 10,000 journeys.

`python -m bench.recurrence [--short]`: exactly one occurrence on each local date that exists, none in quiet
hours. Names that show the same clocks all seven years are one zone here.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter

from common.zones import ZoneInfo, zone_names
from reminders.rules.recurrence import QuietHours, exists, occurrence
from tests.rules.journeys import faults, journey

FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
QUIETS = (QuietHours(time(21, 30), time(7, 30)), QuietHours(time(0), time(0)))
ODD = ("America/Nuuk", "Australia/Lord_Howe")  # clocks that change before midnight, and by half an hour
HALF_HOUR = timedelta(minutes=30)
Checked = tuple[str, int, int, list[str]]


def clocks_of(zone: str) -> int:
    """What the clocks of a zone show, each half hour of the seven years, as one number."""
    place, at = ZoneInfo(zone), datetime(FIRST.year, 1, 1, tzinfo=UTC) - timedelta(days=2)
    end = datetime(LAST.year + 1, 1, 3, tzinfo=UTC)
    shown = []
    while at < end:
        shown.append(at.astimezone(place).utcoffset())
        at += HALF_HOUR
    return hash(tuple(shown))


def check(zone: str) -> Checked:
    """How many occurrences there are, how many local dates are missing, and what is wrong."""
    place, seen, missing, wrong = ZoneInfo(zone), 0, 0, []
    on = FIRST
    while on <= LAST:
        there = exists(on, zone)
        missing += not there
        for quiet in QUIETS:
            for at in QUARTERS:
                due = occurrence(on, at, zone, quiet)
                if due is None:
                    if there:
                        wrong.append(f"{zone} {on} {at}: none")
                    continue
                shown = due.astimezone(place)
                seen += 1
                if not there or shown.date() != on or quiet.hold(shown.time()):
                    wrong.append(f"{zone} {on} {at}: {shown}")
        on += timedelta(days=1)
    return zone, seen, missing, wrong


def travel(seeds: range) -> tuple[int, list[str]]:
    """How many reminders were said on these journeys, and what is wrong with them."""
    said, wrong = 0, []
    for seed in seeds:
        told = journey(seed)
        said += len(told)
        wrong += [f"journey {seed}: {fault}" for fault in faults(told)]
    return said, wrong


def main() -> None:
    """Prints the table; fails when anything is wrong."""
    short = "--short" in sys.argv
    began, zones = perf_counter(), list(ODD) if short else sorted(zone_names())
    with ProcessPoolExecutor(2) as pool:
        clocks = dict(zip(pool.map(clocks_of, zones, chunksize=20), zones, strict=True))
        checked = list(pool.map(check, sorted(clocks.values())))
        portions = [range(start, start + 500) for start in range(0, 500 if short else 10_000, 500)]
        travelled = list(pool.map(travel, portions))
    wrong = [fault for *_counts, faulty in checked for fault in faulty]
    wrong += [fault for _said, faulty in travelled for fault in faulty]
    rows = {
        "zone names": f"{len(zones)} ({len(clocks)} different clocks)",
        "occurrences": f"{sum(seen for _zone, seen, _missing, _wrong in checked):,}",
        "local dates that do not exist": sum(missing for _zone, _seen, missing, _wrong in checked),
        "journeys": f"{sum(map(len, portions)):,}",
        "reminders said on them": f"{sum(said for said, _wrong in travelled):,}",
        "wrong": len(wrong),
        "taken": f"{perf_counter() - began:.0f} s",
    }
    print("| | |\n|---|---|")
    for name, value in rows.items():
        print(f"| {name} | {value} |")
    for fault in wrong[:20]:
        print(fault)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
