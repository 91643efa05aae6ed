"""A browser that is killed in the middle of its writes keeps everything it had called saved."""

from bench.kills import run


def test_ten_kills_of_a_writing_browser_lose_nothing():
    tally = run(kills=10)
    assert tally.kills == 10
    assert tally.saved >= 20
    assert (tally.lost, tally.unsent_lost, tally.not_noted, tally.databases_gone) == (0, 0, 0, 0)
