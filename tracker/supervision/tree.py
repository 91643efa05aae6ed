"""The process tree: starts the programs, starts them again when they die, and stops them together."""

import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tracker.supervision.guarded import Guarded

LOOK_EVERY = 0.1  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between a failed start and the next
KILLED = {128 + signal.SIGKILL, 128 + signal.SIGTERM, -signal.SIGKILL, -signal.SIGTERM}  # by somebody else
STEADY_AFTER = 30.0  # seconds of life after which a death counts as the first again
HOPELESS_AFTER = 5  # deaths in a row of a program that never was steady


class ProgramFailedError(Exception):
    """A program dies whenever it is started; the message is for the operator."""


@dataclass
class Branch:
    """A program, and what its past says about when to start it again."""

    program: Guarded
    started_at: float = 0.0
    start_again_at: float | None = None
    deaths: int = 0
    was_steady: bool = False

    def start(self, now: float) -> None:
        self.program.start()
        self.started_at, self.start_again_at = now, None

    def look(self, now: float) -> None:
        """Notice a death, and start again after a pause that doubles with each. Raises ProgramFailedError."""
        if self.start_again_at is not None:
            if now >= self.start_again_at:
                self.start(now)
            return
        steady = now - self.started_at >= STEADY_AFTER
        self.was_steady = self.was_steady or steady
        code = self.program.exit_code()
        if code in KILLED:
            # It did not fail: nothing is won by waiting.
            self.start(now)
        elif code is not None:
            self.deaths = 1 if steady else self.deaths + 1
            self._plan_the_next_start(now)

    def _plan_the_next_start(self, now: float) -> None:
        self.program.sweep()
        if self.deaths >= HOPELESS_AFTER and not self.was_steady:
            raise ProgramFailedError(
                f"The {self.program.name} process does not stay up; its reasons are above."
            )
        self.start_again_at = now + min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)


class Tree:
    """All programs of one Footing. Whoever leaves the `with` has stopped them."""

    def __init__(self) -> None:
        self._branches: list[Branch] = []
        self._pause = threading.Event()

    def __enter__(self) -> "Tree":
        return self

    def __exit__(self, *_: object) -> None:
        for branch in self._branches:
            branch.program.ask_to_stop()
        for branch in self._branches:
            branch.program.wait_until_stopped(branch.program.grace)

    def add(self, *programs: Guarded) -> None:
        """Start the programs, and keep them up from now on."""
        for program in programs:
            self._branches.append(branch := Branch(program))
            branch.start(time.monotonic())

    def finish(self, errand: Guarded) -> None:
        """Run a program to its end. Raises ProgramFailedError when it fails."""
        errand.start()
        try:
            while errand.exit_code() is None:
                self.look()
            if errand.exit_code():
                raise ProgramFailedError(f"The {errand.name} failed; its reasons are above.")
        finally:
            errand.sweep()

    def look_until(self, happened: Callable[[], bool]) -> None:
        """Keep the programs up until something has happened."""
        while not happened():
            self.look()

    def look(self) -> None:
        """Mend what died, then wait a moment. Raises ProgramFailedError when one cannot be kept up."""
        for branch in self._branches:
            branch.look(time.monotonic())
        self._pause.wait(LOOK_EVERY)
