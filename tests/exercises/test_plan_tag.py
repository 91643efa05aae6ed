"""The ETag of the plan: the same while the plan is, another after every change."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Clinic, Episode, Patient, User
from exercises.models import Exercise, LoadedLibrary
from exercises.queries.plan import plan_of, plan_tag
from exercises.rules.dosage import Dosage
from exercises.rules.library_files import Library
from exercises.services.library import load_library
from exercises.services.own import ExerciseText, change_exercise, create_exercise, text_of
from tests.factories import NOW

PLAN = "/api/v1/plan/"


def same(ana, tag: str):
    return ana.get(PLAN, HTTP_IF_NONE_MATCH=tag)


def test_plan_etag_answers_304_without_a_body_while_nothing_changed(ana, prescribe):
    prescribe()
    first = ana.get(PLAN)
    assert first["ETag"].startswith('"')
    again = same(ana, first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "no-store"
    assert "Content-Type" not in again


def test_plan_etag_matches_in_a_list_weakened_or_of_the_other_encoding(ana):
    tag = ana.get(PLAN)["ETag"]
    zipped = ana.get(PLAN, HTTP_ACCEPT_ENCODING="gzip")["ETag"]
    for asked in (f'"other", {tag}', f"W/{tag}", zipped, "*"):
        assert same(ana, asked).status_code == 304


@pytest.mark.parametrize("asked", ['"other"', "no quotes", "", '"', "\x00", "W/", '"%s"' % ("x" * 5000)])
def test_plan_etag_sends_the_plan_for_any_other_tag(ana, asked):
    assert same(ana, asked).status_code == 200


def test_plan_etag_costs_one_small_statement_when_nothing_changed(ana, prescribe, statements):
    prescribe()
    tag = ana.get(PLAN)["ETag"]
    assert statements(lambda: same(ana, tag)) <= statements(lambda: ana.get("/api/v1/conditions/no-such/"))


def test_plan_etag_is_the_same_by_either_statement(ana, prescribe, cast, today):
    prescribe()
    patient_id = cast.ana_patient.pk
    assert plan_of(patient_id, today).tag == plan_tag(patient_id, today)


def test_changes_with_the_language_that_is_asked_for(ana, settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    english = ana.get(PLAN, HTTP_ACCEPT_LANGUAGE="en")["ETag"]

    spanish = ana.get(PLAN, HTTP_ACCEPT_LANGUAGE="es", HTTP_IF_NONE_MATCH=english)

    assert (spanish.status_code, spanish["Content-Language"]) == (200, "es")
    assert "Accept-Language" in spanish["Vary"]
    again = ana.get(PLAN, HTTP_ACCEPT_LANGUAGE="es", HTTP_IF_NONE_MATCH=spanish["ETag"])
    assert again.status_code == 304


Changes = dict[str, Callable]


def _verb(verb: str, **body):
    def change(tess, made, **_known):
        assert tess.post(f"/api/v1/assignments/{made['id']}/{verb}/", body).status_code < 300

    return change


def _held_and_resumed(tess, made, **_known):
    _verb("hold", reason="ill")(tess, made)
    _verb("resume")(tess, made)


def _zones(tess, cast, **_known):
    answer = tess.put(f"/api/v1/patients/{cast.ana_patient.pk}/zones/", {"green_to": 1, "amber_to": 3})
    assert answer.status_code == 200


def _row(table, **columns):
    def change(**_known):
        assert table.objects.update(**columns)

    return change


def _own_words(cast, **_known):
    own = Exercise.objects.get(clinic=cast.north)
    change_exercise(exercise=own, text=ExerciseText(**{**_texts(own), "name": "Other words"}))


def _texts(own: Exercise) -> dict:
    return {**text_of(own), "dosage": own.dosage()}


CHANGES = {
    "a further assignment": lambda prescribe, **_known: prescribe(),
    "another version": _verb("versions", days=[2]),
    "a hold": _verb("hold", reason="ill"),
    "a hold lifted": _held_and_resumed,
    "the end": _verb("end", reason="finished"),
    "other zones": _zones,
    "another name": _row(User, name="Anna"),
    "another time zone": _row(User, time_zone="Atlantic/Canary"),
    "another foot": _row(Patient, foot="left"),
    "an answer of the intake": _row(Patient, diabetes="yes"),
    "the end of care": _row(Episode, ended_on=date(2026, 11, 1)),
    "another condition": _row(Episode, condition="mortons-neuroma"),
    "another library": _row(LoadedLibrary, digest="0" * 64),
    "other words in a clinic's own exercise": _own_words,
}


@pytest.mark.parametrize("change", CHANGES)
def test_plan_etag_changes_after(change, ana, tess, cast, prescribe):
    text = ExerciseText("Pencil grip", "strength", ["Grip a pencil."], Dosage(reps=5), "each")
    own = create_exercise(clinic_id=cast.north.pk, by=cast.tess, text=text, now=NOW)
    made = prescribe(steps=[{"exercise": own.slug}])
    tag = ana.get(PLAN)["ETag"]
    assert same(ana, tag).status_code == 304
    CHANGES[change](tess=tess, made=made, prescribe=prescribe, cast=cast)
    fresh = same(ana, tag)
    assert fresh.status_code == 200
    assert fresh["ETag"] != tag


def test_plan_etag_changes_on_another_day(cast, library, today):
    patient_id = cast.ana_patient.pk
    assert plan_tag(patient_id, today) != plan_tag(patient_id, today + timedelta(days=1))


def test_plan_etag_stays_when_something_changes_for_somebody_else(ana, client_of, cast, prescribe):
    tag = ana.get(PLAN)["ETag"]
    answer = client_of(cast.olga).put(
        f"/api/v1/patients/{cast.ben_patient.pk}/zones/", {"green_to": 1, "amber_to": 3}
    )
    assert answer.status_code == 200
    assert same(ana, tag).status_code == 304


def test_plan_etag_stays_when_the_same_library_is_loaded_again(ana, files: Library):
    tag = ana.get(PLAN)["ETag"]
    load_library(now=datetime(2027, 1, 1, tzinfo=UTC), library=files)
    assert same(ana, tag).status_code == 304


def test_plan_etag_is_not_found_again_after_a_change_is_undone(ana, tess, prescribe):
    made = prescribe()
    tag = ana.get(PLAN)["ETag"]
    _held_and_resumed(tess, made)
    assert same(ana, tag).status_code == 200


def test_plan_etag_belongs_to_one_patient(ana, client_of, cast):
    assert Clinic.objects.count() == 2
    assert client_of(cast.ben).get(PLAN)["ETag"] != ana.get(PLAN)["ETag"]
