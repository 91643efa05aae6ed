"""Where an assignment stands on a local date. `queries.days` says what is planned on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar


class State(StrEnum):
    """Where an assignment stands on a date."""

    UPCOMING = "upcoming"
    ACTIVE = "active"
    HELD = "held"
    ENDED = "ended"


class Version(Protocol):
    """What a version tells the schedule; `days` are ISO weekdays, 1 is Monday."""

    @property
    def version(self) -> int: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def days(self) -> Sequence[int]: ...


class Hold(Protocol):
    """A pause: both of its ends are held, no end is not lifted yet; an end before its start holds nothing."""

    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...


class Pause(Hold, Protocol):
    """A hold with why it was placed and what was noted."""

    @property
    def reason(self) -> str: ...
    @property
    def note(self) -> str: ...


V = TypeVar("V", bound=Version)
H = TypeVar("H", bound=Hold)


@dataclass(frozen=True)
class Course(Generic[V, H]):
    """An assignment in time: `starts_on` to `ends_on`, both included."""

    starts_on: date
    ends_on: date | None
    versions: Sequence[V]
    holds: Sequence[H]


def hold_on(holds: Iterable[H], on: date) -> H | None:
    """The hold that covers a date, if any."""
    return next((h for h in holds if h.from_on <= on and (h.until_on is None or on <= h.until_on)), None)


def meet(hold: Hold, first_on: date, last_on: date | None) -> bool:
    """Whether a hold covers a day from `first_on` to `last_on` (None: without end), both included."""
    ends_before = hold.until_on is not None and hold.until_on < first_on
    return not ends_before and (last_on is None or hold.from_on <= last_on)


def current_version(course: Course[V, H], on: date) -> V:
    """The version to show on a date: the one in force, before the start the first, after the end the last.

    Raises ValueError for a course without versions, which no assignment is.
    """
    last_on = on if course.ends_on is None else min(on, course.ends_on)
    valid = [version for version in course.versions if version.valid_from <= last_on]
    return max(valid, key=_age) if valid else min(course.versions, key=_age)


def state_on(course: Course[V, H], on: date) -> State:
    """Where the assignment stands on a date."""
    if course.ends_on is not None and (on > course.ends_on or course.ends_on < course.starts_on):
        return State.ENDED
    if on < course.starts_on:
        return State.UPCOMING
    return State.HELD if hold_on(course.holds, on) else State.ACTIVE


def _age(version: Version) -> tuple[date, int]:
    return version.valid_from, version.version
