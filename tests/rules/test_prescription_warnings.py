import pytest

from exercises.dosage import Dosage
from exercises.prescribing import Caution, StepAsked, Warned, minutes_a_day, warnings_of

SHORT = StepAsked("Toe curls", Dosage(reps=5), "both", numb_foot_caution=False)
ICE = StepAsked("Ice pack", Dosage(duration_seconds=600), "both", numb_foot_caution=True)


@pytest.mark.parametrize(("number", "warned"), [(1, False), (4, False), (5, True)])
def test_warns_above_four_exercises(number, warned):
    found = warnings_of([SHORT] * number, 1, may_feel_less=False)
    assert found == ([Warned(Caution.MANY_EXERCISES, number)] if warned else [])


@pytest.mark.parametrize(("times", "found"), [(2, []), (3, [Warned(Caution.LONG_DAY, 30)])])
def test_warns_above_twenty_minutes_a_day(times, found):
    assert warnings_of([ICE], times, may_feel_less=False) == found


def test_names_what_is_not_for_feet_that_may_feel_less():
    assert warnings_of([SHORT, ICE], 1, may_feel_less=True) == [Warned(Caution.NUMB_FEET, 1, ("Ice pack",))]


def test_rounds_the_minutes_up():
    assert minutes_a_day([SHORT], 1) == 1
