from dataclasses import dataclass
from datetime import date, timedelta

from exercises.rules.schedule import Course, State, current_version, hold_on, state_on

MONDAY = date(2026, 11, 16)
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class Version:
    version: int
    valid_from: date
    days: tuple[int, ...] = EVERY_DAY


@dataclass(frozen=True)
class Hold:
    from_on: date
    until_on: date | None


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def course(*versions: Version, starts: int = 0, ends: int | None = None, holds: tuple[Hold, ...] = ()):
    return Course(
        day(starts), None if ends is None else day(ends), versions or (Version(1, day(starts)),), holds
    )


def test_schedule_shows_the_first_version_before_the_start_and_the_last_after_the_end():
    it = course(Version(1, day(2)), Version(2, day(4)), Version(3, day(9)), starts=2, ends=6)
    assert [current_version(it, day(number)).version for number in (0, 2, 5, 20)] == [1, 1, 2, 2]


def test_schedule_finds_the_pause_that_covers_a_day_both_ends_included():
    paused, lifted_at_once = Hold(day(2), day(4)), Hold(day(6), day(5))
    covered = [number for number in range(8) if hold_on((paused, lifted_at_once), day(number))]
    assert covered == [2, 3, 4]


def test_schedule_tells_where_it_stands():
    it = course(starts=1, ends=5, holds=(Hold(day(3), day(3)),))
    states = [state_on(it, day(number)) for number in (0, 1, 3, 5, 6)]
    assert states == [State.UPCOMING, State.ACTIVE, State.HELD, State.ACTIVE, State.ENDED]


def test_schedule_has_ended_when_it_was_ended_before_it_began():
    assert state_on(course(starts=5, ends=4), day(0)) is State.ENDED
