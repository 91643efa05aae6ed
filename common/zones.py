"""Which time zones Footing accepts: Region/City names only.

PostgreSQL reads CET, EET and MET as fixed offsets, Python as zones with summer time; a name both read the
same way is the only safe one.
"""

from functools import cache
from zoneinfo import available_timezones

_NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/")


@cache
def zone_names() -> frozenset[str]:
    """Every accepted zone name; `UTC` is accepted for servers and tests."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(_NOT_PLACES))
    return frozenset([*places, "UTC"])


def is_zone(name: str) -> bool:
    """Whether `name` is an accepted IANA zone."""
    return name in zone_names()
