"""A device pulls what stands differently since it last asked."""

from tests.diary.telling import CHANGES, PAIN, change


def test_pull_response_follows_the_contract(phone):
    told = change()
    epoch = phone.send(told)["epoch"]
    pulled = phone.pull()
    assert (pulled["epoch"], pulled["head"], pulled["more"]) == (epoch, 1, False)
    (entry,) = pulled["entries"]
    received_at = entry.pop("received_at")
    assert received_at.endswith(("+00:00", "Z"))
    assert entry == {
        "entry_id": told["entry_id"],
        "kind": "pain",
        "seq": 1,
        "deleted": False,
        "schema": 1,
        "recorded_at": told["recorded_at"],
        "time_zone": "Europe/Madrid",
        "local_date": "2026-11-20",
        "late": entry["late"],
        "skewed": entry["skewed"],
        "data": PAIN,
    }


def test_pull_gives_an_empty_diary(phone):
    pulled = phone.pull()
    assert (pulled["head"], pulled["more"], pulled["entries"]) == (0, False, [])
    assert pulled["epoch"]


def test_pull_gives_only_what_is_newer_in_the_order_of_numbers(phone):
    told = [change() for _ in range(5)]
    phone.send(*told)
    phone.send(change(entry_id=told[1]["entry_id"], data={**PAIN, "score": 9}, base_seq=2))
    assert [entry["seq"] for entry in phone.pull(after=3)["entries"]] == [4, 5, 6]
    assert phone.pull(after=6)["entries"] == []


def test_pull_gives_pages_until_there_is_no_more(phone):
    phone.send(*(change() for _ in range(5)))
    first = phone.pull(limit=3)
    assert (first["more"], [entry["seq"] for entry in first["entries"]]) == (True, [1, 2, 3])
    rest = phone.pull(after=3, limit=3)
    assert (rest["more"], [entry["seq"] for entry in rest["entries"]]) == (False, [4, 5])
    assert phone.pull(limit=5)["more"] is False


def test_pull_gives_deleted_entries_as_tombstones(phone):
    told = change()
    phone.send(told, change(entry_id=told["entry_id"], action="delete"))
    (entry,) = phone.entries()
    assert (entry["deleted"], entry["data"], entry["kind"]) == (True, None, "pain")


def test_pull_gives_nothing_of_anybody_else(phone, cast, device_of):
    device_of(cast.ben).send(change())
    assert phone.entries() == []


def test_pull_refuses_staff_and_strangers(cast, client_of):
    assert client_of(cast.tess).get("/api/v1/diary/changes/").status_code == 403
    assert client_of(None).get("/api/v1/diary/changes/").status_code == 401


def test_pull_response_is_not_cached(phone):
    assert phone.client.get("/api/v1/diary/changes/")["Cache-Control"] == "no-store"


HIGHEST = 2**63 - 1


def test_pull_gives_the_newest_first_when_asked_from_above(phone):
    phone.send(*(change() for _ in range(5)))
    first = phone.pull(before=HIGHEST, limit=2)
    assert (first["head"], first["more"], [entry["seq"] for entry in first["entries"]]) == (5, True, [5, 4])
    rest = phone.pull(before=4, limit=3)
    assert (rest["more"], [entry["seq"] for entry in rest["entries"]]) == (False, [3, 2, 1])
    between = phone.pull(after=2, before=5)
    assert (between["more"], [entry["seq"] for entry in between["entries"]]) == (False, [4, 3])


def test_device_that_fills_in_from_above_misses_no_change_made_meanwhile(phone):
    told = [change() for _ in range(6)]
    phone.send(*told)
    first = phone.pull(before=HIGHEST, limit=2)
    phone.send(change(entry_id=told[0]["entry_id"], data={**PAIN, "score": 9}, base_seq=1))
    older = phone.pull(before=first["entries"][-1]["seq"])
    newer = phone.pull(after=first["head"])
    seen = {
        entry["entry_id"]: entry["seq"] for entry in first["entries"] + older["entries"] + newer["entries"]
    }
    assert seen == {entry["entry_id"]: entry["seq"] for entry in phone.entries()}


def test_pull_refuses_a_number_that_no_entry_can_have(phone):
    for wrong in (0, -1, HIGHEST + 1, "newest"):
        answer = phone.client.get(CHANGES, {"before": wrong})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["before"])
