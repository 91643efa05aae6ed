"""Writing the zip, without a database."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from diary.rules.export import Diary, spreadsheet_safe, write_archive

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
    target = io.BytesIO()
    write_archive(target, Diary(lambda: entries(count, note), {}), "Read me.", NOW)
    return ZipFile(target)


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


def test_diary_export_needs_no_more_memory_for_a_longer_diary():
    def peak(count: int) -> int:
        tracemalloc.start()
        with TemporaryFile() as target:
            write_archive(target, Diary(lambda: entries(count), {}), "", NOW)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(1)
    assert peak(4000) < peak(250) * 1.5
