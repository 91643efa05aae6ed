"""Which port is listened on, and the socket that listens there."""

import errno
import socket

TRIED = 50  # ports looked at above the wanted one before giving up
WAITING = 1024  # connections that the kernel keeps until a web process takes them


class PortTakenError(Exception):
    """Another program listens there; the message is for the operator."""


def listen(host: str, wanted: int, may_move: bool) -> socket.socket:
    """A socket that listens on `wanted`, or with `may_move` on the next free one above it; 0 is any.

    Its holder keeps the port open while web processes come and go. Raises PortTakenError when the port
    is taken and may not move.
    """
    last = min(wanted + TRIED, 65535) if may_move and wanted else wanted
    for port in range(wanted, last + 1):
        if listening := _listening(host, port):
            return listening
    raise PortTakenError(
        f"Port {wanted} is taken by another program. Stop it, or set PORT to another number: PORT=8010 ./run"
    )


def choose_port(host: str, wanted: int, may_move: bool) -> int:
    """The port that `listen` would take. Raises PortTakenError as it does."""
    with listen(host, wanted, may_move) as listening:
        port: int = listening.getsockname()[1]
        return port


def _listening(host: str, port: int) -> socket.socket | None:
    """None when somebody listens there. Raises PortTakenError for another reason."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(WAITING)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            return None
        raise PortTakenError(f"Footing cannot listen on {host}:{port}: {error.strerror}.") from error
    listening.setblocking(False)
    return listening
