"""A mail server that takes every connection and is silent, and people who ask for a code in the meantime."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

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


def code_request(email: str) -> dict[str, Any]:
    """What a browser sends to be mailed a code: arguments of `Footing.ask`."""
    head = {"Content-Type": "application/json", "Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
    return {"method": "POST", "body": json.dumps({"email": email}), "headers": head}
