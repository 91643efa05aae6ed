"""What is wrong is refused by itself, names its field, keeps the rest and leaves no trace."""

import json

import pytest

from diary.models import Change, DiaryHead, Entry
from tests.diary.refusals import wrong_changes
from tests.diary.telling import CHANGES, PHONE, batch, change


def nothing_is_kept():
    return not (
        Entry.objects.exists() or Change.objects.exists() or DiaryHead.objects.filter(seq__gt=0).exists()
    )


def post(phone, body, content_type="application/json"):
    return phone.client.generic("POST", CHANGES, body, content_type=content_type)


@pytest.mark.parametrize(("wrong", "code", "field"), wrong_changes())
def test_sync_refuses_one_change_by_its_field_and_takes_the_others(phone, wrong, code, field):
    before, after = change(), change()
    body = json.dumps(batch(before, wrong, after)).encode()
    answer = post(phone, body)
    assert answer.status_code == 200, answer.content
    first, refused, last = answer.json()["verdicts"]
    assert [first["seq"], last["seq"]] == [1, 2]
    assert (refused["verdict"], refused["seq"]) == ("refused", None)
    assert refused["problem"]["code"] == code
    assert refused["problem"]["field"] == field
    assert field in refused["problem"]["detail"]
    assert sorted(str(kept) for kept in Entry.objects.values_list("entry_id", flat=True)) == sorted(
        [before["entry_id"], after["entry_id"]]
    )
    assert Change.objects.count() == 2


def test_sync_gives_the_place_of_a_change_without_a_readable_id(phone):
    answer = phone.send(change(), change(change_id="?"))
    refused = answer["verdicts"][1]
    assert (refused["change_id"], refused["index"]) == (None, 1)


def test_sync_refuses_more_than_200_changes_and_names_the_limit(phone):
    answer = phone.client.post(CHANGES, batch(*(change() for _ in range(201))), format="json")
    assert answer.status_code == 413
    assert answer["Content-Type"] == "application/problem+json"
    assert "200" in answer.json()["detail"]
    assert answer.json()["code"] == "too_many_changes"
    assert "changes" in answer.json()["errors"]
    assert nothing_is_kept()


def test_sync_accepts_200_changes(phone):
    answer = phone.send(*(change() for _ in range(200)))
    assert [verdict["seq"] for verdict in answer["verdicts"]] == list(range(1, 201))


def test_sync_refuses_more_than_one_mebibyte_and_names_the_limit(phone):
    body = json.dumps(batch(change())).encode()
    answer = post(phone, body + b" " * (1024 * 1024 + 1 - len(body)))
    assert answer.status_code == 413
    assert answer["Content-Type"] == "application/problem+json"
    assert "1048576" in answer.json()["detail"]
    assert nothing_is_kept()


def test_sync_accepts_exactly_one_mebibyte(phone):
    body = json.dumps(batch(change())).encode()
    assert post(phone, body + b" " * (1024 * 1024 - len(body))).status_code == 200


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"device_id", "changes"}),
        ([], {"body"}),
        (7, {"body"}),
        (None, {"body"}),
        ("text", {"body"}),
        ({"device_id": "7", "changes": []}, {"device_id"}),
        ({"device_id": str(PHONE), "changes": {}}, {"changes"}),
        ({"device_id": str(PHONE)}, {"changes"}),
        ({"device_id": str(PHONE), "epoch": 7, "changes": []}, {"epoch"}),
        ({"device_id": str(PHONE), "epoch": "x" * 65, "changes": []}, {"epoch"}),
    ],
)
def test_sync_refuses_a_malformed_envelope_and_names_its_fields(phone, body, fields):
    answer = post(phone, json.dumps(body).encode())
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer.json()["errors"]) == fields
    assert nothing_is_kept()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b"\x00",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"9" * 100_000,
        b'{"device_id": 1' + b"0" * 5000 + b"}",
        b"nul",
    ],
)
def test_sync_answers_unreadable_json_with_a_problem(phone, body):
    answer = post(phone, body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert nothing_is_kept()


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        (b'{"score": NaN, "moment": "now"}', "data.score"),
        (b'{"score": Infinity, "moment": "now"}', "data.score"),
        (b'{"score": 1e999, "moment": "now"}', "data.score"),
        (b'{"score": 123456789012345678901234567890, "moment": "now"}', "data.score"),
        (b'{"score": 4, "moment": "now", "note": "half \\ud83d"}', "data.note"),
        (b'{"score": 4, "moment": "now", "note": "nul \\u0000"}', "data.note"),
        (b'{"score": 4, "moment": "now", "\\ud83d": 1}', "data.\ufffd"),
        (b'{"score": 4, "moment": "now", "sites": ' + b"[" * 300 + b"]" * 300 + b"}", "data.sites.0"),
    ],
)
def test_sync_refuses_only_the_change_that_holds_an_odd_value(phone, odd, field):
    body = json.dumps(batch(change(data="HERE"), change())).encode().replace(b'"HERE"', odd)
    answer = post(phone, body)
    assert answer.status_code == 200, answer.content
    refused, taken = answer.json()["verdicts"]
    assert (refused["verdict"], refused["problem"]["field"]) == ("refused", field)
    assert taken["verdict"] == "new"


def test_sync_takes_the_last_of_a_doubled_key(phone):
    body = json.dumps(batch(change())).encode().replace(b'"score": 4', b'"score": 11, "score": 5')
    assert post(phone, body).json()["verdicts"][0]["verdict"] == "new"
    assert phone.entries()[0]["data"]["score"] == 5


def test_sync_keeps_emoji_and_every_script(phone):
    note = "Füße tun weh 🦶 पैर 足 ﷽ ‮ right to left"
    phone.send(change(data={"score": 4, "moment": "now", "note": note}))
    assert phone.entries()[0]["data"]["note"] == note


def test_sync_answers_another_media_type_with_415(phone):
    answer = post(phone, b"a=1", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 415
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"after": -1}, "after"),
        ({"after": "x"}, "after"),
        ({"after": 2**63}, "after"),
        ({"after": "1\x00"}, "after"),
        ({"limit": 0}, "limit"),
        ({"limit": 501}, "limit"),
        ({"limit": "all"}, "limit"),
    ],
)
def test_sync_refuses_a_pull_that_makes_no_sense(phone, asked, field):
    answer = phone.client.get(CHANGES, asked)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]
