"""Adherence: done / prescribed, capped by step and by day; missing is not zero."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.rules.adherence import (
    DayState,
    DayTally,
    day_state,
    extra_sessions,
    sets_that_count,
    window_adherence,
)

TODAY = date(2026, 11, 20)
ONE, TWO, OTHER = "one", "two", "other"
a_step = st.sampled_from("abcdef")
some_sets = st.dictionaries(a_step, st.integers(1, 12), max_size=6)


def counted(prescribed: int, done: int, days_ago: int = 1, reported: bool = True) -> DayTally:
    return DayTally(TODAY - timedelta(days=days_ago), DayState.COUNTED, prescribed, done, reported)


def test_adherence_gives_partial_credit_by_sets():
    assert sets_that_count({ONE: 3, TWO: 3}, {ONE: 3, TWO: 1}) == {ONE: 3, TWO: 1}


def test_adherence_never_lets_one_step_stand_in_for_another():
    assert sets_that_count({ONE: 2, TWO: 2}, {ONE: 4}) == {ONE: 2, TWO: 0}


def test_adherence_leaves_out_sets_of_steps_that_were_not_prescribed():
    assert sets_that_count({ONE: 2}, {OTHER: 5}) == {ONE: 0}


@given(some_sets, some_sets)
def test_adherence_never_counts_more_than_was_prescribed_or_done(prescribed, done):
    counts = sum(sets_that_count(prescribed, done).values())
    assert 0 <= counts <= min(sum(prescribed.values()), sum(done.values()))


@given(some_sets, some_sets, a_step)
def test_adherence_never_falls_when_one_more_set_is_done(prescribed, done, step):
    more = {**done, step: done.get(step, 0) + 1}
    assert sum(sets_that_count(prescribed, more).values()) >= sum(sets_that_count(prescribed, done).values())


def test_adherence_has_no_number_for_a_day_without_any_report():
    assert counted(6, 0, reported=False).adherence is None


def test_adherence_says_zero_where_a_session_was_reported_with_every_step_skipped():
    assert counted(6, 0).adherence == 0


def test_adherence_has_no_number_for_a_rest_day_with_an_extra_session():
    assert DayTally(TODAY, DayState.REST, 0, 0, reported=True).adherence is None


def test_adherence_counts_a_missed_day_of_a_reported_week_as_not_done():
    assert window_adherence([counted(6, 6, 1), counted(6, 0, 2, reported=False)]) == Fraction(1, 2)


def test_adherence_has_no_number_for_a_week_without_any_report():
    assert window_adherence([counted(6, 0, ago, reported=False) for ago in range(1, 8)]) is None


def test_adherence_leaves_today_out_until_local_midnight():
    today = DayTally(TODAY, day_state(TODAY, TODAY, 6, held=False), 6, 0, reported=True)
    assert window_adherence([counted(6, 3), today]) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("on", "prescribed", "held", "state"),
    [
        (TODAY, 6, False, DayState.PENDING),
        (TODAY - timedelta(days=1), 6, False, DayState.COUNTED),
        (TODAY - timedelta(days=1), 0, True, DayState.HELD),
        (TODAY - timedelta(days=1), 0, False, DayState.REST),
        (TODAY - timedelta(days=1), 3, True, DayState.COUNTED),
        (TODAY + timedelta(days=1), 6, False, DayState.FUTURE),
    ],
)
def test_adherence_says_what_a_day_is(on, prescribed, held, state):
    assert day_state(on, TODAY, prescribed, held) == state


@given(st.lists(st.tuples(some_sets, some_sets), min_size=1, max_size=31))
def test_adherence_stays_between_nothing_and_everything(days):
    tallies = [
        counted(
            sum(prescribed.values()),
            sum(sets_that_count(prescribed, done).values()),
            ago,
            reported=bool(done),
        )
        for ago, (prescribed, done) in enumerate(days, start=1)
    ]
    share = window_adherence(tallies)
    assert share is None or 0 <= share <= 1


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 4))
def test_adherence_shows_extra_sessions_apart(outside, of_plan, asked):
    assert extra_sessions(outside + of_plan, of_plan, asked) == outside + max(0, of_plan - asked)
