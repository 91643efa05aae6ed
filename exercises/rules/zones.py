"""A patient's pain zones, after the pain-monitoring model (Thomee 1997; Silbernagel 2007).

It was studied in tendinopathy, not in neuroma or neuropathy: the numbers are a default to be set.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Zones:
    """Scores 0 to `green_to` are green, to `amber_to` amber, above it red.

    `next_morning_rule`: pain that has not settled by the next morning counts as red. `nerve_rule` (our
    judgement): numbness or tingling that spreads or lasts to the next morning counts as red.
    """

    green_to: int = 2
    amber_to: int = 5
    next_morning_rule: bool = True
    nerve_rule: bool = True


DEFAULT = Zones()


def in_order(green_to: int, amber_to: int) -> bool:
    """Whether the borders lie on the scale with some amber between: 0 <= green < amber <= 10."""
    return 0 <= green_to < amber_to <= 10
