from itertools import product

import pytest

from exercises.rules.risk import RiskAnswers, all_asked, may_feel_less, needs_therapist

ANSWERS = [RiskAnswers(*answers) for answers in product(("yes", "no", "unsure", None), repeat=4)]
NONE = RiskAnswers("no", "no", "no", "no")


@pytest.mark.parametrize(
    ("answers", "needed"),
    [
        (NONE, False),
        (RiskAnswers("yes", "yes", "no", "no"), False),
        (RiskAnswers("no", "no", "no", "yes"), False),
        (RiskAnswers("no", "no", "yes", "no"), True),
        (RiskAnswers("yes", "no", "no", "yes"), True),
        (RiskAnswers("no", "yes", "no", "yes"), True),
        (RiskAnswers("unsure", "unsure", "unsure", "unsure"), False),
    ],
)
def test_risk_asks_for_a_therapist_above_low_to_moderate_risk(answers, needed):
    assert needs_therapist(answers) is needed


def test_risk_never_lets_a_past_ulcer_or_amputation_pass():
    assert all(needs_therapist(each) for each in ANSWERS if each.past_ulcer_or_amputation == "yes")


def test_risk_counts_unsure_as_feet_that_may_feel_less_but_not_silence():
    assert may_feel_less(RiskAnswers("no", "unsure", None, None))
    assert may_feel_less(RiskAnswers("yes", None, None, None))
    assert not may_feel_less(RiskAnswers(None, None, "yes", "yes"))


def test_risk_knows_a_question_that_was_not_asked():
    assert [all_asked(each) for each in ANSWERS].count(True) == 3**4
