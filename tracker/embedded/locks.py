"""File locks: the kernel releases them with their holder, so no pid file has to be trusted."""

import fcntl
import os
from pathlib import Path


class FileLock:
    """An advisory lock on one file. Not inherited by programs that this process executes."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def share(self) -> None:
        """Wait for a shared lock."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def own(self) -> None:
        """Wait for the exclusive lock."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def try_to_own(self) -> bool:
        """Take the exclusive lock now, or return False."""
        return self._try(fcntl.LOCK_EX)

    def try_to_share(self) -> bool:
        """Take a shared lock now, or return False."""
        return self._try(fcntl.LOCK_SH)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Release the lock; the object cannot be used again."""
        os.close(self._descriptor)
