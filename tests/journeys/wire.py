"""The wire between a phone and the server, which a test can cut: everything on it, workers included."""

import socket
import threading
from contextlib import suppress


class Wire:
    """Forwards a port of its own to `port` on this machine until it is cut; `mend` joins it again."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._cut = False
        self._lines: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Drops every connection and lets none in."""
        self._cut = True
        for line in list(self._lines):
            _drop(line)

    def mend(self) -> None:
        """Lets connections through again."""
        self._cut = False

    def close(self) -> None:
        """Ends the wire for good."""
        self.cut()
        _drop(self._door)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                if self._cut:
                    near.close()
                else:
                    self._join(near, socket.create_connection(self._to))

    def _join(self, near: socket.socket, far: socket.socket) -> None:
        self._lines |= {near, far}
        for one, other in ((near, far), (far, near)):
            threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while told := one.recv(65536):
                other.sendall(told)
        for line in (one, other):
            self._lines.discard(line)
            _drop(line)


def _drop(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
