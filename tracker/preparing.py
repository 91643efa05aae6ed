"""Whether a start is still preparing: a lock under the home directory, released with its holder."""

from collections.abc import Iterator
from contextlib import contextmanager

from tracker import paths
from tracker.embedded.locks import FileLock


@contextmanager
def preparing() -> Iterator[None]:
    """Hold the lock while the database is migrated; waits for another holder."""
    mark = _mark()
    mark.own()
    try:
        yield
    finally:
        mark.release()


def is_preparing() -> bool:
    """Whether somebody holds the mark now."""
    mark = _mark()
    try:
        return not mark.try_to_share()
    finally:
        mark.release()


def _mark() -> FileLock:
    paths.home().mkdir(parents=True, exist_ok=True)
    return FileLock(paths.home() / "preparing")
