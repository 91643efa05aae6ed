"""Requests to Footing: straight into its WSGI application, or over loopback to a real server."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from socket import create_connection
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from accounts.models import User
from accounts.rules.roles import Scope
from accounts.services.tokens import create_token
from common import clock
from tracker.supervision.ports import listen

WORKERS = 2


class Answers:
    """Footing in this process: `get` and `post` give the status and the body."""

    def __init__(self) -> None:
        settings.ROOT_URLCONF = "bench.urls"
        self._application = get_wsgi_application()

    def get(self, path: str, token: str, **headers: str) -> tuple[int, bytes]:
        return self._call("GET", path, token, b"", headers)

    def post(self, path: str, token: str, body: bytes) -> tuple[int, bytes]:
        return self._call("POST", path, token, body, {})

    def header(self, path: str, token: str, name: str) -> str:
        """One header of the answer to a GET."""
        found: dict[str, str] = {}
        self._call("GET", path, token, b"", {}, found)
        return found[name]

    def _call(
        self,
        method: str,
        path: str,
        token: str,
        body: bytes,
        headers: dict[str, str],
        found: dict[str, str] | None = None,
    ) -> tuple[int, bytes]:
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost", "HTTP_AUTHORIZATION": f"Bearer {token}",
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr, **headers,
        }  # fmt: skip
        told: list[Any] = []

        def start(
            status: str, fields: list[tuple[str, str]], failure: Any = None, /
        ) -> Callable[[bytes], object]:
            told.append(status)
            if found is not None:
                found.update(fields)
            return told.append

        with closing(self._application(environ, start)) as answer:
            return int(told[0][:3]), b"".join(answer)


def token_of(user: User) -> str:
    """A fresh access token that may write."""
    return create_token(user=user, name="bench", scope=Scope.WRITE, days=1, now=clock.now()).plain


def message(method: str, path: str, token: str, body: bytes = b"", *headers: str) -> bytes:
    """A whole HTTP/1.1 message for the load generator."""
    head = [
        f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}",
        "Content-Type: application/json", f"Content-Length: {len(body)}", *headers,
    ]  # fmt: skip
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@contextmanager
def running_server() -> Iterator[int]:
    """The web server as `./run` starts it, on the bench's database; gives its port."""
    listening = listen("127.0.0.1", 0, may_move=True)
    port = listening.getsockname()[1]
    place = connection.settings_dict
    login = place["USER"] + (f":{place['PASSWORD']}" if place["PASSWORD"] else "")
    host = place["HOST"].replace("/", "%2F") + (f":{place['PORT']}" if place["PORT"] else "")
    environ = os.environ | {
        "DATABASE_URL": f"postgresql://{login}@{host}/{place['NAME']}",
        "ALLOWED_HOSTS": "localhost", "SECRET_KEY": settings.SECRET_KEY, "WEB_WORKERS": str(WORKERS),
    }  # fmt: skip
    order = f"from tracker.front.process import load, web; web({listening.fileno()}, load())"
    command = [sys.executable, "-c", order]
    server = subprocess.Popen(command, env=environ, pass_fds=[listening.fileno()])
    try:
        _await(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)
        listening.close()


def _await(port: int) -> None:
    """Until it has answered: the socket is open, so the first question waits for the program to be loaded."""
    with create_connection(("127.0.0.1", port), 60) as line:
        line.sendall(message("GET", "/readyz", "none", b"", "Connection: close"))
        if not line.recv(12).startswith(b"HTTP/1.1"):
            raise RuntimeError("The server did not come up.")
