"""Push messages a second over TLS, against pywebpush one by one and against their encryption alone."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_connection, socket
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter
from uuid import uuid4

from pywebpush import webpush

from bench.table import Row
from common import clock
from notifications.rules.encryption import encrypt
from notifications.rules.push_answers import PushOutcome
from notifications.rules.push_services import PushServices
from notifications.rules.vapid import Vapid, new_key, read_key
from notifications.transports.webpush import Push, WebPush
from tests.push_service.browser import Browser
from tests.push_service.certificates import AUTHORITY, CERTIFICATE, KEY, make_certificates
from tests.reminders.pushes import push_to

SUBJECT = "mailto:bench@example.org"


def measure(short: bool) -> list[Row]:
    """4,000 messages to 1,000 browsers in each of nine rounds (short: 100 to 20, once)."""
    messages, browsers, rounds, slowly = (100, 20, 1, 5) if short else (4_000, 1_000, 9, 100)
    key = new_key()
    with TemporaryDirectory() as folder, push_sink(Path(folder)) as origin:
        devices = [Browser(origin, f"/push/{number}") for number in range(browsers)]
        pushes = [push_to(devices[number % browsers]) for number in range(messages)]
        ca_file = str(Path(folder) / AUTHORITY)
        os.environ["REQUESTS_CA_BUNDLE"] = ca_file
        sender = WebPush(
            Vapid(read_key(key), SUBJECT), PushServices([origin.removeprefix("https://")]), ca_file
        )
        with closing(sender):
            _send(sender, pushes[:100])
            figures = [
                (
                    _per_second(messages, lambda: _send(sender, pushes)),
                    _per_second(slowly, lambda: _one_by_one(devices[:slowly], pushes[0].payload, key)),
                    _per_second(messages, lambda: _encrypt(pushes)),
                )
                for _ in range(rounds)
            ]
    return _rows(figures)


def _rows(figures: list[tuple[float, float, float]]) -> list[Row]:
    ours, theirs, ceiling = (max(each) for each in zip(*figures, strict=True))
    times = median(sent / slow for sent, slow, _crypto in figures)
    share = median(sent / crypto for sent, _slow, crypto in figures)
    return [
        Row(
            "push messages sent over TLS, one process",
            f"{ours:,.0f}/s",
            f"pywebpush one by one {theirs:,.0f}/s",
            f"{times:.1f}x",
            ">= 10x",
            times >= 10,
        ),
        Row(
            "the same against its encryption alone",
            f"{ours:,.0f}/s",
            f"encryption {ceiling:,.0f}/s",
            f"{share:.2f}",
            ">= 0.5",
            share >= 0.5,
        ),
    ]


def _send(sender: WebPush, pushes: list[Push]) -> None:
    for answer in sender.send(pushes, clock.now()):
        assert answer.outcome is PushOutcome.DELIVERED, answer


def _encrypt(pushes: list[Push]) -> None:
    for push in pushes:
        encrypt(push.payload, push.device.p256dh, push.device.auth)


def _one_by_one(devices: list[Browser], payload: bytes, key: str) -> None:
    for device in devices:
        response = webpush(
            device.subscription,
            payload,
            vapid_private_key=key,
            vapid_claims={"sub": SUBJECT},
            ttl=600,
            headers={"Topic": uuid4().hex, "Urgency": "normal"},
            timeout=15,
        )
        assert response.status_code == 201


def _per_second(count: int, call: Callable[[], None]) -> float:
    begun = perf_counter()
    call()
    return count / (perf_counter() - begun)


@contextmanager
def push_sink(folder: Path, app: str = "bench.push_sink:app") -> Iterator[str]:
    """The origin of a push service in a process of its own."""
    make_certificates(folder)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--http", "auto", "--workers", "1"]
    command += ["--port", str(port), "--log-level", "error", "--no-access-log", "--no-ws"]
    command += ["--workers-kill-timeout", "1"]  # a sender may keep its connections
    command += ["--ssl-certificate", str(folder / CERTIFICATE), "--ssl-keyfile", str(folder / KEY)]
    server = subprocess.Popen([*command, app])
    try:
        _await(port)
        yield f"https://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _await(port: int, seconds: float = 60) -> None:
    end = monotonic() + seconds
    while monotonic() < end:
        try:
            with create_connection(("127.0.0.1", port), 5):
                return
        except OSError:
            os.sched_yield()
    raise TimeoutError("The push service did not come up.")
