"""A foot check: the ten-second daily look at a numb or diabetic foot (IWGDF 2023)."""

from enum import StrEnum
from typing import Any

from diary.rules.fields import Problem, nullable, shape, text, words_of


class Finding(StrEnum):
    """The findings. `none` is an answer and stands alone."""

    NONE = "none"
    REDNESS = "redness"
    BLISTER = "blister"
    OPEN_SKIN = "open_skin"
    SWELLING = "swelling"
    WARM = "warm"
    COLOUR_CHANGE = "colour_change"


_check_shape = shape(
    required={"findings": words_of(tuple(Finding), least=1)},
    optional={"note": nullable(text)},
)


def check_foot_check(told: Any) -> None:
    """Check the `data` of a foot check, schema 1. Raises Problem with the field."""
    _check_shape(told)
    if Finding.NONE in told["findings"] and len(told["findings"]) > 1:
        raise Problem("none_stands_alone", "findings")
