"""The library's TOML files as plain records, each with the document the contract shows of it."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid5

from exercises.rules.dosage import Dosage

FOLDER = Path(__file__).parents[1] / "library"
_LIBRARY = UUID("0f5f1c0e-6a0b-5d63-9a3c-2a7d0c1e4b77")  # so that a record has the same id on every server
_DOSAGE_PARTS = ("sets", "reps", "hold_seconds", "duration_seconds", "rest_seconds")


@dataclass(frozen=True)
class ExerciseFile:
    """One exercise; `search_text` is all text that search uses, in lower case."""

    id: UUID
    slug: str
    version: int
    name: str
    kind: str
    side: str
    dosage: Dosage
    numb_foot_caution: bool
    conditions: list[str]
    equipment: list[str]
    search_text: str
    document: str
    digest: str = ""


@dataclass(frozen=True)
class ConditionFile:
    """One Learn page."""

    slug: str
    version: int
    name: str
    document: str
    digest: str = ""


@dataclass(frozen=True)
class CareFile:
    """One self-care card."""

    slug: str
    version: int
    conditions: list[str]
    document: str
    digest: str = ""


@dataclass(frozen=True)
class StepFile:
    """One step of a routine; it has the exercise's dosage if the routine gives none."""

    exercise: str
    side: str
    dosage: Dosage
    note: str


@dataclass(frozen=True)
class RoutineFile:
    """One routine with its default days (ISO weekdays, 1 is Monday) and times a day."""

    id: UUID
    slug: str
    version: int
    name: str
    condition: str | None
    starter: bool
    summary: str
    note: str
    days: list[int]
    times_per_day: int
    steps: list[StepFile]
    digest: str = ""


Record = TypeVar("Record", ExerciseFile, ConditionFile, CareFile, RoutineFile)


@dataclass(frozen=True)
class Library:
    """All files; `digest` changes with anything in them."""

    exercises: list[ExerciseFile]
    conditions: list[ConditionFile]
    care: list[CareFile]
    routines: list[RoutineFile]
    digest: str


def read_library(folder: Path = FOLDER) -> Library:
    """Read and link every file of the library under `folder`.

    Raises KeyError if a file lacks a key or names something without a file, tomllib.TOMLDecodeError if one is
    not TOML: both stop the loading before anything is written.
    """
    shelf = _Shelf(folder)
    exercises = [_sealed(_exercise(shelf, record)) for record in shelf.records("exercises")]
    by_slug = {exercise.slug: exercise for exercise in exercises}
    routines = [_sealed(_routine(by_slug, record)) for record in shelf.records("routines")]
    conditions = [_sealed(_condition(shelf, routines, record)) for record in shelf.records("conditions")]
    care = [_sealed(_care(shelf, record)) for record in shelf.records("care")]
    every: list[Any] = [*exercises, *conditions, *care, *routines]
    return Library(exercises, conditions, care, routines, _digest([record.digest for record in every]))


@dataclass
class _Shelf:
    """The folder, with its lists of names read once."""

    folder: Path
    lists: dict[str, dict[Any, dict[str, Any]]] = field(default_factory=dict)

    def records(self, kind: str) -> list[dict[str, Any]]:
        return [
            tomllib.loads(path.read_text("utf-8")) for path in sorted((self.folder / kind).glob("*.toml"))
        ]

    def named(self, file: str, table: str, key: str = "id") -> dict[Any, dict[str, Any]]:
        if table not in self.lists:
            rows = tomllib.loads((self.folder / f"{file}.toml").read_text("utf-8"))[table]
            self.lists[table] = {row[key]: row for row in rows}
        return self.lists[table]

    def source(self, record: dict[str, Any]) -> str:
        titles = self.named("sources", "sources", "number")
        return "; ".join(titles[number]["title"] for number in record["source"])

    def flags(self, ids: list[str]) -> list[dict[str, str]]:
        flags = self.named("red_flags", "red_flags")
        advice = self.named("red_flags", "urgencies")
        return [
            {
                "id": flags[each]["id"],
                "text": flags[each]["text"],
                "urgency": flags[each]["urgency"],
                "advice": advice[flags[each]["urgency"]]["text"],
            }
            for each in ids
        ]

    def symptoms(self, table: str, ids: list[str]) -> list[dict[str, str]]:
        names = self.named("symptoms", table)
        return [{"id": each, "name": names[each]["name"]} for each in ids]


def _exercise(shelf: _Shelf, record: dict[str, Any]) -> ExerciseFile:
    document = _exercise_document(shelf, record)
    words = [record["name"], record["summary"], *record["search_words"], *document["equipment"]]
    return ExerciseFile(
        id=uuid5(_LIBRARY, f"exercise/{record['slug']}"),
        side=record["sides"],
        dosage=_dosage(record["dosage"]),
        search_text=" ".join(words).lower(),
        document=written(document),
        **_same(record, "slug", "version", "name", "kind", "numb_foot_caution", "conditions", "equipment"),
    )


def _exercise_document(shelf: _Shelf, record: dict[str, Any]) -> dict[str, Any]:
    names = shelf.named("equipment", "equipment", "slug")
    return {
        **_same(record, "slug", "version", "name", "kind", "summary", "steps"),
        "feel": record.get("feel", ""),
        "cautions": [caution["text"] for caution in record.get("cautions", [])],
        "numb_foot_caution": record["numb_foot_caution"],
        "equipment": [names[slug]["name"] for slug in record["equipment"]],
        "equipment_note": record.get("equipment_note", ""),
        "dosage": asdict(_dosage(record["dosage"])),
        "side": record["sides"],
        **_same(record, "dosage_text", "dosage_source", "conditions"),
        "source": shelf.source(record),
        "drawing": record.get("drawing"),
    }


def _condition(shelf: _Shelf, routines: list[RoutineFile], record: dict[str, Any]) -> ConditionFile:
    starter = next((each for each in routines if each.starter and each.condition == record["slug"]), None)
    told = (
        "slug",
        "version",
        "name",
        "summary",
        "what_it_is",
        "how_it_feels",
        "brings_it_on",
        "support_note",
    )
    document = {
        **_same(record, *told),
        "if_ignored": record.get("if_ignored", ""),
        "see_doctor": shelf.flags(record["see_doctor"]),
        "red_flags": shelf.flags(record["red_flags"]),
        "qualities": shelf.symptoms("qualities", record["qualities"]),
        "aggravators": shelf.symptoms("aggravators", record["aggravators"]),
        "regions": shelf.symptoms("regions", record["regions"]),
        "care": record["care"],
        "source": shelf.source(record),
        "starter_routine": starter and _starter(starter),
    }
    return ConditionFile(document=written(document), **_same(record, "slug", "version", "name"))


def _starter(routine: RoutineFile) -> dict[str, Any]:
    steps = [
        {"exercise": step.exercise, **asdict(step.dosage), "side": step.side, "note": step.note}
        for step in routine.steps
    ]
    told = ("slug", "name", "summary", "note", "days", "times_per_day")
    return {"id": str(routine.id), **{key: getattr(routine, key) for key in told}, "steps": steps}


def _care(shelf: _Shelf, record: dict[str, Any]) -> CareFile:
    cautions = [caution["text"] for caution in record.get("cautions", [])]
    document = {
        "slug": record["slug"],
        "title": record["name"],
        "text": "\n".join([record["summary"], *record["advice"], *cautions]),
        "cautions": cautions,
        "numb_foot_caution": record["numb_foot_caution"],
        "source": shelf.source(record),
    }
    return CareFile(document=written(document), **_same(record, "slug", "version", "conditions"))


def _routine(exercises: dict[str, ExerciseFile], record: dict[str, Any]) -> RoutineFile:
    return RoutineFile(
        id=uuid5(_LIBRARY, f"routine/{record['slug']}"),
        condition=record.get("condition"),
        starter="starter_for" in record,
        days=record["schedule"]["days"],
        times_per_day=record["schedule"]["times_per_day"],
        steps=[_step(exercises[step["exercise"]], step) for step in record["steps"]],
        **_same(record, "slug", "version", "name", "summary", "note"),
    )


def _step(exercise: ExerciseFile, record: dict[str, Any]) -> StepFile:
    own = {part: record[part] for part in _DOSAGE_PARTS if part in record}
    return StepFile(
        exercise=exercise.slug,
        side=record.get("side", exercise.side),
        dosage=replace(exercise.dosage, **own),
        note=record.get("note", ""),
    )


def written(document: dict[str, Any]) -> str:
    """A document as compact JSON text, as the tables keep it."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _dosage(record: dict[str, Any]) -> Dosage:
    return Dosage(**{part: record.get(part) for part in _DOSAGE_PARTS})


def _same(record: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: record[key] for key in keys}


def _sealed(record: Record) -> Record:
    return replace(record, digest=_digest(asdict(record)))


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
