import pytest

from exercises.rules.dosage import Dosage
from exercises.rules.prescribing import (
    Caution,
    PrescribedDay,
    PrescribedStep,
    SharedDay,
    Warned,
    minutes_a_day,
    warnings_of,
)

SHORT = PrescribedStep("Toe curls", Dosage(reps=5), "both", numb_foot_caution=False)
CURLS = PrescribedStep("Towel scrunches", Dosage(reps=5), "both", numb_foot_caution=False)
ICE = PrescribedStep("Ice pack", Dosage(duration_seconds=600), "both", numb_foot_caution=True)


def day(steps, times: int = 1) -> SharedDay:
    return SharedDay(PrescribedDay(steps, times))


@pytest.mark.parametrize(("number", "warned"), [(1, False), (4, False), (5, True)])
def test_more_than_four_exercises_are_warned_of(number, warned):
    found = warnings_of([day([SHORT] * number)], may_feel_less=False)
    assert found == ([Warned(Caution.MANY_EXERCISES, number)] if warned else [])


@pytest.mark.parametrize(("times", "found"), [(2, []), (3, [Warned(Caution.LONG_DAY, 30)])])
def test_more_than_twenty_minutes_a_day_are_warned_of(times, found):
    assert warnings_of([day([ICE], times)], may_feel_less=False) == found


def test_prescription_warning_names_what_is_not_for_feet_that_may_feel_less():
    found = warnings_of([day([SHORT, ICE])], may_feel_less=True)
    assert found == [Warned(Caution.NUMB_FEET, 1, ("Ice pack",))]


def test_exercises_and_minutes_of_other_plans_on_the_same_day_are_counted():
    others = [PrescribedDay([CURLS] * 4, 1), PrescribedDay([ICE], 1)]
    found = warnings_of([SharedDay(PrescribedDay([SHORT, ICE], 1), others)], may_feel_less=False)
    assert found == [
        Warned(Caution.MANY_EXERCISES, 7),
        Warned(Caution.LONG_DAY, 22),
        Warned(Caution.SAME_EXERCISE, 1, ("Ice pack",)),
    ]


def test_other_plans_on_other_days_are_not_counted():
    days = [
        SharedDay(PrescribedDay([SHORT] * 3, 1)),
        SharedDay(PrescribedDay([SHORT], 1), [PrescribedDay([CURLS] * 3, 1)]),
    ]
    assert warnings_of(days, may_feel_less=False) == []


def test_prescription_warning_rounds_the_minutes_up():
    assert minutes_a_day([SHORT], 1) == 1
