"""How a figure is rounded for a reader."""

from fractions import Fraction

import pytest

from common.figures import rounded


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (4.25, 1, "4.3"),  # as the app: an e-mail with 4.2 beside a page with 4.3 is two figures
        (-4.25, 1, "-4.3"),
        (4.65 - 4.6, 1, "0.1"),  # 0.05000000000000071
        (4.05 - 4.0, 1, "0.1"),  # 0.04999999999999982
        (Fraction(-1, 21), 1, "0.0"),
        (12.5, 0, "13"),
        (33.496, 0, "33"),
        (10, 1, "10.0"),
    ],
)
def test_figure_is_rounded_once_with_halves_away_from_zero(value, digits, shown):
    assert str(rounded(value, digits)) == shown
