"""Local dates, lateness and skew, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.zones import zone_names
from diary.rules import moments

ZONES = st.sampled_from(sorted(zone_names()))
FIRST, LAST = (datetime(year, 6, 1, tzinfo=UTC).timestamp() for year in (1970, 2199))
INSTANTS = st.floats(FIRST, LAST).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-03-29T00:59:59+00:00", "Europe/Madrid", date(2026, 3, 29)),
        ("2026-11-20T23:30:00+00:00", "Europe/Madrid", date(2026, 11, 21)),
        ("2026-11-20T09:59:59+00:00", "Pacific/Honolulu", date(2026, 11, 19)),
        ("2011-12-30T10:30:00+00:00", "Pacific/Apia", date(2011, 12, 31)),
    ],
)
def test_local_date_is_that_of_the_place_of_the_event(instant, zone, day):
    assert moments.local_date(datetime.fromisoformat(instant), zone) == day


@given(INSTANTS, ZONES)
def test_local_date_is_within_a_day_of_utc_in_any_zone(instant, zone):
    assert abs((moments.local_date(instant, zone) - instant.date()).days) <= 1


@given(INSTANTS, ZONES, st.timedeltas(timedelta(), timedelta(days=400)))
def test_entry_is_late_exactly_when_the_day_after_is_over(event_at, zone, waited):
    received_at = event_at + waited
    event_on, received_on = (moments.local_date(each, zone) for each in (event_at, received_at))
    late = moments.is_late(event_on, received_at, zone)
    assert late == (received_on > event_on + timedelta(days=1))


def test_entry_is_not_late_on_the_day_after_even_when_a_clock_change_makes_it_long():
    event_on = moments.local_date(datetime.fromisoformat("2026-10-24T00:00:00+02:00"), "Europe/Madrid")
    assert not moments.is_late(event_on, datetime.fromisoformat("2026-10-25T23:59:59+01:00"), "Europe/Madrid")
    assert moments.is_late(event_on, datetime.fromisoformat("2026-10-26T00:00:00+01:00"), "Europe/Madrid")


@pytest.mark.parametrize(
    ("told", "minutes"),
    [("+05:30", 330), ("-03:30", -210), ("Z", 0), ("+23:59:59", 1439), ("-23:59:59", -1439)],
)
def test_local_date_keeps_the_offset_in_whole_minutes(told, minutes):
    assert moments.offset_minutes(datetime.fromisoformat(f"2026-11-20T10:00:00{told}")) == minutes
