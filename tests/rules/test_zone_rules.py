"""Time zones as calendars are told them, read by dateutil, which knows nothing of ours."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from common.zones import ZoneInfo
from reminders.rules.zone_rules import zone_rules

ZONES = [
    "Europe/Madrid",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Nuuk",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Gaza",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "UTC",
]


@pytest.mark.parametrize("zone", ZONES)
def test_zone_rule_agrees_with_the_zone_at_every_quarter_of_an_hour_but_the_doubled_ones(zone):
    calendar = Calendar()
    calendar.add_component(zone_rules(zone, 2026))
    read_back = tzical(StringIO(calendar.to_ical().decode())).get(zone)
    instant, place = datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo(zone)
    while instant.year < 2028:
        local = instant.astimezone(place)
        if local.replace(fold=1).utcoffset() == local.replace(fold=0).utcoffset():
            assert local.replace(tzinfo=read_back).utcoffset() == local.utcoffset(), local
        instant += timedelta(minutes=15)
