"""The zone data in force is that of the package, whatever the operating system has."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import tzdata

from common.clock import local_date
from common.zones import ZoneData, ZoneInfo, current_name, former_names, is_zone, zone_data
from tracker.time_zones import stale_zones

# Rules of 2026 that a system's data of 2025 lacks: western Canada and Manitoba keep summer time for good from
# 2026-11-01, Morocco left it on 2026-09-20, Cuba kept its winter time.
IN_DECEMBER_2026 = [
    ("America/Vancouver", "-07:00"),
    ("America/Edmonton", "-06:00"),
    ("America/Inuvik", "-06:00"),
    ("America/Winnipeg", "-05:00"),
    ("America/Rainy_River", "-05:00"),
    ("Africa/Casablanca", "+00:00"),
    ("Africa/El_Aaiun", "+00:00"),
    ("Europe/Madrid", "+01:00"),
]


@pytest.mark.parametrize(("zone", "offset"), IN_DECEMBER_2026)
def test_eight_in_the_morning_follows_the_rules_of_2026(zone, offset):
    morning = datetime(2026, 12, 5, 8, tzinfo=ZoneInfo(zone))

    assert morning.isoformat() == f"2026-12-05T08:00:00{offset}"


@pytest.mark.parametrize("module", ["tracker.settings", "diary.rules.moments", "bench.recurrence"])
def test_stale_data_of_the_system_is_not_read(tmp_path, module):
    _system_that_says(tmp_path, "America/Winnipeg", "Asia/Tokyo")
    program = (
        f"import {module}, zoneinfo, datetime as d;"
        "print(d.datetime(2026, 12, 5, 8, tzinfo=zoneinfo.ZoneInfo('America/Winnipeg')).isoformat())"
    )
    environment = {**os.environ, "PYTHONTZPATH": str(tmp_path)}

    said = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "2026-12-05T08:00:00-05:00"


def test_entries_around_midnight_fall_on_the_day_of_2026():
    assert local_date(datetime.fromisoformat("2026-11-28T00:30:00-05:00"), "America/Winnipeg") == date(
        2026, 11, 28
    )
    assert local_date(datetime.fromisoformat("2026-11-27T23:30:00+00:00"), "Africa/Casablanca") == date(
        2026, 11, 27
    )


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Pacific/Truk", "Pacific/Chuuk"),
        ("Europe/Madrid", "Europe/Madrid"),
        ("Europe/Copenhagen", "Europe/Copenhagen"),
        ("UTC", "UTC"),
    ],
)
def test_former_names_are_the_same_place_under_its_name_of_today(former, today):
    assert current_name(former) == today
    assert is_zone(today)


def test_phone_knows_the_same_former_names():
    kept = Path("frontend/src/domain/former-zone-names.json").read_text()

    assert json.loads(kept) == former_names()


def test_data_is_stale_after_180_days_without_a_release():
    data = ZoneData("2026f", date(2026, 7, 6))

    assert stale_zones(date(2027, 1, 2), data) is None
    assert "2026f" in (stale_zones(date(2027, 1, 3), data) or "")


def test_release_in_force_is_the_packages():
    assert zone_data().release == tzdata.IANA_VERSION
    assert zone_data().dated.year >= int(tzdata.IANA_VERSION[:4])


def _system_that_says(directory: Path, zone: str, other: str) -> None:
    """A directory like /usr/share/zoneinfo in which `zone` has the clock of `other`."""
    file = directory / zone
    file.parent.mkdir(parents=True)
    with as_file(files("tzdata") / "zoneinfo" / other) as clock_of_other:
        shutil.copy(clock_of_other, file)
