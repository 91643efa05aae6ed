"""The proofs of the reminders in small: each ends well only if nothing is lost, doubled or wrong.

`bench.chaos` waits for leases to run out; its short version is tests/reminders/test_chaos.py.
"""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("planning", "| 20,000 |"),
        ("outage", "| 3 days |"),
        ("lateness", "| 200 | 200 |"),
        ("twofold", "| 200 | 600 | 200 | 0 | 0 |"),
        ("recurrence", "| wrong | 0 |"),
    ],
)
def test_reminder_bench_holds_at_a_small_scale(name, row):
    command = [sys.executable, "-m", f"bench.{name}", "--short"]
    run = subprocess.run(
        command, capture_output=True, text=True, timeout=240, cwd=settings.PACKAGE.parent, env=os.environ
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    assert row in run.stdout
