import pytest

from exercises.rules.zones import DEFAULT, Zones, in_order


@pytest.mark.parametrize(
    ("green", "amber", "right"),
    [(2, 5, True), (0, 1, True), (9, 10, True), (5, 5, False), (6, 5, False), (2, 11, False)],
)
def test_pain_zones_always_leave_some_amber(green, amber, right):
    assert in_order(green, amber) is right


def test_pain_zone_rules_are_both_on_by_default():
    assert Zones(2, 5, next_morning_rule=True, nerve_rule=True) == DEFAULT
