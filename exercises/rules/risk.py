"""The meaning of the intake's answers for exercising: who needs a therapist first, and whose feet may feel
less.

Exercise is advised for low to moderate ulcer risk (IWGDF 2023); above it only a therapist can release a plan.
"""

from dataclasses import dataclass
from typing import Protocol

_YES = "yes"
_MAYBE = ("yes", "unsure")


class AnswersOfFeeling(Protocol):
    """Those of the intake's answers that tell how well the feet feel."""

    @property
    def diabetes(self) -> str | None: ...
    @property
    def loss_of_feeling(self) -> str | None: ...


@dataclass(frozen=True)
class RiskAnswers:
    """The intake's answers: "yes", "no", "unsure", or None where it was not asked."""

    diabetes: str | None
    loss_of_feeling: str | None
    past_ulcer_or_amputation: str | None
    poor_circulation: str | None


def all_asked(answers: RiskAnswers) -> bool:
    """Whether every question of the intake has an answer."""
    return None not in vars(answers).values()


def needs_therapist(answers: RiskAnswers) -> bool:
    """Whether a therapist must release the plan.

    This is so after an ulcer or amputation, and with poor circulation in feet that are diabetic or feel less.
    """
    feels_less = _YES in (answers.diabetes, answers.loss_of_feeling)
    return answers.past_ulcer_or_amputation == _YES or (feels_less and answers.poor_circulation == _YES)


def may_feel_less(answers: AnswersOfFeeling) -> bool:
    """Whether cautions for numb feet concern this patient; "unsure" counts, no answer does not."""
    return answers.diabetes in _MAYBE or answers.loss_of_feeling in _MAYBE
