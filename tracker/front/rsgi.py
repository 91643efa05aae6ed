"""The RSGI application of a web process: it reads each request whole, and only then takes a thread."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from tracker.front.bodies import Bodies, Gone, Limits, NoRoom, TooSlow
from tracker.front.environ import Scope, environ_of
from tracker.unavailable import Answer, busy, too_slow

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

PROBES = {"/healthz", "/readyz"}
PROBE_THREADS = 2
CLOSE = ("Connection", "close")
log = logging.getLogger("footing.front")


class RsgiApplication:
    """An RSGI application around a WSGI one.

    Slow clients wait in the event loop: the body is read with a deadline before a thread is taken, and the
    response is handed over whole, so that a slow reader costs its socket and the memory of the response. At
    most `threads` requests are handled at once; a request that waits longer than `patience` seconds gets 503.
    Health probes have threads of their own, so that a busy process still answers that it lives.
    """

    def __init__(
        self, application: Application, threads: int, limits: Limits, patience: float = 10.0
    ) -> None:
        self._application = application
        self._bodies = Bodies(limits)
        self._patience = patience
        self._free = asyncio.Semaphore(threads)
        self._threads = ThreadPoolExecutor(threads, "request")
        self._probe_threads = ThreadPoolExecutor(PROBE_THREADS, "probe")

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        """Answer one request."""
        try:
            status, headers, body = await self._answer(scope, protocol)
        except Gone:
            return
        protocol.response_bytes(status, headers, body)

    def __rsgi_del__(self, loop: object) -> None:
        """Let the threads finish what they have in hand."""
        self._threads.shutdown()

    async def _answer(self, scope: Scope, protocol: Any) -> Answer:
        try:
            environ, is_read = await self._whole(scope, protocol)
        except TooSlow:
            return too_slow()
        except NoRoom:
            return busy()
        status, headers, body = await self._worked_on(environ)
        # An unread body would corrupt the next request on this connection.
        return status, headers if is_read else [*headers, CLOSE], body

    async def _whole(self, scope: Scope, protocol: Any) -> tuple[dict[str, Any], bool]:
        """The request with its body, and whether all of it was read.

        A body that announces more than any endpoint accepts is not read: the application gets its length,
        checks the requester, and refuses it.
        """
        said = scope.headers.get("content-length")
        length = int(said) if said is not None else None
        if length == 0 or (length is None and "transfer-encoding" not in scope.headers):
            return environ_of(scope, b"", 0), True
        most = self._bodies.limits.most
        if length is not None and length > most:
            return environ_of(scope, b"", length), False
        body = await self._bodies.read(protocol, length)
        return environ_of(scope, body, len(body)), len(body) <= most

    async def _worked_on(self, environ: dict[str, Any]) -> Answer:
        run = asyncio.get_running_loop().run_in_executor
        if environ["PATH_INFO"] in PROBES:
            return await run(self._probe_threads, self._work, environ)
        try:
            await asyncio.wait_for(self._free.acquire(), self._patience)
        except TimeoutError:
            return busy()
        try:
            return await run(self._threads, self._work, environ)
        finally:
            self._free.release()

    def _work(self, environ: dict[str, Any]) -> Answer:
        told: list[tuple[int, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], failure: Any = None) -> None:
            told.append((int(status[:3]), headers))

        pieces = self._application(environ, start)
        try:
            body = b"".join(pieces)
        finally:
            if close := getattr(pieces, "close", None):
                close()
        return *told[-1], b"" if told[-1][0] == HTTPStatus.NOT_MODIFIED else body
