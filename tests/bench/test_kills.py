"""A browser that is killed in the middle of its writes keeps everything it had called saved."""

from bench.kills import run

NOTHING = (0, 0, 0, 0, 0)


def test_writing_browser_killed_ten_times_loses_nothing():
    tally = run(kills=10)
    assert tally.kills == 10
    assert tally.saved >= 20
    assert tally.failures == NOTHING


def test_killed_browser_without_its_database_gets_everything_put_back():
    tally = run(kills=3, vanish=True)
    assert tally.put_back == 3
    assert tally.saved >= 6
    assert tally.failures == NOTHING
