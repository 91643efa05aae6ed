from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exercises.models import (
    AssignmentStep,
    CareCard,
    Condition,
    Exercise,
    LoadedLibrary,
    Routine,
    RoutineStep,
)
from exercises.rules.dosage import Dosage
from exercises.rules.library_files import Library, read_library
from exercises.services.library import load_library
from exercises.services.own import ExerciseText, create_exercise
from tests.factories import NOW

TABLES: tuple[type[Any], ...] = (Condition, CareCard, Exercise, Routine, RoutineStep)


def rows() -> list[list[dict]]:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def with_exercise(files: Library, slug: str, **changes) -> Library:
    exercises = [replace(each, **changes) if each.slug == slug else each for each in files.exercises]
    return replace(files, exercises=exercises, digest="another")


@pytest.mark.django_db
def test_library_loading_fills_the_empty_tables(files):
    loaded = load_library(now=NOW, library=files)
    assert loaded.changed
    assert loaded.written == {"conditions": 4, "care": 9, "exercises": 28, "routines": 5}
    assert Routine.objects.filter(starter=True).count() == 4
    assert RoutineStep.objects.count() == sum(len(each.steps) for each in files.routines)


def test_library_loading_changes_nothing_when_loaded_again(library, files):
    before = rows()
    loaded = load_library(now=NOW, library=files)
    assert (loaded.changed, loaded.written.total(), loaded.retired.total()) == (False, 0, 0)
    assert rows() == before


def test_library_loading_looks_once_when_nothing_changed(library, files, django_assert_num_queries):
    with django_assert_num_queries(1):
        load_library(now=NOW, library=files)


def test_library_loading_has_the_same_digest_every_time_it_reads():
    assert read_library().digest == read_library().digest


def test_library_loading_writes_only_what_changed(library, files):
    newer = with_exercise(files, "toe-curls", version=2, name="Toe curling", digest="newer")
    loaded = load_library(now=NOW, library=newer)
    assert loaded.written == {"conditions": 0, "care": 0, "exercises": 1, "routines": 0}
    curls = Exercise.objects.get(slug="toe-curls")
    assert (curls.version, curls.name) == (2, "Toe curling")
    assert LoadedLibrary.objects.get().digest == "another"


def test_library_loading_keeps_the_id_of_a_record_that_changed(library, files):
    before = Exercise.objects.get(slug="toe-curls").pk
    load_library(now=NOW, library=with_exercise(files, "toe-curls", digest="newer"))
    assert Exercise.objects.get(slug="toe-curls").pk == before


def test_library_loading_retires_what_left_the_files_and_takes_it_back(library, files):
    without = [each for each in files.exercises if each.slug != "warm-foot-soak"]
    loaded = load_library(now=NOW, library=replace(files, exercises=without, digest="less"))
    assert loaded.retired["exercises"] == 1
    assert Exercise.objects.get(slug="warm-foot-soak").retired_at == NOW
    loaded = load_library(now=NOW, library=files)
    assert loaded.written["exercises"] == 1
    assert Exercise.objects.get(slug="warm-foot-soak").retired_at is None


def test_library_loading_keeps_what_was_prescribed(library, files, prescribe, ana):
    made = prescribe(steps=[{"exercise": "warm-foot-soak"}])
    without = [each for each in files.exercises if each.slug != "warm-foot-soak"]
    load_library(now=NOW, library=replace(files, exercises=without, digest="less"))
    assert AssignmentStep.objects.get().duration_seconds == 300
    plan = ana.get("/api/v1/plan/").json()
    assert plan["assignments"][0]["id"] == made["id"]
    assert "warm-foot-soak" in plan["exercises"]
    assert ana.get("/api/v1/exercises/warm-foot-soak/").status_code == 200


def test_library_loading_never_touches_a_clinics_own(library, files, cast):
    text = ExerciseText("Toe curls", "strength", ["Curl."], Dosage(reps=3), "each")
    own = create_exercise(clinic_id=cast.north.pk, by=cast.tess, text=text, now=NOW)
    kept = Exercise.objects.filter(pk=own.pk).values().get()
    load_library(now=NOW, library=replace(files, exercises=files.exercises[:1], digest="less"))
    assert Exercise.objects.filter(pk=own.pk).values().get() == kept


def test_library_loading_moves_a_starter_from_one_routine_to_another(library, files):
    massage = "metatarsalgia-massage"
    moved = [
        replace(each, starter=each.slug == massage, digest=f"{each.slug}, moved")
        if each.condition == "metatarsalgia"
        else each
        for each in files.routines
    ]
    load_library(now=NOW, library=replace(files, routines=moved, digest="moved"))
    assert Routine.objects.get(condition="metatarsalgia", starter=True).slug == massage


def test_library_loading_writes_nothing_when_a_routine_names_no_exercise(library, files):
    from exercises.rules.library_files import StepFile

    lost = replace(files.routines[0], steps=[StepFile("no-such", "each", Dosage(reps=1), "")], digest="lost")
    before = rows()
    with pytest.raises(KeyError):
        load_library(now=NOW, library=replace(files, routines=[lost, *files.routines[1:]], digest="lost"))
    assert rows() == before


@pytest.mark.django_db
def test_library_loading_tells_what_the_command_did():
    first, second = StringIO(), StringIO()
    call_command("load_library", stdout=first)
    call_command("load_library", stdout=second)
    assert "exercises: 28 written, 0 retired" in first.getvalue()
    assert second.getvalue() == "The library is loaded already; no file has changed.\n"


@pytest.mark.django_db
def test_library_loading_takes_as_many_statements_for_many_records_as_for_one(files):
    with CaptureQueriesContext(connection) as captured:
        load_library(now=NOW, library=files)
    assert len(captured.captured_queries) <= 30
