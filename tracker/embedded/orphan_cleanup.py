"""Ends a server that outlived its supervisor, before a second one starts on the same files."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tracker.embedded.problems import EmbeddedServerError

LOOK_EVERY = 0.02  # seconds
BURIED_WITHIN = 5.0  # seconds


def wait_until(happened: Callable[[], bool], seconds: float) -> bool:
    """Wait for something that cannot be awaited; False when it did not happen within `seconds`."""
    pause = threading.Event()
    for _ in range(int(seconds / LOOK_EVERY)):
        if happened():
            return True
        pause.wait(LOOK_EVERY)
    return happened()


def end_orphan(pid_file: Path, program: str, stop_signal: signal.Signals, seconds: float = 20.0) -> bool:
    """Stop the `program` whose number is in `pid_file`, if it still runs.

    Returns True if the number belongs to no process afterwards. Returns False if it belongs to another
    program (after a reboot, in a container), which is left alone, or to a zombie: lock files with that number
    are stale then. Raises EmbeddedServerError if the program does not stop within `seconds`.
    """
    pid = _first_number(pid_file)
    if pid and program in _command(pid):
        with suppress(ProcessLookupError):
            os.kill(pid, stop_signal)
        if not wait_until(lambda: program not in _command(pid), seconds):
            raise EmbeddedServerError(
                f"An older {program} (process {pid}) does not stop: end it and try again."
            )
    # Most ended processes are reaped at once; one with a command line then is another program.
    wait_until(lambda: not _exists(pid) or _command(pid) != "", BURIED_WITHIN)
    return not _exists(pid)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return pid != 0


def _first_number(pid_file: Path) -> int:
    try:
        return int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _command(pid: int) -> str:
    if Path("/proc/self").exists():
        try:
            # Empty for a zombie: it has ended, and its parent has not reaped it yet.
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout
