"""Trends: seven days against one's own seven before, one moment at a time."""

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.rules.trends import PainChange, Scores, leading_moment, matters, pain_change, window_mean

CASES = json.loads((Path(__file__).parent.parent / "shared" / "pain_change_cases.json").read_text())
TODAY = date(2026, 11, 20)
scores = st.lists(st.integers(0, 10), min_size=1, max_size=5)


def day(*given_scores: int) -> Scores:
    return Scores(sum(given_scores), len(given_scores), max(given_scores))


def series(**by_days_ago: int) -> dict[date, Scores]:
    return {TODAY - timedelta(days=int(ago[1:])): day(score) for ago, score in by_days_ago.items()}


def change_of(days: dict[date, Scores]) -> PainChange:
    """The change of two weeks that can be compared."""
    change = pain_change(days, TODAY)
    assert change is not None
    return change


def weeks(before: int, now: int, days: int = 7) -> dict[date, Scores]:
    recent = {TODAY - timedelta(days=ago): day(now) for ago in range(days)}
    return recent | {TODAY - timedelta(days=7 + ago): day(before) for ago in range(days)}


def test_trend_counts_a_zero_in_the_mean():
    assert window_mean(series(d0=0, d1=4), TODAY).mean == 2


def test_trend_leaves_a_day_without_a_score_out_of_the_mean():
    assert window_mean(series(d0=4, d5=4), TODAY).mean == 4


def test_trend_weighs_every_scored_day_the_same():
    days = {TODAY: day(8, 8, 8, 8), TODAY - timedelta(days=1): day(2)}
    assert window_mean(days, TODAY).mean == 5


def test_trend_looks_back_seven_days_and_no_further():
    mean = window_mean(series(d6=1, d7=9), TODAY)
    assert (mean.mean, mean.scored_days) == (1, 1)


def test_trend_has_no_mean_without_a_score():
    assert window_mean({}, TODAY).mean is None


@pytest.mark.parametrize("days", [0, 1, 3])
def test_trend_compares_nothing_below_four_scored_days(days):
    assert pain_change(weeks(2, 8, days), TODAY) is None


def test_trend_compares_two_weeks_of_four_scored_days():
    change = change_of(weeks(4, 6, days=4))
    assert (change.points, change.share) == (2, Fraction(1, 2))


def test_trend_calls_thirty_per_cent_a_change_that_matters_to_the_last_digit():
    recent = {TODAY - timedelta(days=ago): day(*[5] * 4, 6) for ago in range(7)}
    before = {TODAY - timedelta(days=7 + ago): day(4) for ago in range(7)}
    change = change_of(recent | before)
    assert change.share == Fraction(3, 10)
    assert change.is_worse


def test_trend_calls_a_smaller_change_no_change():
    change = change_of(weeks(4, 5))
    assert not change.is_worse


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_change_of_pain_matters_on_the_server_as_on_the_phone(case):
    points, share = Fraction(str(case["points"])), case["share"]
    assert matters(points, None if share is None else Fraction(str(share))) is case["matters"]


def test_change_of_a_quarter_point_raises_no_flag_though_it_is_fifty_per_cent():
    recent = {TODAY - timedelta(days=ago): day(1, 1, 1, 0) for ago in range(7)}
    change = change_of(recent | {TODAY - timedelta(days=7 + ago): day(1, 0) for ago in range(7)})
    assert (change.points, change.share) == (Fraction(1, 4), Fraction(1, 2))
    assert not change.is_worse


def test_trend_has_no_share_of_a_baseline_without_pain():
    change = change_of(weeks(0, 1))
    assert change.share is None
    assert not change.is_worse
    assert change_of(weeks(0, 2)).is_worse


@given(st.integers(0, 10), st.integers(0, 10))
def test_trend_is_worse_by_two_points_or_by_a_point_that_is_three_tenths_of_what_it_was(before, now):
    change = change_of(weeks(before, now))
    rise = now - before
    assert change.is_worse == (rise >= 2 or (rise >= 1 and before > 0 and 10 * rise >= 3 * before))


@given(st.dictionaries(st.integers(0, 20), scores, max_size=21))
def test_trend_never_leaves_the_scale(by_days_ago):
    days = {TODAY - timedelta(days=ago): day(*given_scores) for ago, given_scores in by_days_ago.items()}
    mean = window_mean(days, TODAY).mean
    assert mean is None or 0 <= mean <= 10
    change = pain_change(days, TODAY)
    assert change is None or -10 <= change.points <= 10


def test_trend_lets_the_moment_with_most_scored_days_speak():
    moments = {"average_24h": series(d0=4), "now": series(d0=3, d1=3)}
    assert leading_moment(moments, TODAY) == "now"


def test_trend_prefers_the_longest_look_back_among_equals():
    moments = {"now": series(d0=3, d1=3), "average_24h": series(d0=4, d1=4)}
    assert leading_moment(moments, TODAY) == "average_24h"


def test_trend_ignores_scores_older_than_a_fortnight():
    assert leading_moment({"now": series(d14=3)}, TODAY) is None
