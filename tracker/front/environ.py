"""granian's request as a WSGI environment (PEP 3333)."""

import io
import sys
from collections.abc import Iterable
from typing import Any, Protocol


class Scope(Protocol):
    """A request's head as granian's RSGI hands it over; `path` is decoded, `headers` has every line."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    headers: Any


def environ_of(scope: Scope, body: bytes, length: int) -> dict[str, Any]:
    """The WSGI environment of a request with its `body`.

    `length` is what the application sees: more than the body has if it is too long to read.
    """
    name, _, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _bytes_as_text(scope.path),
        "QUERY_STRING": _bytes_as_text(scope.query_string),
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **_headers(scope.headers.items()),
        "CONTENT_LENGTH": str(length),
    }


def _headers(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    told: dict[str, str] = {}
    for name, value in lines:
        # `X_Forwarded_For` would read like `X-Forwarded-For`, which only a proxy may set.
        if "_" in name or name == "content-length":
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        between = "; " if name == "cookie" else ","
        told[key] = f"{told[key]}{between}{value}" if key in told else value
    return told


def _bytes_as_text(text: str) -> str:
    return text.encode().decode("latin-1")
