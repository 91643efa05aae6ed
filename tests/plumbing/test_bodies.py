"""Bodies of requests, through the web server that we run: none is lost, none spoils the next request."""

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event

import pytest

from tests.plumbing.programs import ROOT
from tests.plumbing.unresponsive_server import MOST, SILENCE
from tracker.embedded.orphan_cleanup import wait_until
from tracker.supervision.ports import choose_port


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = choose_port("127.0.0.1", 0, may_move=True)
    order = [sys.executable, "-m", "tests.plumbing.unresponsive_server", str(port)]
    with subprocess.Popen(order, cwd=ROOT) as server:
        assert wait_until(lambda: answers(port), seconds=30)
        yield port
        server.terminate()


def answers(port: int) -> bool:
    try:
        return ask(http.client.HTTPConnection("127.0.0.1", port), "/", b"")[0] == b"0"
    except OSError:
        return False


def ask(
    line: http.client.HTTPConnection, path: str, body: bytes | Iterator[bytes]
) -> tuple[bytes, str | None]:
    """The answer's body and its `Connection` header."""
    line.request("POST", path, body, encode_chunked=not isinstance(body, bytes))
    answer = line.getresponse()
    return answer.read(), answer.headers["Connection"]


@pytest.fixture
def line(port) -> Iterator[http.client.HTTPConnection]:
    line = http.client.HTTPConnection("127.0.0.1", port)
    yield line
    line.close()


@pytest.mark.parametrize("size", [0, 1, MOST])
def test_server_keeps_the_connection_after_a_body_that_was_read(line, size):
    for _again in range(3):
        assert ask(line, "/heard", b"x" * size) == (str(size).encode(), None)


def test_server_keeps_the_connection_after_a_body_that_the_application_ignored(line):
    for _again in range(3):
        assert ask(line, "/", b"x" * 60_000) == (b"0", None)


def test_server_says_that_the_connection_ends_with_a_body_that_is_too_long_to_be_read(port):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        plain.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\nx" % (MOST + 1))
        answer = http.client.HTTPResponse(plain)
        answer.begin()
        assert (answer.read(), answer.headers["Connection"]) == (b"0", "close")


def test_server_reads_a_body_that_comes_in_chunks(line):
    assert ask(line, "/heard", (b"x" * 1000 for _ in range(7))) == (b"7000", None)
    assert ask(line, "/heard", iter([])) == (b"0", None)


def test_server_reads_little_more_than_the_limit_and_says_that_the_body_is_too_long(line):
    heard = ask(line, "/heard", (b"x" * 1000 for _ in range(MOST // 1000 + 50)))
    assert heard == (str(MOST + 1).encode(), "close")


UNFINISHED = [
    b"Content-Length: 100\r\n\r\nx",
    b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
    b"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
    b"Content-Le",
]


@pytest.mark.parametrize("message", UNFINISHED)
def test_server_answers_others_while_many_do_not_finish_theirs(port, line, message):
    with ExitStack() as lines:
        for _each in range(100):
            slow = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            slow.sendall(b"POST /heard HTTP/1.1\r\nHost: here\r\n" + message)
        line.timeout = 20
        assert ask(line, "/heard", b"x" * 10) == (b"10", None)


def test_server_answers_others_while_many_do_not_read_a_large_answer(port, line):
    with ExitStack() as lines:
        for _each in range(4):
            slow = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            slow.sendall(b"GET /large HTTP/1.1\r\nHost: here\r\n\r\n")
            assert slow.recv(12) == b"HTTP/1.1 200"
        line.timeout = 20
        assert ask(line, "/heard", b"x" * 10) == (b"10", None)


@pytest.mark.parametrize("message", UNFINISHED[:2])
def test_client_that_stops_in_the_middle_of_a_body_is_asked_to_try_again(port, message):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
        slow.sendall(b"POST /heard HTTP/1.1\r\nHost: here\r\n" + message)
        answer = http.client.HTTPResponse(slow)
        answer.begin()
        told = json.loads(answer.read())
        assert (answer.status, told["code"], answer.headers["Connection"]) == (408, "too_slow", "close")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert slow.recv(1) == b""


def test_server_lets_somebody_finish_who_is_slow_but_steady(port):
    """It takes twice as long as anybody may be silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
        slow.sendall(b"POST /heard HTTP/1.1\r\nHost: here\r\nContent-Length: 40000\r\n\r\n")
        for _piece in range(10):
            Event().wait(2 * SILENCE / 10)
            slow.sendall(b"x" * 4000)
        answer = http.client.HTTPResponse(slow)
        answer.begin()
        assert (answer.status, answer.read()) == (200, b"40000")


def test_client_that_disconnects_in_the_middle_leaves_nothing_behind(port, line):
    for _each in range(20):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as gone:
            gone.sendall(b"POST /heard HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nx")
    assert ask(line, "/heard", b"x" * 10) == (b"10", None)
