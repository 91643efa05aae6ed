"""What is proposed to who has no reminders yet: from the plan, and two a day at most."""

from itertools import product

import pytest

from reminders.rules.judging import MOST_A_DAY
from reminders.rules.proposing import proposals


def shapes(*asked) -> list[tuple[str, list[str]]]:
    return [(each.kind, list(each.times)) for each in proposals(*asked)]


def test_proposal_has_the_plans_days_in_the_morning_and_a_check_in_at_night():
    assert shapes([1, 3, 5], 1, False) == [("exercise", ["08:30"]), ("pain", ["20:00"])]
    assert list(proposals([5, 1], 1, False)[0].days) == [1, 5]


def test_proposal_has_two_times_where_the_plan_asks_twice():
    assert shapes([1], 2, False) == [("exercise", ["08:30", "18:00"])]


def test_proposal_has_a_daily_foot_check_for_feet_that_feel_less():
    assert shapes([1], 2, True) == [("exercise", ["08:30"]), ("foot_check", ["20:00"])]


def test_proposal_is_empty_without_a_plan():
    assert proposals([], 1, True) == []


@pytest.mark.parametrize(("times", "numb"), [*product(range(1, 7), (True, False))])
def test_proposal_never_has_more_than_are_sent_a_day(times, numb):
    assert sum(len(each.times) for each in proposals([1, 2], times, numb)) <= MOST_A_DAY
