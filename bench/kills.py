"""Kills: a browser that is killed while a page and a worker write to the phone's store without pause.

`python -m bench.kills [--kills N] [--vanish] [--frontend DIR]`: builds the store of `frontend/` (or of
another checkout) with a page that saves diary entries and drafts and a worker that writes reminders and takes
batches out of the outbox, and kills the whole process group of a real Chromium (kill -9) at a random moment,
again and again with the same profile. At each start the page tells what it finds, once the store has put back
what it could. Lost is an entry that had been called saved and is not there any more, or not in the outbox; a
database that the browser had lost and the store has put back is counted apart. `--vanish` removes the
database after each kill, as the browser does when it takes it for damaged.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Any

from hatch_build import node_environment, node_home

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
SAVES = (2, 20)  # entries called saved before a kill
THEN = 0.05  # at most so many seconds later, so that the kill meets any part of a write
KILLS_A_PROFILE = 25  # then a new phone, so that the diary stays of a usual size
START_WITHIN = 60.0  # seconds, for a start and for the saves after it
BROWSER = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-breakpad",
]  # fmt: skip
PAGE = '<!doctype html><meta charset="utf-8"><title>kills</title><script type="module" src="/{}.js"></script>'


@dataclass
class Phone:
    """What one phone was told to be saved, and what its last start found."""

    said: list[str] = field(default_factory=list)
    said_before: set[str] = field(default_factory=set)
    found: dict[str, Any] | None = None
    failed: list[str] = field(default_factory=list)
    began: Event = field(default_factory=Event)
    heard: Condition = field(default_factory=Condition)

    def saves(self, more: int) -> bool:
        """Waits until `more` further entries were called saved; False when they were not in time."""
        with self.heard:
            goal = len(self.said) + more
            return self.heard.wait_for(lambda: len(self.said) >= goal, START_WITHIN)


@dataclass
class Tally:
    """The result of all the kills."""

    kills: int = 0
    saved: int = 0
    put_back: int = 0
    lost: int = 0
    unsent_lost: int = 0
    not_noted: int = 0
    drafts_lost: int = 0
    people_lost: int = 0

    def take(self, phone: Phone) -> None:
        """Counts what the start after a kill did not find."""
        assert phone.found is not None
        self.lost += len(phone.said_before - set(phone.found["entries"]))
        self.unsent_lost += len(phone.said_before - set(phone.found["outbox"]))
        self.not_noted += len(phone.said_before - set(phone.found["noted"]))
        self.drafts_lost += not phone.found["draft"]
        self.people_lost += phone.found["person"] is None
        self.put_back += phone.found["restored"]

    @property
    def failures(self) -> tuple[int, ...]:
        """What must be none; a database that is put back is no loss."""
        return (self.lost, self.unsent_lost, self.not_noted, self.drafts_lost, self.people_lost)

    def rows(self) -> list[tuple[str, int]]:
        return [
            ("kills of the browser while page and worker write", self.kills),
            ("entries called saved", self.saved),
            ("databases that the browser had lost and the store put back", self.put_back),
            ("entries not in the diary after the next start", self.lost),
            ("entries not in the outbox after the next start", self.unsent_lost),
            ("entries not in the mark after the next start", self.not_noted),
            ("starts without the draft", self.drafts_lost),
            ("starts with nobody signed in", self.people_lost),
        ]


def build(frontend: Path, into: Path) -> None:
    """Builds the page and the worker from the sources in `frontend`. Raises CalledProcessError."""
    command = [str(node_home() / "bin/node"), "tools/kills.mjs", str(into)]
    subprocess.run(command, cwd=frontend, env=node_environment(), check=True)


class Server(ThreadingHTTPServer):
    """Gives the page its scripts and hears what it says; its address stays the same over all kills."""

    daemon_threads = True

    def __init__(self, files: Path, script: str) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.files = files
        self.page = PAGE.format(script).encode()
        self.phone = Phone()

    def hear(self, path: str, told: Any) -> None:
        """Notes what the page said to `path`."""
        if path == "/said":
            with self.phone.heard:
                self.phone.said.append(told)
                self.phone.heard.notify_all()
        elif path == "/found":
            self.phone.said_before, self.phone.found = set(self.phone.said), told
        elif path == "/began":
            self.phone.began.set()
        else:
            self.phone.failed.append(str(told))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A killed browser breaks its connections off: that is what is measured."""


class Answering(BaseHTTPRequestHandler):
    """One request of the page."""

    server: Server

    def do_GET(self) -> None:
        file = self.server.files / self.path.lstrip("/")
        found = file.read_bytes() if file.is_file() else self.server.page
        self._answer(found, "text/javascript" if file.suffix == ".js" else "text/html")

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.hear(self.path, told)
        self._answer(b"{}", "application/json")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def serving(files: Path, script: str = "page") -> Iterator[Server]:
    """A server of a page that runs `script`, one of those that `build` made."""
    server = Server(files, script)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def browser(server: Server, profile: Path) -> Iterator[None]:
    """A Chromium that has begun to write; the whole of it is killed at the end. Raises TimeoutError."""
    server.phone.began.clear()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    command = [chromium(), *BROWSER, f"--user-data-dir={profile}", address]
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        if not server.phone.began.wait(START_WITHIN):
            raise TimeoutError(f"The page did not begin to write: {server.phone.failed}")
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def chromium() -> str:
    """The browser's path: $CHROMIUM or one on the PATH."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise SystemExit("No browser: set CHROMIUM to the path of a Chromium or Chrome.")
    return found


def run(kills: int, frontend: Path = FRONTEND, *, vanish: bool = False) -> Tally:
    """Kills a writing browser so many times and counts what each next start does not find.

    With `vanish` its database is gone after each kill.
    """
    tally = Tally()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        build(frontend, Path(place, "built"))
        with serving(Path(place, "built")) as server:
            while tally.kills < kills:
                server.phone = Phone()
                profile = Path(place, f"profile-{tally.kills}")
                for _ in range(min(KILLS_A_PROFILE, kills - tally.kills)):
                    _kill_once(server, profile, tally)
                    if vanish:
                        shutil.rmtree(profile / "Default" / "IndexedDB")
                with browser(server, profile):
                    tally.take(server.phone)
                shutil.rmtree(profile, ignore_errors=True)
    return tally


def _kill_once(server: Server, profile: Path, tally: Tally) -> None:
    phone = server.phone
    with browser(server, profile):
        if phone.said_before:
            tally.take(phone)
            _begin_anew_if_lost(phone)
        before = len(phone.said_before)
        if not phone.saves(random.randint(*SAVES)):
            raise TimeoutError(f"The page did not write: {phone.failed}")
        Event().wait(random.uniform(0, THEN))
    if phone.failed:
        raise RuntimeError(f"The page failed: {phone.failed}")
    tally.saved += len(phone.said) - before
    tally.kills += 1


def _begin_anew_if_lost(phone: Phone) -> None:
    """What is lost once is not counted again at every start after."""
    assert phone.found is not None
    gone = phone.said_before - (set(phone.found["entries"]) & set(phone.found["outbox"]))
    with phone.heard:
        phone.said = [entry for entry in phone.said if entry not in gone]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how many (default: 200)")
    parser.add_argument("--vanish", action="store_true", help="remove the database after each kill")
    parser.add_argument("--frontend", type=Path, default=FRONTEND, help="another checkout's frontend/")
    wanted = parser.parse_args()
    tally = run(wanted.kills, wanted.frontend, vanish=wanted.vanish)
    print("| what | how many |\n|---|---|")
    for what, many in tally.rows():
        print(f"| {what} | {many} |")
    if any(tally.failures):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
