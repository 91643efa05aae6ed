"""Loading the library's files into the tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from exercises.models import CareCard, Condition, Exercise, LoadedLibrary, Routine, RoutineStep
from exercises.rules.library_files import ExerciseFile, Library, RoutineFile, read_library

_LOCK = "exercises.load_library"


@dataclass(frozen=True)
class Loaded:
    """The number of loaded records by kind; `changed` is false if the files were loaded before."""

    changed: bool
    written: Counter[str]
    retired: Counter[str]


def load_library(*, now: datetime, library: Library | None = None) -> Loaded:
    """Update the tables from the library's files: write new and changed records, retire missing ones.

    Safe to call at every start and from several programs at once: the same files again are one read and no
    write. A clinic's own exercises and routines are never changed; prescriptions keep their dosage. Raises
    what `read_library` raises on an invalid file, before anything is written.
    """
    library = library or read_library()
    if LoadedLibrary.objects.filter(digest=library.digest).exists():
        return Loaded(False, Counter(), Counter())
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_LOCK])
        written, retired = _bring_up(library, now)
        LoadedLibrary.objects.update_or_create(id=1, defaults={"digest": library.digest, "loaded_at": now})
    return Loaded(True, written, retired)


def _bring_up(library: Library, now: datetime) -> tuple[Counter[str], Counter[str]]:
    retired = Counter(
        conditions=_retire(Condition.objects.all(), library.conditions, now),
        care=_retire(CareCard.objects.all(), library.care, now),
        exercises=_retire(Exercise.objects.filter(clinic=None), library.exercises, now),
        routines=_retire(Routine.objects.filter(clinic=None), library.routines, now),
    )
    written = Counter(
        conditions=_write(Condition, library.conditions, {}),
        care=_write(CareCard, library.care, {}),
        exercises=_write(Exercise, library.exercises, {"created_at": now}),
        routines=_write_routines(library.routines, now),
    )
    return written, retired


def _retire(kept: models.QuerySet[Any], files: Sequence[Any], now: datetime) -> int:
    slugs = [file.slug for file in files]
    return kept.filter(retired_at=None).exclude(slug__in=slugs).update(retired_at=now)


def _changed(table: type[Any], files: Iterable[Any]) -> list[Any]:
    """The files whose record is missing, older or retired."""
    kept = dict(table.objects.filter(retired_at=None).values_list("slug", "digest"))
    return [file for file in files if kept.get(file.slug) != file.digest]


def _write(table: type[Any], files: Sequence[Any], more: dict[str, Any]) -> int:
    """Insert or update the changed files; `more` has columns that only a new record gets."""
    rows = [{**_columns(file), "retired_at": None} for file in _changed(table, files)]
    if rows:
        table.objects.bulk_create(
            [table(**row, **more) for row in rows],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=[name for name in rows[0] if name not in ("slug", "id")],
        )
    return len(rows)


def _columns(file: Any) -> dict[str, Any]:
    columns = asdict(file)
    if isinstance(file, ExerciseFile):
        columns.update(columns.pop("dosage"))
    columns.pop("steps", None)
    return columns


def _write_routines(files: list[RoutineFile], now: datetime) -> int:
    changed = _changed(Routine, files)
    Routine.objects.filter(slug__in=[file.slug for file in changed]).update(starter=False)
    count = _write(Routine, files, {"created_at": now})
    exercises = dict(Exercise.objects.filter(clinic=None).values_list("slug", "id"))
    RoutineStep.objects.filter(routine__slug__in=[file.slug for file in changed]).delete()
    RoutineStep.objects.bulk_create(
        RoutineStep(
            routine_id=file.id,
            position=position,
            exercise_id=exercises[step.exercise],
            side=step.side,
            note=step.note,
            **asdict(step.dosage),
        )
        for file in changed
        for position, step in enumerate(file.steps, start=1)
    )
    return count
