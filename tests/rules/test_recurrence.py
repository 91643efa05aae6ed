"""When a reminder falls, in every zone and at every odd hour."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.zones import ZoneInfo, zone_names
from reminders.rules.recurrence import QuietHours, exists, far_enough, instant_of, occurrence, outside
from tests.rules.journeys import faults, journey

NIGHT = QuietHours(time(21, 30), time(7, 30))
NONE = QuietHours(time(0), time(0))
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
ZONES = sorted(zone_names())
SHARED = json.loads((Path(__file__).parents[1] / "shared" / "quiet_cases.json").read_text())
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def utc(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_recurrence_shifts_a_time_in_the_gap_of_spring_forward():
    assert instant_of(date(2026, 3, 29), time(2, 30), "Europe/Madrid") == utc(2026, 3, 29, 1, 30)


def test_recurrence_takes_the_first_of_a_doubled_hour():
    assert instant_of(date(2026, 10, 25), time(2, 30), "Europe/Madrid") == utc(2026, 10, 25, 0, 30)


def test_recurrence_has_none_on_a_local_date_that_does_not_exist():
    assert not exists(date(2011, 12, 30), "Pacific/Apia")
    assert instant_of(date(2011, 12, 30), time(9), "Pacific/Apia") is None
    assert occurrence(date(2011, 12, 30), time(9), "Pacific/Apia", NIGHT) is None


@pytest.mark.parametrize("case", SHARED["cases"], ids=" ".join)
def test_recurrence_moves_a_time_in_the_quiet_hours_to_their_nearer_edge_of_the_same_day(case):
    at, begin, end, said = map(time.fromisoformat, case)
    assert outside(QuietHours(begin, end), at) == said


@given(st.sampled_from(ZONES), DAYS, st.sampled_from(QUARTERS))
@example("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15))
@example("America/Nuuk", date(2026, 3, 28), time(23, 30))
@example("Africa/Cairo", date(2026, 4, 24), time(0, 15))
def test_recurrence_falls_once_on_every_existing_date_and_never_in_the_quiet_hours(zone, on, at):
    for quiet in (NIGHT, NONE):
        due = occurrence(on, at, zone, quiet)
        assert (due is not None) == exists(on, zone)
        if due is not None:
            shown = due.astimezone(ZoneInfo(zone))
            assert shown.date() == on
            assert not quiet.hold(shown.time())


def changes_of(zone: str) -> list[date]:
    """The local dates on and around which the clocks of `zone` change in 2026."""
    place, found, day = ZoneInfo(zone), [], datetime(2026, 1, 1, tzinfo=UTC)
    while day.year < 2027:
        following = day + timedelta(days=1)
        if day.astimezone(place).utcoffset() != following.astimezone(place).utcoffset():
            found += [(day + timedelta(days=shift)).astimezone(place).date() for shift in (-1, 0, 1, 2)]
        day = following
    return sorted(set(found))


def test_recurrence_falls_once_a_day_in_every_zone_wherever_the_clocks_change():
    seen = 0
    for zone in ZONES:
        for on in changes_of(zone):
            for at in QUARTERS:
                due = occurrence(on, at, zone, NIGHT)
                assert due is not None, (zone, on, at)
                shown = due.astimezone(ZoneInfo(zone))
                assert shown.date() == on, (zone, on, at, shown)
                assert not NIGHT.hold(shown.time()), (zone, on, at, shown)
                seen += 1
    assert seen > 50_000


def test_recurrence_keeps_daily_reminders_eighteen_hours_apart_after_a_flight():
    morning = utc(2026, 11, 20, 8, 0)
    assert far_enough(morning + timedelta(hours=24), morning)
    assert not far_enough(morning + timedelta(hours=6), morning)
    assert far_enough(morning, None)


@given(st.integers(0, 10**9))
def test_recurrence_keeps_its_distance_and_serves_no_date_twice_however_one_travels(seed):
    assert faults(journey(seed)) == []


def test_recurrence_reminds_travellers_at_all():
    assert sum(len(journey(seed)) for seed in range(200)) > 200 * 5
