"""Real threads on real connections: the lock on the head puts one patient's writes in order."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from diary import services
from diary.models import Change, DiaryHead, Entry, Epoch
from diary.queries.standing import standing
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


def test_concurrent_sync_answers_the_same_post_sent_50_times_in_parallel_50_times_alike(cast, device_of):
    told = change()
    phones = [device_of(cast.ana) for _ in range(50)]
    answers = at_once(*(lambda phone=phone: phone.send(told) for phone in phones))
    (verdict,) = answers[0]["verdicts"]
    assert (verdict["verdict"], verdict["seq"]) == ("new", 1)
    assert all(answer["verdicts"] == [verdict] for answer in answers)
    assert {answer["head"] for answer in answers} == {1}
    assert len({answer["epoch"] for answer in answers}) == 1
    assert (Entry.objects.count(), Change.objects.count(), Epoch.objects.count()) == (1, 1, 1)


def test_concurrent_sync_keeps_the_numbers_gapless_while_two_devices_write_at_once(cast, device_of):
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


def test_concurrent_sync_gives_two_devices_editing_the_same_version_one_winner(cast, device_of):
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


def test_concurrent_sync_gives_two_devices_that_send_the_same_new_entry_one_winner(cast, device_of):
    phone, tablet = device_of(cast.ana), device_of(cast.ana, TABLET)
    phone.send(change())

    def tell(device, entry_id, score):
        return device.verdicts(change(entry_id=entry_id, data={"score": score, "moment": "now"}))[0]

    for seq in range(2, 22):
        entry_id = uuid4()
        verdicts = at_once(
            partial(tell, phone, entry_id=entry_id, score=2),
            partial(tell, tablet, entry_id=entry_id, score=8),
        )
        assert sorted(verdicts) == [("new", seq), ("stale", seq)]
        winner = 2 if verdicts[0][0] == "new" else 8
        assert Entry.objects.get(entry_id=entry_id).score == winner


@pytest.fixture
def between(monkeypatch):
    """`between(work)`: somebody else does `work` between the next look at a diary and the writing."""

    def arrange(work):
        def looked(*asked):
            found = standing(*asked)
            monkeypatch.setattr(services, "standing", standing)
            at_once(work)
            return found

        monkeypatch.setattr(services, "standing", looked)

    return arrange


def test_concurrent_sync_reads_again_when_somebody_wrote_in_between(cast, device_of, between):
    told = change()
    phone, tablet = device_of(cast.ana), device_of(cast.ana, TABLET)
    phone.send(told)
    edits = [change(entry_id=told["entry_id"], base_seq=1, data={**told["data"], "score": n}) for n in (2, 8)]
    between(lambda: tablet.send(edits[1]))
    assert phone.verdicts(edits[0], change()) == [("stale", 2), ("new", 3)]
    assert (Entry.objects.get(entry_id=told["entry_id"]).score, DiaryHead.objects.get().seq) == (8, 3)


def test_concurrent_sync_stores_a_stale_change_once_however_many_send_it(cast, device_of, between):
    told = change()
    phone, tablet, other = device_of(cast.ana), device_of(cast.ana, TABLET), device_of(cast.ana, TABLET)
    phone.send(told)
    phone.send(change(entry_id=told["entry_id"], base_seq=1, data={**told["data"], "score": 2}))
    late = change(entry_id=told["entry_id"], base_seq=1, data={**told["data"], "score": 8})
    between(lambda: other.send(late))
    assert tablet.verdicts(late) == [("stale", 2)]
    assert (Change.objects.count(), Entry.objects.get().score) == (3, 2)


def test_concurrent_sync_never_shows_a_puller_an_entry_above_the_head_or_a_gap_below_it(cast, device_of):
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
