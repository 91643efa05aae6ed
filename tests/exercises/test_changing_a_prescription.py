from datetime import timedelta

import pytest

from exercises.models import Assignment, AssignmentVersion
from exercises.queries.days import planned_sessions
from exercises.services.assignments import MOST_RUNNING

HEEL_RAISES = {"exercise": "heel-raises", "sets": 3, "reps": 8, "side": "both"}


def versions_of(made: dict) -> str:
    return f"/api/v1/assignments/{made['id']}/versions/"


def only_version_1() -> bool:
    return list(AssignmentVersion.objects.values_list("version", flat=True)) == [1]


def test_new_version_adds_a_version_from_a_date_on_and_keeps_the_first(tess, prescribe, today):
    made = prescribe()
    later = str(today + timedelta(days=3))
    answer = tess.post(versions_of(made), {"valid_from": later, "steps": [HEEL_RAISES], "days": [2, 4]})
    changed = answer.json()
    assert answer.status_code == 201
    first, second = changed["versions"]
    assert first == made["versions"][0]
    assert (second["version"], second["valid_from"], second["days"]) == (2, later, [2, 4])
    assert [step["exercise"] for step in second["steps"]] == ["heel-raises"]


def test_new_version_shows_the_version_that_is_in_force_today(tess, prescribe, today):
    made = prescribe()
    later = str(today + timedelta(days=3))
    assert tess.post(versions_of(made), {"valid_from": later, "days": [2]}).json()["version"] == 1
    changed = tess.post(versions_of(made), {"valid_from": later, "days": [4]}).json()
    assert (changed["version"], changed["days"]) == (1, made["days"])


def test_new_version_is_in_force_at_once_without_a_date(tess, prescribe, today):
    changed = tess.post(versions_of(prescribe()), {"times_per_day": 3}).json()
    assert (changed["version"], changed["times_per_day"]) == (2, 3)
    assert changed["versions"][1]["valid_from"] == str(today)


def test_new_version_keeps_what_the_change_does_not_name(tess, prescribe):
    made = prescribe(days=[2, 5], times_per_day=2, note="Slowly.")
    changed = tess.post(versions_of(made), {"note": ""}).json()
    assert (changed["days"], changed["times_per_day"], changed["note"]) == ([2, 5], 2, "")
    kept = [{**step, "id": None} for step in changed["steps"]]
    assert kept == [{**step, "id": None} for step in made["steps"]]


def test_new_version_gives_the_steps_of_each_version_ids_of_their_own(tess, prescribe):
    changed = tess.post(versions_of(prescribe()), {"times_per_day": 2}).json()
    first, second = changed["versions"]
    assert first["steps"][0]["id"] != second["steps"][0]["id"]


def test_new_version_refuses_to_change_the_past(tess, prescribe, today):
    answer = tess.post(versions_of(prescribe()), {"valid_from": str(today - timedelta(days=1)), "days": [1]})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["valid_from"])
    assert only_version_1()


@pytest.mark.parametrize("dated", [True, False])
def test_change_for_today_is_in_force_today_while_a_later_version_stays(
    tess, ana, cast, prescribe, today, dated
):
    made = prescribe()
    later = today + timedelta(days=14)
    tess.post(versions_of(made), {"valid_from": str(later), "times_per_day": 5, "note": "Later."})
    body = {"times_per_day": 2, **({"valid_from": str(today)} if dated else {})}
    changed = tess.post(versions_of(made), body)
    assert changed.status_code == 201
    shown = changed.json()
    assert (shown["version"], shown["times_per_day"], shown["note"]) == (3, 2, made["note"])
    on_the_phone = ana.get("/api/v1/plan/").json()["assignments"][0]
    assert on_the_phone["times_per_day"] == 2
    rows = planned_sessions([cast.ana_patient.pk], today, later)
    sessions = {row.on: row.sessions for row in rows}
    assert [sessions[on] for on in (today, later - timedelta(days=1), later)] == [2, 2, 5]


def test_later_version_is_withdrawn_and_its_days_go_on_as_before(tess, cast, prescribe, today):
    made = prescribe()
    later = today + timedelta(days=14)
    tess.post(versions_of(made), {"valid_from": str(later), "times_per_day": 5})
    tess.post(versions_of(made), {"times_per_day": 2})
    assert tess.delete(f"{versions_of(made)}2/").status_code == 204
    rows = planned_sessions([cast.ana_patient.pk], later, later)
    assert [row.sessions for row in rows] == [2]
    versions = tess.get(f"/api/v1/assignments/{made['id']}/").json()["versions"]
    assert [version["version"] for version in versions] == [1, 3]
    assert tess.delete(f"{versions_of(made)}2/").status_code == 404


@pytest.mark.parametrize("version", [1, 2])
def test_version_in_force_is_not_withdrawn(tess, prescribe, version):
    made = prescribe()
    tess.post(versions_of(made), {"times_per_day": 2})
    answer = tess.delete(f"{versions_of(made)}{version}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "version_in_force")
    assert AssignmentVersion.objects.count() == 2


def test_first_version_of_an_assignment_to_come_is_not_withdrawn(tess, prescribe, today):
    made = prescribe(starts_on=str(today + timedelta(days=5)))
    answer = tess.delete(f"{versions_of(made)}1/")
    assert (answer.status_code, answer.json()["code"]) == (409, "version_in_force")


def test_version_is_withdrawn_by_nobody_outside_the_care(tess, ana, client_of, cast, prescribe, today):
    made = prescribe()
    tess.post(versions_of(made), {"valid_from": str(today + timedelta(days=3)), "days": [1]})
    assert ana.delete(f"{versions_of(made)}2/").status_code == 403
    assert client_of(cast.theo).delete(f"{versions_of(made)}2/").status_code == 404
    assert AssignmentVersion.objects.count() == 2


def test_assignments_of_one_patient_are_capped_and_the_number_is_named(tess, cast, prescribe):
    for _each in range(MOST_RUNNING):
        made = prescribe()
    address = f"/api/v1/patients/{cast.ana_patient.pk}/assignments/"
    refused = tess.post(address, {"steps": [HEEL_RAISES]})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many")
    assert f" {MOST_RUNNING} " in refused.json()["detail"]
    assert Assignment.objects.count() == MOST_RUNNING
    tess.post(f"/api/v1/assignments/{made['id']}/end/", {"reason": "finished"})
    assert tess.post(address, {"steps": [HEEL_RAISES]}).status_code == 201


def test_versions_of_one_assignment_are_capped(tess, prescribe, monkeypatch):
    monkeypatch.setattr("exercises.services.assignments.MOST_VERSIONS", 2)
    made = prescribe()
    assert tess.post(versions_of(made), {"days": [1]}).status_code == 201
    refused = tess.post(versions_of(made), {"days": [2]})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many")


def test_holds_of_one_assignment_are_capped(tess, prescribe, monkeypatch):
    monkeypatch.setattr("exercises.services.holds.MOST_HOLDS", 1)
    address = f"/api/v1/assignments/{prescribe()['id']}"
    assert tess.post(f"{address}/hold/", {"reason": "ill"}).status_code == 200
    assert tess.post(f"{address}/resume/", {}).status_code == 200
    refused = tess.post(f"{address}/hold/", {"reason": "ill"})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many")


def test_new_version_refuses_a_date_after_the_end(tess, prescribe, today):
    made = prescribe(ends_on=str(today + timedelta(days=4)))
    answer = tess.post(versions_of(made), {"valid_from": str(today + timedelta(days=5)), "days": [2]})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["valid_from"])
    assert only_version_1()


def test_new_version_starts_with_the_assignment_when_that_starts_later(tess, prescribe, today):
    later = str(today + timedelta(days=5))
    changed = tess.post(versions_of(prescribe(starts_on=later)), {"days": [2]}).json()
    assert changed["state"] == "upcoming"
    assert changed["versions"][1]["valid_from"] == later


def test_new_version_refuses_an_ended_assignment(tess, prescribe):
    made = prescribe()
    tess.post(f"/api/v1/assignments/{made['id']}/end/", {"reason": "finished"})
    answer = tess.post(versions_of(made), {"days": [2]})
    assert (answer.status_code, answer.json()["code"]) == (409, "assignment_ended")
    assert only_version_1()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"steps": [{"exercise": "no-such"}]}, "steps.0.exercise"),
        ({"steps": []}, "steps"),
        ({"days": [0]}, "days.0"),
        ({"valid_from": "yesterday"}, "valid_from"),
        ({"valid_from": "9999-99-99"}, "valid_from"),
        ({"routine": "x"}, "routine"),
    ],
)
def test_new_version_refuses_bad_input_by_the_fields_name(tess, prescribe, body, field):
    answer = tess.post(versions_of(prescribe()), body)
    assert (answer.status_code, field in answer.json()["errors"]) == (400, True)
    assert only_version_1()


@pytest.mark.parametrize("verb", ["versions", "hold", "resume", "end"])
@pytest.mark.parametrize("stranger", ["theo", "olga", "ben"])
def test_new_version_finds_no_such_assignment_before_a_stranger(client_of, cast, prescribe, stranger, verb):
    made = prescribe()
    client = client_of(getattr(cast, stranger))
    body = {"reason": "other"} if verb in ("hold", "end") else {}
    assert client.post(f"/api/v1/assignments/{made['id']}/{verb}/", body).status_code == 404
    assert client.get(f"/api/v1/assignments/{made['id']}/").status_code == 404
    assert only_version_1()
    assert Assignment.objects.get().ends_on is None


@pytest.mark.parametrize("verb", ["versions", "hold", "resume", "end"])
def test_new_version_leaves_a_prescribed_assignment_to_the_clinic(ana, prescribe, verb):
    made = prescribe()
    body = {"reason": "other"} if verb in ("hold", "end") else {}
    answer = ana.post(f"/api/v1/assignments/{made['id']}/{verb}/", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "clinic_decides")
    assert only_version_1()


def test_new_version_finds_no_assignment_that_does_not_exist(tess):
    nobody = "01a1f946-1050-7b65-a846-a0c5179c9dde"
    assert tess.post(f"/api/v1/assignments/{nobody}/hold/", {"reason": "ill"}).status_code == 404
    assert tess.post("/api/v1/assignments/not-an-id/hold/", {"reason": "ill"}).status_code == 404
