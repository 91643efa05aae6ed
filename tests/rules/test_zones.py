import pytest

from exercises.zones import DEFAULT, Zone, Zones, in_order, zone_of


@pytest.mark.parametrize(
    ("score", "zone"),
    [(0, Zone.GREEN), (2, Zone.GREEN), (3, Zone.AMBER), (5, Zone.AMBER), (6, Zone.RED), (10, Zone.RED)],
)
def test_is_green_to_two_and_amber_to_five_by_default(score, zone):
    assert zone_of(score) is zone


def test_follows_the_patients_own_borders():
    assert [zone_of(score, Zones(6, 8)) for score in (6, 7, 9)] == [Zone.GREEN, Zone.AMBER, Zone.RED]


@pytest.mark.parametrize(
    ("green", "amber", "right"),
    [(2, 5, True), (0, 1, True), (9, 10, True), (5, 5, False), (6, 5, False), (2, 11, False)],
)
def test_keeps_some_amber_on_the_scale(green, amber, right):
    assert in_order(green, amber) is right


def test_has_both_rules_on_by_default():
    assert Zones(2, 5, next_morning_rule=True, nerve_rule=True) == DEFAULT
