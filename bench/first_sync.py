"""A new phone of somebody with a long diary: how long until today's exercises are on the screen.

Measured in a real Chromium that keeps nothing, from the tap that signs in to the first exercise on Today,
against the same person's empty diary.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from statistics import median
from uuid import uuid4

from playwright.sync_api import Browser, sync_playwright

from bench.builds import Build
from bench.kills import chromium
from bench.table import Row
from common import clock

ENTRIES = 20_000
ROUNDS = 3
AIM = 1.2
LONGEST_MS = 300_000
A_BATCH = 200
EXERCISE = 'a[href^="/learn/exercise/"]'
EVERY_DAY = "UPDATE exercises_assignmentversion SET days = '{1,2,3,4,5,6,7}'"
EMPTY = (
    "DELETE FROM diary_change WHERE patient_id = %(patient)s",
    "DELETE FROM diary_entry WHERE patient_id = %(patient)s",
    "UPDATE diary_diaryhead SET seq = 0 WHERE patient_id = %(patient)s",
)
PATIENT = """
    SELECT patient.id, person.name FROM accounts_patient AS patient
    JOIN accounts_user AS person ON person.id = patient.user_id WHERE person.email = %s
"""
EMAIL = "joan.whitfield@demo.footing.example"


def first_sync(now: Build, before: Build, short: bool) -> Row:
    """The time to today's exercises with a long diary, divided by that with an empty one."""
    entries, rounds = (1000, 1) if short else (ENTRIES, ROUNDS)
    times = {build.name: _both(build, entries, rounds) for build in (now, before)}
    ratios = {name: full / empty for name, (empty, full) in times.items()}
    words = {name: f"{full:.1f} s, {empty:.1f} s empty" for name, (empty, full) in times.items()}
    return Row(
        f"new phone, {entries:,} entries: exercises on screen",
        f"{ratios[now.name]:.2f}x of an empty diary: {words[now.name]}",
        f"{ratios[before.name]:.2f}x: {words[before.name]}",
        f"{times[now.name][1] / times[before.name][1]:.3f}",
        f"<= {AIM:g}x",
        ratios[now.name] <= AIM,
    )


def _both(build: Build, entries: int, rounds: int) -> tuple[float, float]:
    """Medians in seconds: with an empty diary, and with so many entries."""
    with build.database() as database:
        database.execute(EVERY_DAY)
        (found,) = database.execute(PATIENT, [EMAIL]).fetchall()
        for statement in EMPTY:
            database.execute(statement, {"patient": found[0]})
    with _browser() as browser:
        empty = median(_to_exercises(browser, build, found[1]) for _ in range(rounds))
        _write(build, entries)
        return empty, median(_to_exercises(browser, build, found[1]) for _ in range(rounds))


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


def _to_exercises(browser: Browser, build: Build, name: str) -> float:
    """Seconds from the tap of a demo person to the first exercise, on a phone that has kept nothing."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    try:
        page = context.new_page()
        page.goto(f"http://localhost:{build.port}/signin")
        person = page.get_by_role("button", name=name)
        person.wait_for(timeout=LONGEST_MS)
        began = time.perf_counter()
        person.click()
        page.locator(EXERCISE).first.wait_for(timeout=LONGEST_MS)
        return time.perf_counter() - began
    finally:
        context.close()


def _write(build: Build, entries: int) -> None:
    """So many pain entries, an hour apart, up to now. Raises AssertionError where a batch is not taken."""
    token, device, now = build.token(EMAIL), str(uuid4()), clock.now()
    told = [_change(now - timedelta(hours=entries - number)) for number in range(entries)]
    for first in range(0, entries, A_BATCH):
        body = {"device_id": device, "epoch": None, "changes": told[first : first + A_BATCH]}
        status = build.ask("POST", "/api/v1/diary/changes/", token, body, timeout=60)
        if status != 200:
            raise AssertionError(status)


def _change(at: datetime) -> dict[str, object]:
    return {
        "change_id": str(uuid4()), "entry_id": str(uuid4()), "kind": "pain", "action": "put", "schema": 1,
        "base_seq": None, "recorded_at": at.isoformat(timespec="seconds"), "time_zone": "Europe/London",
        "data": {"score": 4, "moment": "now", "qualities": ["burning"], "note": "After the walk."},
    }  # fmt: skip
