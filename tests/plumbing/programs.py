"""Starting Footing's programs as an operator would, each test with a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_PASSED_ON = {"DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "PORT"}


def start(home: Path, *order: str, **variables: str) -> subprocess.Popen[str]:
    """Start `python ORDER` in the clone, with FOOTING_HOME at `home` and nothing else set up."""
    return start_program(home, sys.executable, *order, cwd=ROOT, **variables)


def start_program(home: Path, *order: str, cwd: Path, **variables: str) -> subprocess.Popen[str]:
    """Start `order` in `cwd`, with FOOTING_HOME at `home` and nothing else set up."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    return subprocess.Popen(
        order,
        cwd=cwd,
        env={**kept, "FOOTING_HOME": str(home), **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def start_serving(home: Path, port: int, **variables: str) -> subprocess.Popen[str]:
    """Start `manage.py serve` and return when it says that it is ready."""
    server = start(home, "manage.py", "serve", PORT=str(port), **{"WEB_WORKERS": "1", **variables})
    printed = []
    for line in server.stdout or ():
        printed.append(line)
        if "is ready" in line:
            return server
    raise AssertionError(f"it ended before it was ready:\n{''.join(printed)}")


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The process and everything it started, itself first."""
    parent = psutil.Process(process.pid)
    return [parent, *parent.children(recursive=True)]


def all_gone(processes: list[psutil.Process], within: float) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=within)
    return not alive
