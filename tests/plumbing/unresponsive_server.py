"""An application that hears only who wants to be heard, behind the door that we run."""

import asyncio
import socket
import sys
from collections.abc import Iterable
from typing import Any

import django

from tracker.front.bodies import Limits
from tracker.front.process import serve
from tracker.front.rsgi import RsgiApplication

MOST = 100_000
SILENCE = 1.0  # seconds


def _hear(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    heard = len(environ["wsgi.input"].read(length)) if environ["PATH_INFO"] == "/heard" else 0
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"x" * 30_000_000] if environ["PATH_INFO"] == "/large" else [str(heard).encode()]


if __name__ == "__main__":
    django.setup()
    listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    listening.setblocking(False)
    # One thread: whoever holds it is waited for by everybody else.
    asyncio.run(serve(listening.detach(), RsgiApplication(_hear, 1, Limits(MOST, silence=SILENCE))))
