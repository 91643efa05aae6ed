"""The push service: an HTTPS server that takes, decrypts, verifies, keeps, and answers what it is told to."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, ClassVar
from uuid import uuid4

from common import clock
from tests.push_service.browser import HANG, Browser, Reply
from tests.push_service.certificates import AUTHORITY, make_certificates, server_context


@dataclass
class PushService:
    """`application_key`: the VAPID public key it expects; `tell_time` in seconds since 1970."""

    application_key: str
    folder: Path
    tell_time: Callable[[], float] = lambda: clock.now().timestamp()
    port: int = 0
    connections: int = 0
    browsers: dict[str, Browser] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def name(self) -> str:
        """As PUSH_SERVICES names it."""
        return f"127.0.0.1:{self.port}"

    @property
    def ca_file(self) -> str:
        return str(self.folder / AUTHORITY)

    def browser(self, *answers: Reply) -> Browser:
        """A new subscription, whose messages are answered so (201 unless given)."""
        made = Browser(self.origin, f"/push/{uuid4()}")
        if answers:
            made.answers = list(answers)
        self.browsers[made.path] = made
        return made

    def answer(self, path: str, headers: Any, body: bytes) -> Reply:
        """Judges a request; what breaks a rule of Web Push is a 400 and noted."""
        browser = self.browsers.get(path)
        if browser is None:
            self.strangers.append(path)
            return Reply(404)
        with self.lock:
            reply = browser.next_answer()
        try:
            message = browser.take(headers, body, self.tell_time(), self.application_key)
        except Exception as problem:
            browser.problems.append(f"{type(problem).__name__}: {problem}")
            return Reply(400)
        if 200 <= reply.status <= 299:
            browser.received.append(message)
        return reply


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: ClassVar[PushService]

    def setup(self) -> None:
        self.request.settimeout(60)
        self.request.do_handshake()
        self.service.connections += 1
        super().setup()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        reply = self.service.answer(self.path, self.headers, body)
        if reply is HANG:
            self.service.over.wait()
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def do_GET(self) -> None:
        """Nobody has a reason to come here but one who follows a redirect."""
        self.service.strangers.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests look at what was kept."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is none of the server's business."""


@contextmanager
def running(service: PushService) -> Iterator[PushService]:
    """`service` answers on a port of its own until the block ends."""
    make_certificates(service.folder)
    handler = type("Handler", (_Handler,), {"service": service})
    server = _Server(("127.0.0.1", 0), handler)
    context: ssl.SSLContext = server_context(service.folder)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    service.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
