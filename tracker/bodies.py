"""The bodies of requests at the edge of the program: none is taken for empty, none spoils its connection."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class WholeBodies:
    """Wraps the application for a web server that hands over bodies as they come (granian).

    A body without a length (`Transfer-Encoding: chunked`) is empty to Django; it is read here, up to one byte
    more than the `most` that any door takes. What a refusal leaves unread makes the web server drop the
    connection at a moment of its own, at times under the caller's next request; so that answer says
    `Connection: close`. It is not read away, because a slow sender would keep a whole web process waiting.
    """

    def __init__(self, application: Application, most: int) -> None:
        self.application = application
        self.most = most

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = self._body(environ)
        if body is None:
            return self.application(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            closing = [("Connection", "close")] if body.is_left() else []
            return start_response(status, headers + closing, *more)

        told = {"wsgi.input": body, "CONTENT_LENGTH": str(body.length)}
        return self.application({**environ, **told}, start)

    def _body(self, environ: Environ) -> "_Body | None":
        stream, length = environ["wsgi.input"], environ.get("CONTENT_LENGTH")
        if length and length.isdecimal():
            return _Body(stream, int(length)) if int(length) else None
        if "HTTP_TRANSFER_ENCODING" not in environ:
            return None
        read = stream.read(self.most + 1)
        return _Body(BytesIO(read), len(read), has_more=len(read) > self.most)


class _Body:
    """A body that knows whether all of it was read."""

    def __init__(self, stream: Any, length: int, *, has_more: bool = False) -> None:
        self.length = length
        self._stream = stream
        self._unread = length
        self._has_more = has_more

    def read(self, *size: int) -> bytes:
        return self._counted(self._stream.read(*size))

    def readline(self, *size: int) -> bytes:
        return self._counted(self._stream.readline(*size))

    def is_left(self) -> bool:
        return self._has_more or self._unread > 0

    def _counted(self, piece: bytes) -> bytes:
        self._unread -= len(piece)
        return piece
