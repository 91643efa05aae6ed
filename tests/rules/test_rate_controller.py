"""How many pushes are on their way: as many as keep the pace at the push services' own time to answer."""

import pytest

from notifications.transports.rate_controller import FEWEST, RateController

HERE, THERE = "https://here.example", "https://there.example"


def told(*answers: tuple[str, float]) -> RateController:
    rate = RateController()
    for origin, seconds in answers:
        rate.note(origin, seconds)
    return rate


@pytest.mark.parametrize(("seconds", "window"), [(0.005, 3), (0.01, 5), (0.1, 50), (0.2, 100)])
def test_window_is_the_rate_times_the_response_time(seconds, window):
    assert told((HERE, seconds)).window(500) == window


def test_window_begins_small():
    assert RateController().window(500) == FEWEST


def test_window_keeps_two_in_flight_however_fast_the_answers():
    assert told((HERE, 0.0001)).window(500) == FEWEST


def test_window_does_not_grow_because_answers_queue():
    queued = [(HERE, 0.005), *[(HERE, 0.05)] * 10]
    assert told(*queued).window(500) <= 4


def test_window_forgets_in_time_that_a_service_was_faster():
    assert told((HERE, 0.005), *[(HERE, 0.1)] * 300).window(500) == 50


def test_window_leaves_room_for_a_slow_service_beside_a_fast_one():
    both = [(HERE, 0.005), (THERE, 0.105)] * 50
    assert 25 <= told(*both).window(500) <= 30
