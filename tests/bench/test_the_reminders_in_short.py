"""The proofs of the reminders in small: each says that its aims are met, on servers and a database of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("outage", "| 3 days |"),
        ("twofold", "| 500 |"),
        ("recurrence", "| wrong | 0 |"),
        ("planning", "| 20,000 |"),
    ],
)
def test_holds_in_small(name, row):
    command = [sys.executable, "-m", f"bench.{name}", "--short"]
    run = subprocess.run(
        command, capture_output=True, text=True, timeout=240, cwd=settings.PACKAGE.parent, env=os.environ
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    assert row in run.stdout
