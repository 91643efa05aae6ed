"""Locks on the embedded servers: each server runs for as long as anybody holds its lock."""

import os
import subprocess
import sys
from pathlib import Path

from tracker import paths
from tracker.embedded.locks import FileLock
from tracker.embedded.orphan_cleanup import wait_until
from tracker.embedded.problems import EmbeddedServerError

_locks: dict[Path, FileLock] = {}
_supervisors: list[subprocess.Popen[bytes]] = []  # those started here, so that they are reaped here


def hold(*names: str) -> None:
    """Have the named servers ("postgres", "redis") running for as long as this process lives.

    Returns when they accept connections. It is a file lock, so a killed process releases it as surely as one
    that ends well; forked children hold it too. Another call restores a server whose supervisor died.
    Raises EmbeddedServerError with a sentence for the operator.
    """
    if not names:
        return
    home = _make_home()
    turns = [_take_turn(home, name) for name in names]
    try:
        starting = [_start_supervisor(home, name) for name in names if not is_supervised(name)]
        for supervisor in starting:
            _await_answer(supervisor)
    finally:
        for turn in turns:
            turn.release()


def is_supervised(name: str) -> bool:
    """Whether a supervisor runs for the server now."""
    supervisor = FileLock(paths.home() / f"{name}.keeper")
    try:
        return not supervisor.try_to_own()
    finally:
        supervisor.release()


def release(*names: str, wait_seconds: float = 0.0) -> None:
    """Release the locks now, not at exit, and wait up to `wait_seconds` for each server that nobody else
    holds.
    """
    home = paths.home()
    for name in names:
        if lock := _locks.pop(home / name, None):
            lock.release()
    for name in names:
        wait_until(lambda name=name: not is_supervised(name) or _held(home, name), wait_seconds)  # type: ignore[misc]


def _held(home: Path, name: str) -> bool:
    holders = FileLock(home / f"{name}.holders")
    try:
        # Nobody may share it while the supervisor is stopping, and then it is not held.
        return not holders.try_to_own() and holders.try_to_share()
    finally:
        holders.release()


def _take_turn(home: Path, name: str) -> FileLock:
    """Hold the server, then wait for a start that is in progress."""
    if home / name not in _locks:
        lock = FileLock(home / f"{name}.holders")
        lock.share()
        _locks[home / name] = lock
    turn = FileLock(home / f"{name}.start")
    turn.own()
    return turn


def _make_home() -> Path:
    home, sockets = paths.home(), paths.sockets()
    for directory in (home, home / "log"):
        directory.mkdir(parents=True, exist_ok=True)
    sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
    # In a shared temporary directory somebody else could have made it first, and would control it.
    if os.geteuid() not in (0, sockets.stat().st_uid):
        raise EmbeddedServerError(
            f"{sockets} belongs to somebody else: remove it, or set FOOTING_HOME elsewhere."
        )
    return home


def _start_supervisor(home: Path, name: str) -> subprocess.Popen[bytes]:
    with (home / "log" / "keeper.log").open("ab") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "tracker.embedded.supervisor", name],
            cwd=Path(__file__).resolve().parent.parent.parent,
            env={**os.environ, "FOOTING_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    _supervisors.append(supervisor)
    return supervisor


def _await_answer(supervisor: subprocess.Popen[bytes]) -> None:
    # The supervisor closes its end when it has answered, and stays.
    answer = supervisor.stdout.read().decode() if supervisor.stdout else ""
    if answer != "ready":
        raise EmbeddedServerError(answer or f"An embedded server did not start: see {paths.home() / 'log'}.")
