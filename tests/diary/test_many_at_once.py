"""Real threads on real connections: the lock on the head puts one patient's writes in order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from diary.models import Change, DiaryHead, Entry, Epoch
from tests.diary.telling import PHONE, TABLET, change

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Runs every work in a thread of its own, all let go at one moment; returns their results in order."""
    gate = Barrier(len(works))

    def run(work):
        gate.wait(timeout=60)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_answers_the_same_post_sent_50_times_in_parallel_50_times_alike(cast, device_of):
    told = change()
    phones = [device_of(cast.ana) for _ in range(50)]
    answers = at_once(*(lambda phone=phone: phone.send(told) for phone in phones))
    (verdict,) = answers[0]["verdicts"]
    assert (verdict["verdict"], verdict["seq"]) == ("new", 1)
    assert all(answer["verdicts"] == [verdict] for answer in answers)
    assert {answer["head"] for answer in answers} == {1}
    assert len({answer["epoch"] for answer in answers}) == 1
    assert (Entry.objects.count(), Change.objects.count(), Epoch.objects.count()) == (1, 1, 1)


def test_keeps_the_numbers_gapless_while_two_devices_write_at_once(cast, device_of):
    def write(device, rounds=8):
        seen = []
        for _ in range(rounds):
            told = [change() for _ in range(3)]
            told.append(change(entry_id=told[0]["entry_id"], action="delete"))
            seen += [verdict["seq"] for verdict in device.send(*told)["verdicts"]]
        return seen

    devices = [device_of(cast.ana, device_id) for device_id in (PHONE, TABLET) * 2]
    seen = at_once(*(lambda device=device: write(device) for device in devices))
    numbers = [number for each in seen for number in each]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert all(each == sorted(each) for each in seen)
    assert DiaryHead.objects.get().seq == len(numbers)


def test_gives_two_devices_editing_the_same_version_one_winner(cast, device_of):
    told = change()
    phone, tablet = device_of(cast.ana), device_of(cast.ana, TABLET)
    phone.send(told)

    def edit(device, score):
        data = {"score": score, "moment": "now"}
        return device.verdicts(change(entry_id=told["entry_id"], base_seq=1, data=data))[0]

    verdicts = at_once(lambda: edit(phone, 2), lambda: edit(tablet, 8))
    assert sorted(verdicts) == [("stale", 2), ("updated", 2)]
    winner = 2 if verdicts[0][0] == "updated" else 8
    assert Entry.objects.get().score == winner


def test_never_shows_a_puller_an_entry_above_the_head_or_a_gap_below_it(cast, device_of):
    phone, tablet = device_of(cast.ana), device_of(cast.ana, TABLET)

    def write():
        for _ in range(15):
            phone.send(change(), change())

    def read():
        seen: list[int] = []
        after = 0
        while len(seen) < 30:
            pulled = tablet.pull(after=after)
            seen += [entry["seq"] for entry in pulled["entries"]]
            after = seen[-1] if seen else 0
            assert after == pulled["head"]
        return seen

    assert at_once(write, read)[1] == list(range(1, 31))
