"""Servers of others that a request waits for: a push service."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 2  # threads of a process; half of what it has by default


class Crowded(Exception):
    """The maximum number of requests waits for that server already."""


class Outside:
    """One such server. While it is slow it occupies some threads of a process, never all."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = BoundedSemaphore(at_once)

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """A place among the waiting requests. Raises Crowded at once if there is none."""
        if not self._places.acquire(blocking=False):
            raise Crowded
        try:
            yield
        finally:
            self._places.release()


PUSH_SERVICE = Outside()
