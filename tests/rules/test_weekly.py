"""What a week's numbers say, and when summaries fall due."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from progress.rules.trends import PainChange, WindowMean
from reminders.rules.recurrence import instant_of
from summaries.rules.weekly import (
    WeeklyOccurrence,
    encouragement,
    fell_last,
    occurrences_at,
    pain_change,
    pain_said,
    sentences,
    week_before,
    week_name,
)
from tests.rules.test_recurrence import ZONES, changes_of

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def pain(mean: float | None, before: float | None, days: int = 4, days_before: int = 4) -> dict:
    return {
        "moment": "average_24h",
        "mean": mean,
        "scored_days": days,
        "mean_before": before,
        "scored_days_before": days_before,
    }


@pytest.mark.parametrize(
    ("mean", "before", "change"),
    [
        (4.0, 6.0, "better"),  # 2 points
        (2.8, 4.0, "better"),  # 30 %
        (2.9, 4.0, "same"),
        (1.0, 2.0, "better"),  # one point, and half of what it was
        (1.1, 2.0, "same"),  # what nobody notices is no change, however large a share
        (0.29, 0.14, "same"),
        (0.14, 0.86, "same"),
        (8.0, 6.1, "worse"),  # 31 %
        (7.7, 6.0, "same"),
        (2.6, 2.0, "same"),
        (3.0, 2.0, "worse"),
        (0.0, 0.0, "same"),
        (1.9, 0.0, "same"),
        (2.0, 0.0, "worse"),
    ],
)
def test_weekly_rule_names_a_change_from_two_points_or_thirty_per_cent_and_a_point_on(mean, before, change):
    assert pain_change(pain(mean, before)) == change


@pytest.mark.parametrize(("days", "days_before"), [(3, 7), (7, 3), (0, 0)])
def test_weekly_rule_compares_only_weeks_with_four_scored_days(days, days_before):
    assert pain_change(pain(2.0, 8.0, days, days_before)) is None


means = st.fractions(0, 10, max_denominator=21)


@given(means, means)
def test_weekly_rule_says_worse_exactly_when_a_flag_is_raised(recent, baseline):
    days = (date(2026, 11, 16), date(2026, 11, 22))
    points = recent - baseline
    share = points / baseline if baseline else None
    trend = PainChange(WindowMean(*days, baseline, 4), WindowMean(*days, recent, 4), points, share)
    said = pain_change(pain(round(float(recent), 9), round(float(baseline), 9)))
    assert (said == "worse") is trend.is_worse


def test_weekly_rule_says_that_a_score_is_missing_and_never_zero():
    for told in (None, pain(None, 3.0, 0, 4)):
        assert pain_said(told).text == "No pain score is written down for that week."


@given(st.integers(0, 21), st.integers(0, 21), st.integers(0, 5), st.booleans())
def test_weekly_rule_says_four_sentences_of_any_week(planned, done, extra, held):
    content = {
        "sessions": {"planned": planned, "done": min(done, planned), "extra": extra, "held": held},
        "pain": None,
        "next": None,
    }
    said = sentences(content)
    assert len(said) == 4
    for phrase in said:
        text = phrase.many if phrase.many and phrase.number != 1 else phrase.text
        assert text % phrase.values


@pytest.mark.parametrize(
    ("planned", "done", "extra", "held", "begins"),
    [
        (4, 4, 0, False, "All that was planned"),
        (5, 3, 0, False, "Most of it"),
        (5, 2, 0, False, "Every session counts"),
        (3, 1, 2, False, "You did as many sessions as were planned"),
        (3, 0, 3, False, "You did as many sessions as were planned"),
        (3, 0, 1, False, "You found days of your own"),
        (5, 0, 0, False, "Some weeks have no room"),
        (0, 0, 0, True, "A pause is part of the plan"),
        (0, 0, 2, True, "What you do of your own accord"),
        (0, 0, 2, False, "What you do of your own accord"),
        (0, 0, 0, False, "A week without a plan"),
    ],
)
def test_weekly_rule_encourages_with_what_is_true_of_the_week(planned, done, extra, held, begins):
    told = {"planned": planned, "done": done, "extra": extra, "held": held}
    assert encouragement({"sessions": told}).text.startswith(begins)


@pytest.mark.parametrize(
    ("zone", "instant", "due"),
    [
        ("Europe/Madrid", datetime(2026, 11, 23, 6, 0, tzinfo=UTC), {(1, 7)}),
        ("Asia/Kathmandu", datetime(2026, 11, 23, 1, 15, tzinfo=UTC), {(1, 7)}),
        ("Europe/Madrid", datetime(2026, 11, 23, 6, 15, tzinfo=UTC), set()),
        ("Europe/Madrid", datetime(2027, 3, 28, 1, 0, tzinfo=UTC), {(7, 2), (7, 3)}),  # there is no 2 o'clock
        ("Europe/Madrid", datetime(2026, 10, 25, 0, 0, tzinfo=UTC), {(7, 2)}),
        ("Europe/Madrid", datetime(2026, 10, 25, 1, 0, tzinfo=UTC), set()),  # 2 o'clock again
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC), {(7, 2)}),  # half an hour's gap
    ],
)
def test_weekly_rule_finds_whose_hour_begins(zone, instant, due):
    assert {(occurrence.day, occurrence.hour) for occurrence in occurrences_at(instant, [zone])} == due


def test_weekly_rule_begins_every_hour_once_in_every_zone_wherever_the_clocks_change():
    hours = 0
    for zone in ZONES:
        for on in changes_of(zone):
            for hour in range(24):
                begins = instant_of(on, time(hour), zone)
                assert begins, (zone, on, hour)
                found = [(occurrence.on, occurrence.hour) for occurrence in occurrences_at(begins, [zone])]
                assert found.count((on, hour)) == 1, (zone, on, hour, found)
                hours += 1
    assert hours > 10_000


@given(
    st.sampled_from(ZONES),
    st.integers(1, 7),
    st.integers(0, 23),
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes)),
)
@example("Europe/Madrid", 7, 2, datetime(2027, 3, 28, 1, 0, tzinfo=UTC))  # there is no 2 o'clock
@example("Pacific/Apia", 5, 7, datetime(2012, 1, 2, tzinfo=UTC))  # nor a Friday before
def test_weekly_rule_finds_when_a_weekly_time_last_came(zone, day, hour, by):
    on, at = fell_last(zone, day, hour, by)
    assert at <= by < at + timedelta(days=8 if on.year > 2011 else 15)
    assert WeeklyOccurrence(zone, day, hour, on) in occurrences_at(at, [zone])


@pytest.mark.parametrize("day", range(4, 11))
def test_weekly_rule_takes_the_last_full_iso_week_on_every_weekday(day):
    assert week_before(date(2027, 1, day)) == (date(2026, 12, 28), date(2027, 1, 3))
    assert week_name(date(2027, 1, 3)) == (2026, 53)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.lists(st.integers(1, 7), min_size=2, max_size=12))
def test_each_day_is_in_one_week_whatever_day_is_chosen_each_week(first, days):
    monday = first - timedelta(days=first.isoweekday() - 1)
    weeks = [week_before(monday + timedelta(days=7 * n + day - 1)) for n, day in enumerate(days)]
    told = [from_on + timedelta(days=n) for from_on, _to_on in weeks for n in range(7)]
    assert told == [monday + timedelta(days=n - 7) for n in range(7 * len(days))]
