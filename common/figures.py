"""Rounding of figures for a reader: once, from the exact value, halves away from 0."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def rounded(value: float | Fraction, digits: int) -> Decimal:
    """`value` to `digits` decimal places (0 or more), halves away from 0 and never as "-0".

    Floating-point noise behind the ninth place does not tip a half.
    """
    shown = Decimal(f"{float(value):.9f}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return shown if shown else abs(shown)
