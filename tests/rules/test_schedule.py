from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from exercises.rules.schedule import (
    Course,
    State,
    current_version,
    hold_on,
    planned_on,
    state_on,
    version_on,
)

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


def planned(it, first: int = -3, last: int = 10) -> list[int]:
    return [number for number in range(first, last) if planned_on(it, day(number))]


def test_schedule_plans_from_the_first_to_the_last_day_both_included():
    assert planned(course(starts=1, ends=4)) == [1, 2, 3, 4]


def test_schedule_plans_iso_weekdays_only():
    assert planned(course(Version(1, day(0), (1, 7)))) == [0, 6, 7]


def test_schedule_includes_both_ends_of_a_hold():
    assert planned(course(holds=(Hold(day(2), day(4)),)), last=7) == [0, 1, 5, 6]


def test_schedule_keeps_a_hold_without_an_end():
    assert planned(course(holds=(Hold(day(2), None),))) == [0, 1]


def test_schedule_ignores_a_hold_lifted_on_the_first_day():
    assert planned(course(holds=(Hold(day(2), day(1)),)), last=4) == [0, 1, 2, 3]


def test_schedule_keeps_the_version_that_was_in_force():
    it = course(Version(1, day(0)), Version(2, day(3)), Version(3, day(5)))
    in_force = [version_on(it, day(number)) for number in range(7)]
    assert [each and each.version for each in in_force] == [1, 1, 1, 2, 2, 3, 3]


def test_schedule_lets_the_higher_of_two_versions_of_one_date_win():
    it = course(Version(1, day(0)), Version(2, day(3)), Version(3, day(3)))
    assert version_on(it, day(3)) == Version(3, day(3))


def test_schedule_has_no_version_in_force_before_and_after():
    it = course(starts=1, ends=2)
    assert (version_on(it, day(0)), version_on(it, day(3))) == (None, None)


def test_schedule_shows_the_first_version_before_the_start_and_the_last_after_the_end():
    it = course(Version(1, day(2)), Version(2, day(4)), Version(3, day(9)), starts=2, ends=6)
    assert [current_version(it, day(number)).version for number in (0, 2, 5, 20)] == [1, 1, 2, 2]


def test_schedule_tells_where_it_stands():
    it = course(starts=1, ends=5, holds=(Hold(day(3), day(3)),))
    states = [state_on(it, day(number)) for number in (0, 1, 3, 5, 6)]
    assert states == [State.UPCOMING, State.ACTIVE, State.HELD, State.ACTIVE, State.ENDED]


def test_schedule_has_ended_when_it_was_ended_before_it_began():
    assert state_on(course(starts=5, ends=4), day(0)) is State.ENDED


@given(
    st.lists(st.tuples(st.integers(0, 20), st.sets(st.integers(1, 7), min_size=1)), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(0, 30))), max_size=3),
    st.integers(0, 30),
)
def test_schedule_plans_only_days_in_force_on_a_weekday_and_not_held(rows, pauses, ends):
    versions = [
        Version(nth, day(at), tuple(days))
        for nth, (at, days) in enumerate(sorted(rows, key=lambda r: r[0]), 1)
    ]
    holds = tuple(Hold(day(at), None if until is None else day(until)) for at, until in pauses)
    it = course(
        *versions, starts=versions[0].valid_from.toordinal() - MONDAY.toordinal(), ends=ends, holds=holds
    )
    for number in range(-2, 35):
        version = planned_on(it, day(number))
        if version:
            assert version == version_on(it, day(number))
            assert day(number).isoweekday() in version.days
            assert hold_on(it.holds, day(number)) is None
            assert number <= ends
