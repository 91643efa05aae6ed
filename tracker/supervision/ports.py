"""Whether a port is free, and which one is."""

import errno
import socket

TRIED = 50  # ports looked at above the wanted one before giving up


class PortTakenError(Exception):
    """Another program listens there; the message is for the operator."""


def choose_port(host: str, wanted: int, may_move: bool) -> int:
    """`wanted`, or with `may_move` the next free port above it; 0 is any free port.

    Raises PortTakenError when it is taken and may not move.
    """
    if wanted == 0:
        with socket.socket() as probe:
            probe.bind((host, 0))
            port: int = probe.getsockname()[1]
            return port
    for port in range(wanted, min(wanted + TRIED, 65535) + 1 if may_move else wanted + 1):
        if is_free(host, port):
            return port
    raise PortTakenError(
        f"Port {wanted} is taken by another program. Stop it, or set PORT to another number: PORT=8010 ./run"
    )


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. Raises PortTakenError when this user may not, or the host is not here."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            return True
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise PortTakenError(f"Footing cannot listen on {host}:{port}: {error.strerror}.") from error
