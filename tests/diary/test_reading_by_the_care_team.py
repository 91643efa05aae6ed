"""The care team reads a patient's diary, and that they did is recorded."""

import pytest

from audit.models import AuditEvent
from tests.diary.telling import PAIN, change


def day(date, **told):
    return change(recorded_at=f"{date}T10:00:00+01:00", **told)


@pytest.fixture
def path(cast):
    return f"/api/v1/patients/{cast.ana_patient.pk}/diary/"


def dates(answer):
    assert answer.status_code == 200, answer.content
    return [entry["local_date"] for entry in answer.json()["results"]]


def test_care_teams_view_shows_the_newest_day_first(phone, cast, client_of, path):
    phone.send(day("2026-11-18"), day("2026-11-20"), day("2026-11-19"))
    assert dates(client_of(cast.tess).get(path)) == ["2026-11-20", "2026-11-19", "2026-11-18"]


def test_care_teams_view_shows_the_days_asked_for_with_both_ends(phone, cast, client_of, path):
    phone.send(*(day(f"2026-11-{number}") for number in range(10, 20)))
    answer = client_of(cast.tess).get(path, {"from": "2026-11-12", "to": "2026-11-14"})
    assert dates(answer) == ["2026-11-14", "2026-11-13", "2026-11-12"]


def test_care_teams_view_shows_pages(phone, cast, client_of, path):
    phone.send(*(day(f"2026-11-{number}") for number in range(10, 20)))
    client = client_of(cast.tess)
    seen, following = [], f"{path}?limit=3"
    while following:
        answer = client.get(following)
        seen += dates(answer)
        following = answer.json()["next"]
    assert seen == [f"2026-11-{number}" for number in range(19, 9, -1)]


def test_care_teams_view_leaves_deleted_entries_out(phone, cast, client_of, path):
    told = day("2026-11-18")
    phone.send(told, change(entry_id=told["entry_id"], action="delete"))
    assert dates(client_of(cast.tess).get(path)) == []


def test_care_teams_view_shows_the_patients_own_words(phone, cast, client_of, path):
    data = {**PAIN, "note": "worse on stairs"}
    phone.send(day("2026-11-18", data=data))
    assert client_of(cast.tess).get(path).json()["results"][0]["data"] == data


def test_care_teams_view_writes_down_who_looked(phone, cast, client_of, path):
    client_of(cast.tess).get(path)
    looked = AuditEvent.objects.get()
    assert (looked.actor, looked.patient, looked.clinic) == (
        cast.tess.pk,
        cast.ana_patient.pk,
        cast.north.pk,
    )


def test_care_teams_view_lets_the_manager_of_the_clinic_read(phone, cast, client_of, path):
    phone.send(change())
    assert client_of(cast.mira).get(path).status_code == 200


@pytest.mark.parametrize("who", ["theo", "olga", "ben"])
def test_care_teams_view_finds_no_patient_for_a_stranger(who, phone, cast, client_of, path):
    phone.send(change())
    assert client_of(getattr(cast, who)).get(path).status_code == 404
    assert not AuditEvent.objects.exists()


def test_care_teams_view_lets_a_patient_read_with_me_and_writes_nothing_down(phone):
    phone.send(change())
    assert phone.client.get("/api/v1/patients/me/diary/").status_code == 200
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["tess", "mira"])
def test_care_teams_view_finds_no_diary_of_ones_own_without_a_patients_record(who, cast, client_of):
    assert client_of(getattr(cast, who)).get("/api/v1/patients/me/diary/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"from": "yesterday"}, 400),
        ({"to": "2026-13-01"}, 400),
        ({"from": "2026-11-20\x00"}, 400),
        ({"cursor": "%%%"}, 200),
        ({"cursor": "cD1nYXJiYWdl"}, 404),
        ({"cursor": "cD0lMDA="}, 404),
        ({"limit": "-1"}, 400),
    ],
)
def test_care_teams_view_survives_odd_parameters(phone, cast, client_of, path, asked, status):
    phone.send(change())
    assert client_of(cast.tess).get(path, asked).status_code == status


def test_care_teams_view_finds_no_patient_by_a_word(cast, client_of):
    assert client_of(cast.tess).get("/api/v1/patients/somebody/diary/").status_code == 404
