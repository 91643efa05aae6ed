"""The bodies of requests at the edge of the program: none is taken for empty, none spoils its connection."""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class WholeBodies:
    """Wraps the application for a web server that hands over bodies as they come (granian).

    A body without a length (`Transfer-Encoding: chunked`) is empty to Django; it is told the `most` that any
    door takes and ends where the body does. What a refusal leaves unread makes the web server drop the
    connection at a moment of its own, at times under the caller's next request; so that answer says
    `Connection: close`. Nothing is read here, because a slow sender keeps a whole web process waiting, and a
    door first looks who it is.
    """

    def __init__(self, application: Application, most: int) -> None:
        self.application = application
        self.most = most

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = self._body(environ)
        if body is None:
            return self.application(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            closing = [] if body.is_read() else [("Connection", "close")]
            return start_response(status, headers + closing, *more)

        told = {"wsgi.input": body, "CONTENT_LENGTH": str(body.length)}
        return self.application({**environ, **told}, start)

    def _body(self, environ: Environ) -> "_Body | None":
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length):
            return _Body(environ["wsgi.input"], int(length))
        if "HTTP_TRANSFER_ENCODING" in environ:
            return _Body(environ["wsgi.input"], self.most, may_be_shorter=True)
        return None


class _Body:
    """A body that knows whether all of it was read."""

    def __init__(self, stream: Any, length: int, *, may_be_shorter: bool = False) -> None:
        self.length = length
        self._stream = stream
        self._unread = length
        self._may_be_shorter = may_be_shorter
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        piece: bytes = self._stream.read(size) if size >= 0 else self._stream.read()
        self._unread -= len(piece)
        self._ended = size < 0 or len(piece) < size
        return piece

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self._stream.readline(size) if size >= 0 else self._stream.readline()
        self._unread -= len(line)
        self._ended = not line
        return line

    def is_read(self) -> bool:
        return self._ended or (self._unread <= 0 and not self._may_be_shorter)
