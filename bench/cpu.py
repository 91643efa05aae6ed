"""What a call costs a running Footing: CPU of its server and its database, told apart from this program's."""

import time
from collections.abc import Callable
from contextlib import suppress

import psutil

from bench.builds import Build


def tree_seconds(build: Build) -> float:
    """CPU seconds so far of all that runs for the build: the supervisor's tree, and its database."""
    top = psutil.Process(build.pid)
    members = {top, *top.children(recursive=True), *_database(build)}
    return sum(map(_seconds, members))


def cost(build: Build, call: Callable[[], object], seconds: float) -> float:
    """CPU seconds that the build spends on one call, over calls for about so many seconds."""
    return _spent(lambda: tree_seconds(build), call, seconds)


def floor_cost(build: Build, call: Callable[[], object], seconds: float) -> float:
    """The same for a call that this program makes of the build's database: its own CPU counts too."""

    def so_far() -> float:
        return sum(map(_seconds, _database(build))) + time.process_time()

    return _spent(so_far, call, seconds)


def _spent(so_far: Callable[[], float], call: Callable[[], object], seconds: float) -> float:
    before, end, calls = so_far(), time.perf_counter() + seconds, 0
    while not calls or time.perf_counter() < end:
        call()
        calls += 1
    return (so_far() - before) / calls


def _database(build: Build) -> set[psutil.Process]:
    """PostgreSQL works in its data directory, under the build's home."""
    found = set()
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.cwd().startswith(str(build.home)) and process.name().startswith("postgres"):
                found.add(process)
    return found


def _seconds(process: psutil.Process) -> float:
    with suppress(psutil.Error):  # it ended meanwhile
        times = process.cpu_times()
        return times.user + times.system
    return 0.0
