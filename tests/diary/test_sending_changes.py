"""A device sends what it has; every change gets its verdict."""

from uuid import uuid4

import pytest

from diary.models import Change, DiaryHead, Entry
from diary.rules.merging import MOST_CHANGES_KEPT
from tests.diary.telling import change, session


def edit(told, score, base=None, **more):
    return change(entry_id=told["entry_id"], data={"score": score, "moment": "now"}, base_seq=base, **more)


def test_sync_accepts_a_first_entry(phone):
    told = change()
    answer = phone.send(told)
    assert answer["head"] == 1
    assert answer["verdicts"] == [
        {
            "change_id": told["change_id"],
            "entry_id": told["entry_id"],
            "verdict": "new",
            "seq": 1,
            "problem": None,
        }
    ]
    assert set(answer) == {"epoch", "head", "server_time", "verdicts"}


def test_sync_answers_the_same_change_with_its_first_result(phone):
    told = change()
    first = phone.send(told)
    again = phone.send(told)
    assert again["verdicts"] == first["verdicts"]
    assert again["head"] == 1
    assert Change.objects.count() == 1


def test_sync_answers_an_old_change_with_its_first_result_after_an_edit(phone):
    told = change()
    phone.send(told)
    assert phone.verdicts(edit(told, 6, base=1)) == [("updated", 2)]
    assert phone.verdicts(told) == [("new", 1)]
    assert phone.entries()[0]["data"]["score"] == 6


def test_sync_calls_the_same_content_under_another_change_id_identical(phone):
    told = change()
    phone.send(told)
    assert phone.verdicts({**told, "change_id": str(uuid4())}) == [("identical", 1)]
    assert phone.send()["head"] == 1


def test_sync_keeps_the_current_entry_against_a_stale_edit(phone, tablet):
    told = change()
    phone.send(told)
    tablet.send(edit(told, 6, base=1))
    assert phone.verdicts(edit(told, 2, base=1)) == [("stale", 2)]
    (kept,) = phone.entries()
    assert (kept["data"]["score"], kept["seq"]) == (6, 2)


def test_sync_shows_the_stale_edit_in_the_history(phone, tablet):
    told = change()
    phone.send(told)
    tablet.send(edit(told, 6, base=1))
    phone.send(edit(told, 2, base=1))
    path = f"/api/v1/diary/entries/{told['entry_id']}/history/"
    versions = phone.client.get(path).json()["versions"]
    assert [(each["verdict"], each["data"]["score"], each["standing"]) for each in versions] == [
        ("new", 4, False),
        ("updated", 6, True),
        ("stale", 2, False),
    ]


def test_sync_lets_a_delete_win_and_never_undoes_it(phone, tablet):
    told = change()
    phone.send(told)
    tablet.send(edit(told, 6, base=1))
    assert phone.verdicts(change(entry_id=told["entry_id"], action="delete", base_seq=1)) == [("deleted", 3)]
    assert tablet.verdicts(edit(told, 5, base=3)) == [("deleted", 3)]
    (kept,) = phone.entries()
    assert (kept["deleted"], kept["data"], kept["seq"]) == (True, None, 3)


def test_sync_keeps_in_the_history_what_came_after_the_deletion(phone):
    told = change()
    phone.send(told, change(entry_id=told["entry_id"], action="delete"), edit(told, 5, base=2))
    path = f"/api/v1/diary/entries/{told['entry_id']}/history/"
    versions = phone.client.get(path).json()["versions"]
    assert [(each["action"], each["verdict"], each["standing"]) for each in versions] == [
        ("put", "new", False),
        ("delete", "deleted", True),
        ("put", "deleted", False),
    ]
    assert versions[2]["data"]["score"] == 5


def test_sync_leaves_a_tombstone_for_an_entry_it_never_saw(phone, tablet):
    told = change()
    assert phone.verdicts(change(entry_id=told["entry_id"], action="delete")) == [("deleted", 1)]
    assert tablet.verdicts(told) == [("deleted", 1)]
    assert phone.entries()[0]["deleted"] is True


def test_sync_accepts_several_changes_of_one_entry_in_one_batch(phone):
    told = change()
    assert phone.verdicts(told, edit(told, 5), edit(told, 6), told) == [
        ("new", 1),
        ("updated", 2),
        ("updated", 3),
        ("new", 1),
    ]
    (kept,) = phone.entries()
    assert (kept["data"]["score"], kept["seq"]) == (6, 3)
    assert phone.send()["head"] == 3


def test_sync_refuses_a_change_id_that_was_used_for_something_else(phone):
    told = change()
    phone.send(told)
    answer = phone.send(edit(told, 9, change_id=told["change_id"]))
    (refused,) = answer["verdicts"]
    assert (refused["verdict"], refused["seq"]) == ("refused", None)
    assert refused["problem"]["code"] == "change_id_reused"
    assert phone.entries()[0]["data"]["score"] == 4
    assert Change.objects.count() == 1


def test_sync_refuses_what_is_new_in_a_full_diary_with_the_number_and_still_deletes(phone):
    told = change()
    phone.send(told)
    DiaryHead.objects.update(seq=MOST_CHANGES_KEPT - 1)
    answer = phone.send(change(), change(), edit(told, 9))
    assert [verdict["verdict"] for verdict in answer["verdicts"]] == ["new", "refused", "refused"]
    assert answer["verdicts"][1]["problem"]["code"] == "diary_full"
    assert "250,000" in answer["verdicts"][1]["problem"]["detail"]
    assert phone.verdicts(change()) == [("refused", None)]
    deletion = change(entry_id=told["entry_id"], action="delete", base_seq=1)
    assert phone.verdicts(deletion) == [("deleted", MOST_CHANGES_KEPT + 1)]
    assert answer["head"] == MOST_CHANGES_KEPT


def test_sync_accepts_a_corrected_change_under_the_id_of_the_refused_one(phone):
    told = change(data={"score": 11, "moment": "now"})
    assert phone.verdicts(told) == [("refused", None)]
    assert phone.verdicts({**told, "data": {"score": 10, "moment": "now"}}) == [("new", 1)]


def test_sync_never_swallows_nor_shows_another_patients_entry(phone, cast, device_of):
    other = device_of(cast.ben)
    told = change(data={"score": 9, "moment": "now", "note": "ben's"})
    other.send(told)
    own = {**told, "data": {"score": 1, "moment": "now"}}
    assert phone.verdicts(own) == [("new", 1)]
    assert phone.entries()[0]["data"] == {"score": 1, "moment": "now"}
    assert other.entries()[0]["data"]["note"] == "ben's"
    assert phone.verdicts(change(entry_id=told["entry_id"], action="delete")) == [("deleted", 2)]
    assert other.entries()[0]["deleted"] is False


def test_sync_keeps_a_whole_session(phone):
    told = change(kind="session", data=session(of_steps=8, of_sets=3))
    assert phone.verdicts(told) == [("new", 1)]
    assert phone.entries()[0]["data"] == told["data"]


def test_sync_keeps_the_clinic_in_care_beside_the_patient(phone, cast):
    phone.send(change())
    assert Entry.objects.get().clinic_id == cast.north.pk


def test_sync_answers_an_empty_batch(phone):
    answer = phone.send()
    assert (answer["head"], answer["verdicts"]) == (0, [])


@pytest.mark.parametrize("who", ["tess", "mira"])
def test_sync_lets_no_member_of_staff_write_a_diary(who, cast, client_of):
    body = {"device_id": str(uuid4()), "epoch": None, "changes": [change()]}
    answer = client_of(getattr(cast, who)).post("/api/v1/diary/changes/", body, format="json")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert not Entry.objects.exists()
