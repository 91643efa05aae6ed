"""A care team over time: when its places grant access, and whether they leave a gap."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from common.zones import ZoneInfo


class Period(NamedTuple):
    """When a place grants access: from `begins_at` (None: always) until just before `ends_at` (None:
    no end).
    """

    begins_at: datetime | None
    ends_at: datetime | None


class PlaceState(StrEnum):
    """The state of a place in a team; only a current one grants access."""

    NOW = "now"
    PLANNED = "planned"
    PAST = "past"


class PatientLeft(NamedTuple):
    """A patient who would have no therapist any more, for the person who must hand them over."""

    id: UUID
    name: str


def first_instant(on: date, zone: str) -> datetime:
    """When the local day `on` begins in the IANA zone `zone`."""
    return datetime.combine(on, time.min, tzinfo=ZoneInfo(zone))


def period(from_on: date | None, until_on: date | None, zone: str) -> Period:
    """The instants of a place from its first to its last local day, both included; None is no limit."""
    begins_at = None if from_on is None else first_instant(from_on, zone)
    ends_at = None if until_on is None else first_instant(until_on + timedelta(days=1), zone)
    return Period(begins_at, ends_at)


def place_state(when: Period, now: datetime) -> PlaceState:
    """The state at `now` of a place that was not ended by hand."""
    if when.ends_at is not None and when.ends_at <= now:
        return PlaceState.PAST
    begun = when.begins_at is None or when.begins_at <= now
    return PlaceState.NOW if begun else PlaceState.PLANNED


def is_in_force(when: Period, now: datetime) -> bool:
    """Whether a place grants access at `now`."""
    return place_state(when, now) is PlaceState.NOW


def is_covered(places: Iterable[Period], now: datetime) -> bool:
    """Whether somebody treats the patient from `now` on without a gap and without an end."""
    reached = now
    for begins_at, ends_at in sorted(places, key=lambda one: one.begins_at or now):
        if begins_at is not None and begins_at > reached:
            return False
        if ends_at is None:
            return True
        reached = max(reached, ends_at)
    return False


def leaves_patient(before: Iterable[Period], after: Iterable[Period], now: datetime) -> bool:
    """Whether a change of the team from `before` to `after` removes what the patient had: a therapist now, or
    a therapist without end. A team that had neither may change freely.
    """
    before, after = list(before), list(after)
    if is_covered(after, now):
        return False
    had_one, has_one = (any(is_in_force(one, now) for one in team) for team in (before, after))
    return is_covered(before, now) or (had_one and not has_one)
