"""The patient takes the diary along: a zip for programs, spreadsheets and people."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.rules.limits import Limit
from diary.api.readme import MEANINGS
from diary.rules.export import PAIN_COLUMNS, SESSION_COLUMNS
from exercises.models import AssignmentStep
from tests.diary.telling import PAIN, change, session

STEP = str(uuid4())


@pytest.fixture
def take(phone):
    def take_along():
        answer = phone.client.get("/api/v1/me/export/")
        assert answer.status_code == 200
        return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))

    return take_along


def table(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_export_holds_the_four_files_of_the_contract(take):
    archive = take()
    assert archive.namelist() == ["diary.json", "pain.csv", "sessions.csv", "README.txt"]
    assert archive.testzip() is None


def test_export_names_the_file_and_is_not_cached(phone):
    answer = phone.client.get("/api/v1/me/export/")
    assert answer["Content-Type"] == "application/zip"
    assert 'filename="footing-diary.zip"' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    answer.close()


def test_export_has_every_current_entry_in_json(take, phone):
    gone = change()
    told = [
        change(data={**PAIN, "note": "schmerzt 🦶"}),
        change(kind="session", data=session()),
        change(kind="foot_check", data={"findings": ["warm"], "note": "left"}),
    ]
    phone.send(*told, gone, change(entry_id=gone["entry_id"], action="delete"))
    diary = json.loads(take().read("diary.json"))
    assert (diary["format"], diary["version"]) == ("footing-diary", 1)
    kept = {entry["entry_id"]: entry["data"] for entry in diary["entries"]}
    assert kept == {each["entry_id"]: each["data"] for each in told}


def test_export_has_one_row_for_each_pain_entry(take, phone):
    site = {"foot": "left", "surface": "sole", "region": "web_3", "score": 5}
    data = {**PAIN, "sites": [site], "qualities": ["sharp", "numb"], "at_rest": False, "note": "stairs"}
    phone.send(change(data=data), change(data={"score": 0, "moment": "first_steps"}))
    full, plain = table(take(), "pain.csv")
    assert (full["score"], full["moment"], full["note"]) == ("4", "now", "stairs")
    assert (full["sites"], full["qualities"], full["at_rest"]) == ("left:sole:web_3:5", "sharp numb", "False")
    assert full["recorded_at"] == "2026-11-20T10:04:11+01:00"
    assert (plain["score"], plain["note"], plain["sites"]) == ("0", "", "")


def test_export_has_one_row_for_each_set(take, phone):
    steps = [
        {
            "step_id": STEP,
            "sets": [{"side": "left", "reps": 12}, {"side": "right", "seconds": 30}],
            "pain": 2,
        },
        {"step_id": str(uuid4()), "sets": [], "skipped": "pain"},
    ]
    phone.send(change(kind="session", data=session(steps=steps)))
    first, second, skipped = table(take(), "sessions.csv")
    assert (first["step_id"], first["set"], first["side"], first["reps"]) == (STEP, "1", "left", "12")
    assert (second["set"], second["side"], second["seconds"], second["step_pain"]) == (
        "2",
        "right",
        "30",
        "2",
    )
    assert (skipped["set"], skipped["step_skipped"], skipped["pain_worst"]) == ("", "pain", "4")


def test_export_names_the_exercise_of_each_step(take, phone, cast, library, client_of):
    path = f"/api/v1/patients/{cast.ana_patient.pk}/assignments/"
    asked = {"steps": [{"exercise": "toe-curls", "sets": 2, "reps": 10, "side": "each"}]}
    assert client_of(cast.tess).post(path, asked, format="json").status_code == 201
    step = AssignmentStep.objects.select_related("exercise").get()
    steps = [{"step_id": str(step.pk).upper(), "sets": [{"side": "left", "reps": 12}]}]
    phone.send(change(kind="session", data=session(steps=steps)))
    (row,) = table(take(), "sessions.csv")
    assert row["exercise"] == step.exercise.name


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_export_keeps_a_note_from_becoming_a_formula(take, phone, start):
    note = f'{start}HYPERLINK("http://x.example")'
    phone.send(change(data={**PAIN, "note": note}))
    archive = take()
    text = archive.read("pain.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["note"] == f"'{note}"
    assert json.loads(archive.read("diary.json"))["entries"][0]["data"]["note"] == note


def test_export_explains_every_column(take):
    text = take().read("README.txt").decode()
    for column in {*PAIN_COLUMNS, *SESSION_COLUMNS}:
        assert f"{column}: {MEANINGS[column]}" in text


def test_export_has_nothing_of_anybody_else(take, phone, cast, device_of):
    device_of(cast.ben).send(change(data={**PAIN, "note": "ben's"}))
    assert json.loads(take().read("diary.json"))["entries"] == []


def test_export_is_for_patients_only(cast, client_of):
    assert client_of(cast.tess).get("/api/v1/me/export/").status_code == 403
    assert client_of(None).get("/api/v1/me/export/").status_code == 401


def test_export_repeats_no_long_note_for_each_set(take, phone):
    steps = [{"step_id": STEP, "sets": [{"side": "left", "reps": 12}] * 3}]
    phone.send(change(kind="session", data={**session(), "steps": steps, "note": "slow today"}))
    assert [row["note"] for row in table(take(), "sessions.csv")] == ["slow today", "", ""]


def test_export_is_limited_for_each_person(phone, monkeypatch):
    monkeypatch.setattr("diary.api.views.ExportView.limit", Limit("few", 2, timedelta(minutes=6)))
    answers = [phone.client.get("/api/v1/me/export/") for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 360
    assert "Try again in 6 minutes." in answers[2].json()["detail"]
