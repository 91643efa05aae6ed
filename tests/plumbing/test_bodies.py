"""Bodies of requests, through the web server that we run: none is lost, none spoils the next request."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.plumbing.deaf import MOST
from tests.plumbing.programs import ROOT
from tracker.embedded.leftovers import wait_until
from tracker.supervision.ports import choose_port


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = choose_port("127.0.0.1", 0, may_move=True)
    manner = ["--interface", "wsgi", "--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    order = ["-m", "granian", "--port", str(port), *manner, "tests.plumbing.deaf:application"]
    with subprocess.Popen([sys.executable, *order], cwd=ROOT) as server:
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
def test_keeps_the_connection_after_a_body_that_was_read(line, size):
    for _again in range(3):
        assert ask(line, "/heard", b"x" * size) == (str(size).encode(), None)


@pytest.mark.parametrize(
    "message",
    [
        b"Content-Length: 1\r\n\r\nx",
        b"Content-Length: 60000\r\n\r\n" + b"x" * 60_000,
        b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    ],
)
def test_says_that_the_connection_ends_with_a_body_that_nobody_read(port, message):
    with socket.create_connection(("127.0.0.1", port)) as plain:
        plain.sendall(b"POST / HTTP/1.1\r\nHost: here\r\n" + message)  # at once: nobody waits for the rest
        answer = http.client.HTTPResponse(plain)
        answer.begin()
        assert (answer.read(), answer.headers["Connection"]) == (b"0", "close")


def test_reads_a_body_that_comes_in_chunks(line):
    assert ask(line, "/heard", (b"x" * 1000 for _ in range(7))) == (b"7000", None)
    assert ask(line, "/heard", iter([])) == (b"0", None)


def test_reads_no_more_of_it_than_any_door_takes(line):
    heard = ask(line, "/heard", (b"x" * 1000 for _ in range(MOST // 1000 + 50)))
    assert heard == (str(MOST).encode(), "close")
