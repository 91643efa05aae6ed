"""Servers that are frozen or killed under a whole running Footing: 503 with Retry-After, then as before."""

import http.client
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
import pytest

from tests.plumbing.programs import family, start_serving
from tracker.embedded.orphan_cleanup import wait_until
from tracker.supervision.ports import choose_port

PATIENCE = 40  # seconds a client of these tests waits; a server that hangs is not waited for so long
Answer = tuple[int, http.client.HTTPMessage, dict[str, object]]


class Footing:
    """A running Footing, and what its servers' processes are."""

    def __init__(self, port: int, served: subprocess.Popen[str]) -> None:
        self.port, self.served = port, served

    def ask(self, path: str, method: str = "GET") -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        # A session that nobody has is looked for in the cache, then in the database.
        line.request(method, path, headers={"Cookie": "sessionid=" + "x" * 32})
        answer = line.getresponse()
        return answer.status, answer.headers, json.loads(answer.read())

    def answers(self, path: str, status: int) -> bool:
        return self.ask(path)[0] == status

    def reasons(self) -> object:
        """Why Footing is not ready; None when it is."""
        return self.ask("/readyz")[2].get("reasons")

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """All processes of that server stand still, as on a machine whose disk hangs."""
        frozen = self._freeze(name)
        assert frozen
        try:
            yield
        finally:
            for each in frozen:
                with suppress(psutil.NoSuchProcess):
                    each.resume()

    def _freeze(self, name: str) -> list[psutil.Process]:
        """Until there are no others: the server may start a process while its first ones are stopped."""
        frozen: list[psutil.Process] = []
        while found := [each for each in named(family(self.served), name) if each not in frozen]:
            for each in found:
                with suppress(psutil.NoSuchProcess):  # it had just done its work
                    each.suspend()
            frozen += found
        return frozen


def named(processes: list[psutil.Process], name: str) -> list[psutil.Process]:
    """Those whose name holds `name`; one that has ended meanwhile has none."""
    found = []
    for each in processes:
        with suppress(psutil.NoSuchProcess):
            found += [each] if name in each.name() else []
    return found


@pytest.fixture(scope="module")
def footing(tmp_path_factory) -> Iterator[Footing]:
    port = choose_port("127.0.0.1", 0, may_move=True)
    # So long that a busy machine is not taken for a frozen one.
    served = start_serving(tmp_path_factory.mktemp("home"), port, DATABASE_SECONDS="5", DEMO="0")
    yield Footing(port, served)
    served.send_signal(signal.SIGINT)
    served.communicate(timeout=90)


def refused(answer: Answer) -> None:
    status, headers, told = answer
    assert (status, told["code"], headers["Retry-After"]) == (503, "unavailable", "2")
    assert headers["Content-Type"] == "application/problem+json"


def test_server_says_that_it_is_not_available_while_the_database_is_frozen_and_goes_on_after(footing):
    assert footing.answers("/api/v1/me/", 401)
    with footing.frozen("postgres"):
        for _each in range(6):
            refused(footing.ask("/api/v1/me/"))
        assert footing.answers("/healthz", 200)
        assert wait_until(lambda: footing.reasons() == ["The database does not answer."], seconds=10)
        assert footing.ask("/readyz")[1]["Retry-After"] == "2"
    assert wait_until(lambda: footing.answers("/api/v1/me/", 401), seconds=10)
    assert wait_until(lambda: footing.answers("/readyz", 200), seconds=10)


def test_server_goes_on_when_a_killed_database_is_back(footing):
    postmaster, *_its_children = named(family(footing.served), "postgres")
    postmaster.kill()
    assert footing.answers("/healthz", 200)
    assert wait_until(lambda: footing.answers("/api/v1/me/", 401), seconds=20)


def test_server_answers_people_while_the_cache_and_the_broker_are_frozen(footing):
    with footing.frozen("redis"):
        for _each in range(6):
            assert footing.answers("/api/v1/me/", 401)
        # The last answer is good for a second.
        assert wait_until(lambda: footing.reasons() == ["The broker does not answer."], seconds=10)
    assert wait_until(lambda: footing.answers("/readyz", 200), seconds=10)
