"""The export of a diary: a zip for programs, spreadsheets and people."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import IO, Any, cast
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from diary.rules.change import EntryKind

WHEN = ("local_date", "recorded_at", "time_zone", "received_at", "late", "skewed")
PAIN = ("moment", "score", "qualities", "aggravators", "at_rest", "session_id", "note")
SESSION = (
    *("started_at", "finished_at", "pain_before", "pain_worst", "pain_after", "effort", "note"),
    *("assignment_id", "version"),
)
PAIN_COLUMNS = (*WHEN, *PAIN, "sites", "entry_id")
SESSION_COLUMNS = (
    *(*WHEN, *SESSION),
    *("exercise", "step_id", "step_pain", "step_skipped", "set", "side", "reps", "seconds", "entry_id"),
)
CHUNK_BYTES = 64 * 1024
_COMPRESSION = 3  # of 9: half the time of the usual 6 for a tenth more bytes
_NOTE = SESSION.index("note")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Row = dict[str, Any]
Cells = list[Any]


@dataclass(frozen=True)
class Diary:
    """The content of an export.

    `entries` yields every current entry at each call, with the contract's fields; `step_names` the name of
    the exercise of each step id.
    """

    entries: Callable[[], Iterable[Row]]
    step_names: Mapping[UUID, str]


def archive_chunks(diary: Diary, readme: str, now: datetime) -> Iterator[bytes]:
    """The zip of one diary, piece by piece: diary.json, pain.csv, sessions.csv and README.txt.

    A piece is handed on as soon as it is full, so that neither memory nor the wait for the first byte grows
    with the diary. `readme` is the text for the person; `now` is stored in diary.json.
    """
    ready = _Ready()
    with ZipFile(cast(IO[bytes], ready), "w") as archive:
        for _written in _write(archive, diary, readme, now):
            if ready.size >= CHUNK_BYTES:
                yield ready.take()
    yield ready.take()


class _Ready:
    """What the zip has written and nobody has taken yet. It cannot seek, so the zip never goes back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces, self.size = [], 0
        return taken


def _write(archive: ZipFile, diary: Diary, readme: str, now: datetime) -> Iterator[None]:
    """Write the four files, with a pause after each row in which the caller may take what is ready."""
    set_rows = partial(_set_rows, {str(step_id): name for step_id, name in diary.step_names.items()})
    with _file(archive, "diary.json", now) as file:
        yield from _write_json(file, diary, now)
    with _file(archive, "pain.csv", now) as file:
        yield from _write_table(file, PAIN_COLUMNS, _rows(diary, EntryKind.PAIN, _pain_rows))
    with _file(archive, "sessions.csv", now) as file:
        yield from _write_table(file, SESSION_COLUMNS, _rows(diary, EntryKind.SESSION, set_rows))
    with _file(archive, "README.txt", now) as file:
        file.write(readme)


def spreadsheet_safe(cell: Any) -> Any:
    """A cell that no spreadsheet reads as a formula: text that would start one gets an apostrophe."""
    if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA):
        return f"'{cell}"
    return cell


@contextmanager
def _file(archive: ZipFile, name: str, now: datetime) -> Iterator[IO[str]]:
    about = ZipInfo(name, now.timetuple()[:6])
    about.compress_type = ZIP_DEFLATED
    about._compresslevel = _COMPRESSION  # type: ignore[attr-defined] # ZipInfo has no public name for it
    # Spreadsheets read a CSV file as UTF-8 only with a byte order mark.
    encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
    with archive.open(about, "w") as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as file:
        yield file


def _write_json(file: IO[str], diary: Diary, now: datetime) -> Iterator[None]:
    names = _json({str(step_id): name for step_id, name in diary.step_names.items()})
    about = (
        f'"format": "footing-diary", "version": 1, "exported_at": {_json(now)}, "exercise_of_step": {names}'
    )
    file.write(f'{{{about}, "entries": [')
    separator = "\n"
    for entry in diary.entries():
        file.write(separator + _json(entry))
        separator = ",\n"
        yield
    file.write("\n]}\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _write_table(file: IO[str], columns: tuple[str, ...], rows: Iterable[Cells]) -> Iterator[None]:
    table = csv.writer(file)
    table.writerow(columns)
    for row in rows:
        table.writerow(row)
        yield


def _cells(values: Iterable[Any]) -> Cells:
    return [spreadsheet_safe(_plain(value)) for value in values]


def _plain(value: Any) -> Any:
    """Dates and instants in ISO 8601, ids as text; other values unchanged."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _rows(diary: Diary, kind: EntryKind, rows_of: Callable[[Row], Iterable[Cells]]) -> Iterator[Cells]:
    for entry in diary.entries():
        if entry["kind"] == kind:
            about, entry_id = _cells(entry[name] for name in WHEN), str(entry["entry_id"])
            for cells in rows_of(entry["data"]):
                yield [*about, *cells, entry_id]


def _pain_rows(told: Row) -> Iterator[Cells]:
    lists = {name: " ".join(told.get(name) or []) for name in ("qualities", "aggravators")}
    sites = " ".join(_site(site) for site in told.get("sites") or [])
    yield _cells([*({**told, **lists}.get(name) for name in PAIN), sites])


def _site(site: Row) -> str:
    place = f"{site['foot']}:{site['surface']}:{site['region']}"
    return place if site.get("score") is None else f"{place}:{site['score']}"


def _set_rows(step_names: Mapping[str, str], told: Row) -> Iterator[Cells]:
    """One row for each set. Only the first has the note, which may be longer than all the rest."""
    session = _cells(told.get(name) for name in SESSION)
    for step in told["steps"] or [{}]:
        name = step_names.get(step.get("step_id", "").lower())
        about = _cells([name, step.get("step_id"), step.get("pain"), step.get("skipped")])
        for number, done in enumerate(step.get("sets") or [{}], start=1):
            result = _cells(done.get(name) for name in ("side", "reps", "seconds"))
            yield [*session, *about, number if done else None, *result]
            session[_NOTE] = None
