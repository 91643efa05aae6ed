"""Whether a start's own preparation is under way: a lock under the home, dropped with whoever holds it."""

from collections.abc import Iterator
from contextlib import contextmanager

from tracker import paths
from tracker.embedded.locks import FileLock


@contextmanager
def preparing() -> Iterator[None]:
    """Hold the mark while the database is brought up to date; whoever else holds it is waited for."""
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
