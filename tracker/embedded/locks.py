"""File locks: the kernel drops them with their holder, so nobody has to believe a pid file."""

import fcntl
import os
from pathlib import Path


class FileLock:
    """An advisory lock on one file. Not inherited by programs that this process executes."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def share(self) -> None:
        """Wait for a place beside the other sharers."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def own(self) -> None:
        """Wait to be the only one."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def try_to_own(self) -> bool:
        """Be the only one now, or say False."""
        return self._try(fcntl.LOCK_EX)

    def try_to_share(self) -> bool:
        """Have a place beside the other sharers now, or say False."""
        return self._try(fcntl.LOCK_SH)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Let go; the object is of no more use."""
        os.close(self._descriptor)
