"""Writing the zip, without a database."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from diary.rules.export import CHUNK_BYTES, Diary, archive_chunks, spreadsheet_safe

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def entries(count: int, note: str = "") -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {
            "entry_id": UUID(int=number),
            "kind": "pain",
            "local_date": date(2026, 11, 20),
            "recorded_at": NOW,
            "time_zone": "Europe/Madrid",
            "received_at": NOW,
            "late": False,
            "skewed": False,
            "data": {"score": number % 11, "moment": "now", "note": note},
        }


def archive_of(count: int, note: str = "") -> ZipFile:
    chunks = archive_chunks(Diary(lambda: entries(count, note), {}), "Read me.", NOW)
    return ZipFile(io.BytesIO(b"".join(chunks)))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_diary_export_gives_every_note_back_from_both_files(note):
    archive = archive_of(1, note)
    (row,) = csv.DictReader(io.StringIO(archive.read("pain.csv").decode("utf-8-sig"), newline=""))
    assert row["note"] in (note, f"'{note}")
    assert json.loads(archive.read("diary.json"))["entries"][0]["data"]["note"] == note


@given(st.text())
def test_diary_export_lets_no_cell_start_a_formula(cell):
    assert not str(spreadsheet_safe(cell)).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_diary_export_leaves_numbers_and_empty_cells_alone():
    assert [spreadsheet_safe(cell) for cell in (-4, 0, None, True)] == [-4, 0, None, True]


def test_diary_export_begins_before_the_diary_is_read():
    read = 0

    def counted() -> Iterator[dict[str, Any]]:
        nonlocal read
        for entry in entries(20_000):
            read += 1
            yield entry

    chunks = archive_chunks(Diary(counted, {}), "", NOW)
    first = next(chunks)
    assert first.startswith(b"PK")
    assert len(first) < 2 * CHUNK_BYTES
    assert read < 20_000


def test_diary_export_needs_no_more_memory_for_a_longer_diary():
    def peak(count: int) -> int:
        tracemalloc.start()
        for _chunk in archive_chunks(Diary(lambda: entries(count), {}), "", NOW):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(1)
    assert peak(4000) < peak(250) * 1.5
