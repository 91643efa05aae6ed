"""Servers of others that a request has to wait for: a push service."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 2  # threads of a process; half of what it has by default


class Crowded(Exception):
    """As many requests as may wait for that server do already."""


class Outside:
    """One such server. While it is slow it holds some threads of a process, and never all of them."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = BoundedSemaphore(at_once)

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """A place among those who wait. Raises Crowded at once when there is none, and nothing was sent."""
        if not self._places.acquire(blocking=False):
            raise Crowded
        try:
            yield
        finally:
            self._places.release()


PUSH_SERVICE = Outside()
