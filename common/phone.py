"""Telephone numbers for `tel:` links."""

import re

LONGEST = 40
_WRITTEN = re.compile(r"\+?[0-9][0-9 ()./-]*")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15  # 112; ITU-T E.164


def is_callable(number: str) -> bool:
    """Whether a telephone can call `number`: 3 to 15 digits, with or without a leading +, and the usual
    marks.

    Letters and extensions are refused: a link would call another number.
    """
    digits = sum(mark.isdecimal() for mark in number)
    fits = len(number) <= LONGEST and _FEWEST_DIGITS <= digits <= _MOST_DIGITS
    return fits and _WRITTEN.fullmatch(number) is not None
