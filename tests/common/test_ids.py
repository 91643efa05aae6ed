"""Ids sort in the order in which they were made."""

import time
from uuid import RFC_4122

from common import ids


def test_ids_of_one_thread_sort_in_the_order_they_were_made():
    made = [ids.new_id() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_ids_sort_in_the_order_they_were_made_when_the_clock_stands_or_is_set_back(monkeypatch):
    before = ids.new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_000_000_000)
    after = [ids.new_id() for _ in range(5_000)]  # more than a millisecond has fractions
    assert [before, *after] == sorted({before, *after})


def test_id_says_version_seven_and_its_millisecond():
    earliest = time.time_ns() // 1_000_000
    made = ids.new_id()
    assert (made.version, made.variant) == (7, RFC_4122)
    assert earliest <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1
