"""A program under guard, as the one who starts it sees it."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

GUARD = Path(__file__).with_name("guard.py")


@dataclass
class Guarded:
    """One program with its own session; see guard.py for what happens when this process dies.

    `stop_signal` is what the program takes as "finish and leave", `grace` how many seconds it may take. The
    open files in `descriptors` are passed on under the same numbers.
    """

    name: str
    command: list[str]
    environment: dict[str, str] | None = None
    log: Path | None = None
    user: str = ""
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 10.0
    descriptors: tuple[int, ...] = ()
    _guard: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the program; what a former run of it may have left in its session is ended first."""
        self.sweep()
        order = [sys.executable, "-I", "-S", str(GUARD), self.stop_signal.name, f"{self.grace:g}", self.user]
        output = self.log.open("ab") if self.log else None
        try:
            self._guard = subprocess.Popen(
                [*order, *self.command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env=self.environment,
                start_new_session=True,
                pass_fds=self.descriptors,
            )
        finally:
            if output:
                output.close()

    def exit_code(self) -> int | None:
        """None while it runs (or was never started), else how it ended."""
        return self._guard.poll() if self._guard else None

    def ask_to_stop(self) -> None:
        """Pass the stop signal on, without waiting."""
        if self._guard and self._guard.poll() is None:
            self._guard.terminate()

    def wait_until_stopped(self, seconds: float) -> None:
        """Wait for a stop that was asked for; after `seconds` the whole session is killed."""
        if self._guard:
            with suppress(subprocess.TimeoutExpired):
                self._guard.wait(seconds)
            self.sweep()

    def sweep(self) -> None:
        """Kill whatever is left in the program's session, and reap the guard."""
        if self._guard:
            # The group keeps the guard's number for as long as anybody is left in it.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._guard.pid, signal.SIGKILL)
            self._guard.wait()
            if self._guard.stdin:
                self._guard.stdin.close()
            self._guard = None
