"""What makes a server slow from outside, and how long everybody else then waits."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic, perf_counter

from bench.builds import Build

PATIENCE = 10.0  # seconds; who is not answered by then counts as having waited this long
PACE = 0.2  # seconds between two questions of one asker
HELD = 2.0  # seconds that a slow request takes
DRIP = 0.5  # seconds between two bytes of a body that never ends
_FORM = (
    b"POST /_allauth/browser/v1/auth/code/request HTTP/1.1\r\nHost: localhost\r\n"
    b"Cookie: csrftoken=" + b"x" * 32 + b"\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100000\r\n\r\n"
)


@dataclass
class Waits:
    """How long each request took (seconds), and how many got no good answer."""

    taken: list[float] = field(default_factory=list)
    failed: int = 0
    _lock: Lock = field(default_factory=Lock)

    def note(self, seconds: float, good: bool) -> None:
        with self._lock:
            self.taken.append(seconds)
            self.failed += not good

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 were answered."""
        return sorted(self.taken)[int(len(self.taken) * 0.95)]


def waits(build: Build, talks: Sequence[tuple[str, str]], seconds: float, askers: int = 4) -> Waits:
    """How long answers take to people who ask (path, token) now and then, each time on a new connection."""
    found, end = Waits(), monotonic() + seconds
    pause = Event()

    def ask(number: int) -> None:
        turn = number
        while monotonic() < end:
            path, token = talks[turn % len(talks)]
            began, good = perf_counter(), False
            with suppress(OSError):
                good = build.ask("GET", path, token, timeout=PATIENCE) == 200
            found.note(perf_counter() - began, good)
            turn += 1
            pause.wait(PACE)

    together = [Thread(target=ask, args=[number]) for number in range(askers)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    return found


@contextmanager
def slow_requests(build: Build, people: dict[str, str]) -> Iterator[list[float]]:
    """One request of HELD seconds always in flight for each of `people` (address: token).

    It changes the person's own row, which somebody else holds in PostgreSQL. Gives how long they took.
    """
    done, taken = Event(), list[float]()

    def hold(email: str, token: str) -> None:
        with build.database() as rows:
            while not done.is_set():
                rows.execute("SELECT 1 FROM accounts_user WHERE email = %s FOR UPDATE", [email])
                request = Thread(target=change, args=[token])
                request.start()
                done.wait(HELD)
                rows.rollback()
                request.join()

    def change(token: str) -> None:
        began = perf_counter()
        with suppress(OSError):
            build.ask("PATCH", "/api/v1/me/", token, {"language": "en"}, timeout=PATIENCE)
        taken.append(perf_counter() - began)

    holders = [Thread(target=hold, args=each) for each in people.items()]
    for holder in holders:
        holder.start()
    try:
        done.wait(HELD / 2)
        yield taken
    finally:
        done.set()
        for holder in holders:
            holder.join()


@contextmanager
def never_finishing(port: int, number: int) -> Iterator[None]:
    """`number` anonymous clients who send the body of a sign-in byte by byte, and come again when cut off."""
    done = Event()
    with ExitStack() as lines:
        clients = [lines.enter_context(_Client(port)) for _ in range(number)]

        def drip() -> None:
            while not done.wait(DRIP):
                for client in clients:
                    client.send_a_byte()

        dripping = Thread(target=drip)
        dripping.start()
        try:
            yield
        finally:
            done.set()
            dripping.join()


class _Client:
    def __init__(self, port: int) -> None:
        self._port = port
        self._line = self._come()

    def __enter__(self) -> "_Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def send_a_byte(self) -> None:
        try:
            self._line.send(b"a")
        except OSError:
            self._line.close()
            self._line = self._come()

    def _come(self) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE)
        line.sendall(_FORM)
        line.setblocking(False)
        return line
