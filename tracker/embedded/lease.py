"""Holding the embedded servers: each runs for as long as anybody holds it."""

import os
import subprocess
import sys
from pathlib import Path

from tracker import places
from tracker.embedded.leftovers import wait_until
from tracker.embedded.locks import FileLock
from tracker.embedded.problems import EmbeddedServerError

_leases: dict[Path, FileLock] = {}
_keepers: list[subprocess.Popen[bytes]] = []  # those started here, so that they are reaped here


def hold(*names: str) -> None:
    """Have the named servers ("postgres", "redis") running for as long as this process lives.

    Returns when they take connections. Held by a file lock, so a killed process lets go as surely as one that
    ends well; children made by fork hold it too. Calling it again mends a server whose keeper died.
    Raises EmbeddedServerError with a sentence for the operator.
    """
    if not names:
        return
    home = _make_home()
    turns = [_take_turn(home, name) for name in names]
    try:
        starting = [_start_keeper(home, name) for name in names if not kept(name)]
        for keeper in starting:
            _await_answer(keeper)
    finally:
        for turn in turns:
            turn.release()


def kept(name: str) -> bool:
    """Whether a keeper minds the server now."""
    keeper = FileLock(places.home() / f"{name}.keeper")
    try:
        return not keeper.try_to_own()
    finally:
        keeper.release()


def release(*names: str, wait_seconds: float = 0.0) -> None:
    """Let go now, not at exit, and wait up to `wait_seconds` for each to stop unless others hold it."""
    home = places.home()
    for name in names:
        if lease := _leases.pop(home / name, None):
            lease.release()
    for name in names:
        wait_until(lambda name=name: not kept(name) or _held(home, name), wait_seconds)  # type: ignore[misc]


def _held(home: Path, name: str) -> bool:
    holders = FileLock(home / f"{name}.holders")
    try:
        # Nobody may share it while the keeper is stopping, and then it is not held.
        return not holders.try_to_own() and holders.try_to_share()
    finally:
        holders.release()


def _take_turn(home: Path, name: str) -> FileLock:
    """Hold the server, then wait for whoever is starting it."""
    if home / name not in _leases:
        lease = FileLock(home / f"{name}.holders")
        lease.share()
        _leases[home / name] = lease
    turn = FileLock(home / f"{name}.start")
    turn.own()
    return turn


def _make_home() -> Path:
    home, sockets = places.home(), places.sockets()
    for directory in (home, home / "log"):
        directory.mkdir(parents=True, exist_ok=True)
    sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
    # In a shared temporary directory somebody else could have made it first, and would hold the door.
    if os.geteuid() not in (0, sockets.stat().st_uid):
        raise EmbeddedServerError(
            f"{sockets} belongs to somebody else: remove it, or set FOOTING_HOME elsewhere."
        )
    return home


def _start_keeper(home: Path, name: str) -> subprocess.Popen[bytes]:
    with (home / "log" / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tracker.embedded.keeper", name],
            cwd=Path(__file__).resolve().parent.parent.parent,
            env={**os.environ, "FOOTING_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    _keepers.append(keeper)
    return keeper


def _await_answer(keeper: subprocess.Popen[bytes]) -> None:
    # The keeper closes its end when it has answered, and stays.
    answer = keeper.stdout.read().decode() if keeper.stdout else ""
    if answer != "ready":
        raise EmbeddedServerError(answer or f"An embedded server did not start: see {places.home() / 'log'}.")
