"""`serve`: one process tree that comes up whole, mends itself, and leaves nobody behind."""

import http.client
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.plumbing.programs import all_gone, family, start, start_serving
from tracker.embedded.orphan_cleanup import wait_until
from tracker.supervision.ports import PortTakenError, choose_port


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def prefork(server: subprocess.Popen[str]) -> psutil.Process:
    """The process that loaded the program, whose forks do the work."""
    return next(each for each in family(server) if "tracker.supervision.prefork" in each.cmdline()[:3])


def forks(server: subprocess.Popen[str], name: str) -> list[psutil.Process]:
    with suppress(psutil.Error, StopIteration):
        return [each for each in prefork(server).children() if each.name() == name]
    return []


def test_supervisor_restarts_a_killed_web_server_and_stops_everything(home):
    port = choose_port("127.0.0.1", 0, may_move=True)
    server = start_serving(home, port)
    processes = family(server)
    prefork(server).kill()
    beside = start(home, "manage.py", "migrate", "--check")
    printed, _ = beside.communicate()

    assert beside.returncode == 0, printed
    assert answers(port)
    processes += family(server)
    server.send_signal(signal.SIGINT)
    assert server.communicate(timeout=60)[0].endswith("Stopped.\n")
    assert server.returncode == 0
    assert all_gone(processes, within=40)


def test_supervisor_refuses_nobody_while_web_processes_are_killed(home):
    """The parent is killed too: the supervisor holds the socket, and who comes then is answered after."""
    port = choose_port("127.0.0.1", 0, may_move=True)
    server = start_serving(home, port, WEB_WORKERS="2")
    try:
        for turn in range(6):
            assert wait_until(lambda: len(forks(server, "footing-web")) == 2, seconds=60)
            killed = [prefork(server)] if turn == 3 else forks(server, "footing-web")
            for each in killed:
                each.kill()
            assert all_gone(killed, within=20)
            assert answers(port)
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


@pytest.mark.parametrize("name", ["footing-worker", "footing-beat"])
def test_supervisor_restarts_a_killed_worker_or_beat_and_leaves_nothing_of_the_old_one(home, name):
    server = start_serving(home, choose_port("127.0.0.1", 0, may_move=True))
    try:
        (killed,) = forks(server, name)
        old = [killed, *killed.children(recursive=True)]
        killed.kill()
        assert all_gone(old, within=20)
        assert wait_until(lambda: len(forks(server, name)) == 1, seconds=20)
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


def test_supervisor_leaves_no_orphan_when_it_is_killed(home):
    server = start_serving(home, choose_port("127.0.0.1", 0, may_move=True))
    processes = family(server)
    server.kill()
    server.communicate()

    assert len(processes) > 10
    assert all_gone(processes, within=40)


def test_supervisor_says_that_the_port_is_taken(home, taken_port):
    server = start(home, "manage.py", "serve", PORT=str(taken_port))
    printed, _ = server.communicate(timeout=60)

    assert server.returncode == 1
    assert f"Port {taken_port} is taken" in printed
    assert "Traceback" not in printed


def test_supervisor_moves_to_the_next_free_port_when_it_may(taken_port):
    assert choose_port("127.0.0.1", taken_port, may_move=True) > taken_port
    with pytest.raises(PortTakenError):
        choose_port("127.0.0.1", taken_port, may_move=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("DEMO", "perhaps"), ("DATABASE_URL", "mysql://db/x"), ("WEB_WORKERS", "0")],
)
def test_supervisor_refuses_a_bad_variable_by_its_name(tmp_path, name, value):
    server = start(tmp_path, "manage.py", "serve", **{name: value})
    printed, _ = server.communicate(timeout=60)

    assert server.returncode == 1
    assert printed.startswith(f"footing: {name} must be")
    assert not (tmp_path / "postgres").exists()
