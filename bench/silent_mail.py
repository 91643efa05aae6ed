"""A mail server that takes every connection and is silent, and people who ask for a code in the meantime."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from threading import Thread

CODE = "/_allauth/browser/v1/auth/code/request"
TOKEN = "x" * 32  # cookie and header only have to agree


@contextmanager
def silent_mail_server() -> Iterator[int]:
    """The port of a server that accepts and then is silent, as one behind a broken firewall."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        held: list[socket.socket] = []

        def accept() -> None:
            with suppress(OSError):
                while True:
                    held.append(listening.accept()[0])

        Thread(target=accept, daemon=True).start()
        yield listening.getsockname()[1]
        for each in held:
            each.close()


def ask_for_code(port: int, email: str, patience: float) -> str:
    """Ask Footing on `port` for a code; good, again (503), other or none, as `Footing.ask` says."""
    line = HTTPConnection("127.0.0.1", port, timeout=patience)
    head = {
        "Host": "localhost",
        "Content-Type": "application/json",
        "Cookie": f"csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    try:
        line.request("POST", CODE, json.dumps({"email": email}), head)
        answer = line.getresponse()
        answer.read()
    except (OSError, HTTPException):
        return "none"
    finally:
        line.close()
    # 401: the code is on its way, and not yet typed.
    return {401: "good", 503: "again"}.get(answer.status, "other")
