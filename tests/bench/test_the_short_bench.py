"""The measurements in small: they run, on a database of their own, and print a row for every figure."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.fixture(scope="module")
def told() -> str:
    """What the short bench prints."""
    command = [sys.executable, "-m", "bench", "--short"]
    run = subprocess.run(
        command, capture_output=True, text=True, timeout=240, cwd=settings.PACKAGE.parent, env=os.environ
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


@pytest.mark.parametrize(
    "row",
    [
        "1 change in a request", "50 changes in a request", "1 over HTTP", "50 over HTTP",
        "plan cold, server time", "plan unchanged (304)", "gzip", "plan cold over HTTP",
        "caseload of 20 patients", "caseload, history", "progress", "plan, history", "one change, history",
        "push messages", "contents of 500 weeks", "contents and notices of 500 weeks", "letters in batches",
    ],
)  # fmt: skip
def test_short_bench_prints_each_figure_beside_its_floor(told, row):
    (line,) = [line for line in told.splitlines() if line.startswith("| ") and row in line]
    assert any(figure.isdigit() for figure in line.split("|")[2])
