"""Time zones: the data they are computed from, and which names Footing accepts.

The data is that of the `tzdata` package, never the operating system's: `zoneinfo` reads the system's files
first, and those of a server that is not upgraded lack the rules of this year. So everything imports
`ZoneInfo` from here; the linter refuses the other way. A newer release is in force as soon as the operator
installs a newer `tzdata`.

PostgreSQL reads CET, EET and MET as fixed offsets, Python as zones with summer time; a name both read the
same way is the only safe one, so names are Region/City only.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo as ZoneInfo  # noqa: TID251 - the one import
from zoneinfo import available_timezones, reset_tzpath  # noqa: TID251 - the one import

reset_tzpath(to=())

STALE_AFTER = timedelta(days=180)
_NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/")

# Old names of places that have a name of their own, although their clock has been another place's since 1970.
# The data links the old name to that other place (source: the comments in `backward` of the IANA database).
_RENAMED = {
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
}


@cache
def zone_names() -> frozenset[str]:
    """Every accepted zone name; `UTC` is accepted for servers and tests."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(_NOT_PLACES))
    return frozenset([*places, "UTC"])


def is_zone(name: str) -> bool:
    """Whether `name` is an accepted IANA zone."""
    return name in zone_names()


def current_name(name: str) -> str:
    """Today's name of the accepted zone `name`: `Asia/Kolkata` for `Asia/Calcutta`, as browsers still say."""
    return former_names().get(name, name)


@cache
def former_names() -> dict[str, str]:
    """Each accepted zone name that no longer names a place of its own, with today's name of that place."""
    listed = {line.split("\t")[2].strip() for line in _lines("zone.tab") if not line.startswith("#")}
    links = (line.split()[1:] for line in _lines("tzdata.zi") if line.startswith("L "))
    former = {name: target for target, name in links if "/" in name and name not in listed}
    return {name: _RENAMED.get(name, target) for name, target in former.items() if is_zone(name)}


@dataclass(frozen=True)
class ZoneData:
    """The release of the zone data in force (`2026f`), and a day on which it cannot have been older."""

    release: str
    dated: date

    def is_stale(self, today: date) -> bool:
        """Whether governments may have changed a clock that this release does not know of."""
        return today - self.dated > STALE_AFTER


@cache
def zone_data() -> ZoneData:
    """The release in force.

    A release does not carry its day. It cannot be older than its year, nor than its list of leap seconds,
    which is issued each January and July.
    """
    release = _lines("tzdata.zi")[0].removeprefix("# version ").strip()
    stamps = re.findall(r"^#updated (\d+)", "\n".join(_lines("leapseconds")), re.MULTILINE)
    issued = [datetime.fromtimestamp(int(stamp), UTC).date() for stamp in stamps]
    return ZoneData(release, max([date(int(release[:4]), 1, 1), *issued]))


def _lines(name: str) -> list[str]:
    return files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()
