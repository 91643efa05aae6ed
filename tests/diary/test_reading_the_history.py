"""The patient reads what became of everything they told of one entry."""

from uuid import uuid4

from tests.diary.telling import change


def history(client, entry_id):
    return client.get(f"/api/v1/diary/entries/{entry_id}/history/")


def test_history_tells_each_version_with_its_times(phone):
    told = change()
    phone.send(told)
    (version,) = history(phone.client, told["entry_id"]).json()["versions"]
    assert version["recorded_at"] == told["recorded_at"]
    assert version["data"] == told["data"]
    assert {"received_at", "time_zone", "device_id", "base_seq", "seq", "verdict", "standing"} <= set(version)


def test_history_leaves_out_repeated_versions(phone):
    told = change()
    phone.send(told, {**told, "change_id": str(uuid4())})
    assert len(history(phone.client, told["entry_id"]).json()["versions"]) == 1


def test_history_finds_no_entry_of_another_patient(phone, cast, device_of):
    told = change()
    device_of(cast.ben).send(told)
    assert history(phone.client, told["entry_id"]).status_code == 404
    assert history(phone.client, uuid4()).status_code == 404


def test_history_refuses_staff(phone, cast, client_of):
    told = change()
    phone.send(told)
    assert history(client_of(cast.tess), told["entry_id"]).status_code == 404
