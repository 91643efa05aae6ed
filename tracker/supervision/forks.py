"""Supervised forks of this process: a lost one is forked again at once."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

FAILED_WITHIN = 5.0  # seconds; a fork that exits sooner has failed to start
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between failed starts
ENDS = (signal.SIGTERM, signal.SIGINT)


@dataclass
class Fork:
    """One process to fork: `run` is its work, `name` is what `ps` shows (15 letters at most)."""

    name: str
    run: Callable[[], object]
    born_at: float = 0.0
    failures: int = 0


class ForkPool:
    """Keeps one process for each fork until SIGTERM, which it passes on; the forks then finish their work.

    Create it while no thread runs and nothing is open that two processes must not share. Each fork leads a
    process group, which ends with it, and all of them end with this process, however that ends.
    """

    def __init__(self, forks: list[Fork]) -> None:
        self._forks = forks
        self._living: dict[int, Fork] = {}
        self._ending = threading.Event()
        self._word_from_here, self._our_word = os.pipe()  # never written: closed when this process is gone

    def keep(self) -> None:
        """Fork them, and supervise them until all have ended after a SIGTERM."""
        gc.collect()
        gc.freeze()  # else the first collection in each fork would copy all that they share
        for number in ENDS:
            signal.signal(number, self._end)
        for fork in self._forks:
            self._fork(fork)
        while self._living:
            child, status = os.wait()
            fork = self._living.pop(child)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child, signal.SIGKILL)
            self._pause_after(fork, status)
            if not self._ending.is_set():
                self._fork(fork)

    def _fork(self, fork: Fork) -> None:
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
        fork.born_at = time.monotonic()
        child = os.fork()
        if child:
            self._living[child] = fork
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            if self._ending.is_set():
                os.kill(child, signal.SIGTERM)
            return
        os.setpgid(0, 0)
        for number in ENDS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        self._live(fork)

    def _live(self, fork: Fork) -> None:
        os.close(self._our_word)
        threading.Thread(target=self._end_with_the_parent, daemon=True).start()
        with suppress(OSError):  # Linux has a place for it, other systems have not
            Path("/proc/self/comm").write_text(fork.name)
        code = 1
        try:
            fork.run()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _end_with_the_parent(self) -> None:
        os.read(self._word_from_here, 1)
        os.killpg(0, signal.SIGKILL)

    def _pause_after(self, fork: Fork, status: int) -> None:
        """Delay only after failed starts: a killed process has not failed."""
        failed = os.WIFEXITED(status) and time.monotonic() - fork.born_at < FAILED_WITHIN
        fork.failures = fork.failures + 1 if failed else 0
        if failed:
            self._ending.wait(min(FIRST_PAUSE * 2 ** (fork.failures - 1), LONGEST_PAUSE))

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ending.set()
        for child in self._living:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)
