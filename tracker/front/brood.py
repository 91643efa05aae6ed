"""Processes that are forks of this one, kept up: one that is lost is forked again at once."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

FAILED_WITHIN = 5.0  # seconds; who ends by itself sooner has failed to start
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between failed starts


class Brood:
    """`number` forks that each run `work`, until SIGTERM; it goes on to them, and they finish what they hold.

    Make it while no thread runs and nothing is open that two processes may not share.
    """

    def __init__(self, number: int, work: Callable[[], None]) -> None:
        self._number = number
        self._work = work
        self._born: dict[int, float] = {}
        self._failures = 0
        self._ending = threading.Event()

    def keep(self) -> None:
        """Fork them, and mind them until they have all ended after a SIGTERM."""
        gc.collect()
        gc.freeze()  # else the first collection in each fork would copy all that they share
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        for _ in range(self._number):
            self._fork()
        while self._born:
            child, status = os.wait()
            age = time.monotonic() - self._born.pop(child)
            if not self._ending.is_set():
                self._pause_after(status, age)
            if not self._ending.is_set():
                self._fork()

    def _fork(self) -> None:
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        child = os.fork()
        if child:
            self._born[child] = time.monotonic()
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            if self._ending.is_set():
                os.kill(child, signal.SIGTERM)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        self._live()

    def _live(self) -> None:
        code = 1
        try:
            self._work()
            code = 0
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _pause_after(self, status: int, age: float) -> None:
        """Only starts that fail are put off: somebody who is killed did nothing wrong."""
        failed = os.WIFEXITED(status) and age < FAILED_WITHIN
        self._failures = self._failures + 1 if failed else 0
        if failed:
            self._ending.wait(min(FIRST_PAUSE * 2 ** (self._failures - 1), LONGEST_PAUSE))

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ending.set()
        for child in self._born:
            os.kill(child, signal.SIGTERM)
