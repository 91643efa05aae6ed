"""A phone sends what it has; every change gets its verdict."""

from uuid import uuid4

import pytest

from tests.diary.telling import PHONE, TABLET, batch, change, session

CHANGES = "/api/v1/diary/changes/"


@pytest.fixture
def phone(cast, client_of):
    return client_of(cast.ana)


def send(client, *changes, device=PHONE):
    answer = client.post(CHANGES, batch(*changes, device=device), format="json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def verdicts(answer):
    return [verdict["verdict"] for verdict in answer["verdicts"]]


def entries(client, after=0):
    return client.get(CHANGES, {"after": after}).json()["entries"]


def test_takes_in_a_first_entry(phone):
    told = change()
    answer = send(phone, told)
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
    (kept,) = entries(phone)
    assert kept["data"] == told["data"]
    assert kept["recorded_at"] == told["recorded_at"]


def test_answers_the_same_change_with_its_first_verdict(phone):
    told = change()
    first = send(phone, told)
    again = send(phone, told)
    assert again["verdicts"] == first["verdicts"]
    assert again["head"] == 1
