"""Two builds of Footing beside each other: this tree, and an earlier commit that its own `./run` installs."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
BEFORE = "a69a33d"  # the commit that figures are held against
NOT_PASSED_ON = {
    "DATABASE_URL",
    "REDIS_URL",
    "PUBLIC_URL",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "WEB_WORKERS",
}


@dataclass(frozen=True)
class Build:
    """A running Footing with the demo's people, its source, its data, its port and its supervisor."""

    name: str
    tree: Path
    home: Path
    port: int
    pid: int

    def token(self, email: str) -> str:
        """A fresh access token of a demo person that may write."""
        return self._ran("manage.py", "create_token", email, "--scope", "write").split()[-1]

    def python(self, program: str, *words: str) -> str:
        """What a program says that runs with the build's source, environment and data."""
        return self._ran("-c", program, *words)

    def _ran(self, *words: str) -> str:
        told = subprocess.run(
            [str(self.tree / ".venv/bin/python"), *words],
            cwd=self.tree,
            env={**_environment(self.home, self.port), "DJANGO_SETTINGS_MODULE": "tracker.settings"},
            capture_output=True,
            text=True,
            check=True,
        )
        return told.stdout

    def database(self) -> "psycopg.Connection[Any]":
        """A connection of one's own to its PostgreSQL."""
        place = f"postgresql://postgres@{quote(str(self.home / 'sockets'), safe='')}/footing"
        return psycopg.connect(place)

    def ask(self, method: str, path: str, token: str = "", body: Any = None, timeout: float = 10.0) -> int:
        """The status of one request on a connection of its own. Raises OSError when no answer comes."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        head = {"Host": "localhost", "Content-Type": "application/json"}
        if token:
            head["Authorization"] = f"Bearer {token}"
        try:
            line.request(method, path, None if body is None else json.dumps(body), head)
            answer = line.getresponse()
            answer.read()
            return answer.status
        finally:
            line.close()


@contextmanager
def both_builds(now_port: int = 8108, before_port: int = 8118) -> Iterator[tuple[Build, Build]]:
    """This tree and BEFORE, each served by its own `./run` with the demo's data; gives (now, before)."""
    earlier = _checked_out(BEFORE)
    with _served(BEFORE, earlier, before_port) as before, _served("now", ROOT, now_port) as now:
        yield now, before


def _checked_out(commit: str) -> Path:
    """The commit's files under `var/`, kept there with their environment for the next time."""
    tree = ROOT / "var" / "against" / commit
    if not tree.exists():
        draft = tree.with_name(f"{commit}.new")
        draft.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
        subprocess.run(["tar", "-x"], cwd=draft, input=packed.stdout, check=True)
        draft.rename(tree)
    return tree


@contextmanager
def _served(name: str, tree: Path, port: int) -> Iterator[Build]:
    print(f"Starting {name} ...", file=sys.stderr, flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="footing-") as home,
        (Path(home) / "served.log").open("w+") as told,
    ):
        started = subprocess.Popen(
            [str(tree / "run")], cwd=tree, env=_environment(home, port), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=told, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            if not any("is ready" in line for line in started.stdout or ()):
                told.seek(0)
                raise RuntimeError(f"{name} did not start: {told.read()[-2000:]}")
            yield Build(name, tree, Path(home), port, started.pid)
        finally:
            started.send_signal(signal.SIGINT)
            started.communicate(timeout=90)


def _environment(home: str | Path, port: int) -> dict[str, str]:
    """What its programs are started with; each build has its own home, port and data."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    return {**kept, "FOOTING_HOME": str(home), "PORT": str(port), "LOG_LEVEL": "ERROR"}
