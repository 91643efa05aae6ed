"""The embedded servers: shared by all who hold them, gone with the last."""

import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.plumbing.programs import all_gone, family, start
from tracker import paths
from tracker.embedded.orphan_cleanup import wait_until
from tracker.environment import Environment
from tracker.servers import broker_url, embedded_servers

HOLDER = """
import sys, psycopg, redis
from tracker import paths
from tracker.embedded import server_lock
server_lock.hold("postgres", "redis")
redis.from_url(paths.embedded_redis_url()).set("kept", "yes")
with psycopg.connect(paths.embedded_database_url()) as connection:
    print(connection.execute("select pg_postmaster_start_time()").fetchone()[0], flush=True)
    sys.stdin.read()
"""

QUEUER = """
import sys, redis
from tracker import paths
from tracker.embedded import server_lock
server_lock.hold("redis")
queue = redis.from_url(paths.embedded_redis_url())
print(queue.rpush("queue", "a task"), queue.config_get()["maxmemory-policy"], flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


def hold(home: Path) -> tuple[subprocess.Popen[str], str]:
    """A process that holds both servers until its input is closed, and when its PostgreSQL started."""
    holder = start(home, "-c", HOLDER)
    assert holder.stdout
    return holder, holder.stdout.readline().strip()


def test_embedded_servers_run_until_the_last_holder_is_gone(home):
    first, started_at = hold(home)
    servers = [process for process in family(first) if process.pid != first.pid]
    second, seen_by_second = hold(home)
    first.kill()
    first.communicate()
    third, seen_by_third = hold(home)
    for holder in (second, third):
        holder.communicate("")

    assert started_at
    assert started_at == seen_by_second == seen_by_third
    assert all_gone(servers, within=40)


def test_embedded_servers_start_again_on_what_a_crash_left_behind(home):
    first, started_at = hold(home)
    for process in family(first):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    first.communicate()
    second, started_again_at = hold(home)
    printed, _ = second.communicate("")

    assert second.returncode == 0, printed
    assert started_again_at > started_at


def test_embedded_servers_start_again_as_soon_as_what_kept_one_from_starting_is_gone(tmp_path):
    """As on a disk that was full: the supervisor does not give up, and its holder does not end."""
    holder, _started_at = hold(tmp_path)
    version = tmp_path / "postgres" / "PG_VERSION"
    right = version.read_text()
    keeper_log = tmp_path / "log" / "keeper.log"
    version.write_text("7")
    for process in family(holder):
        if process.name() == "postgres":
            with suppress(psutil.NoSuchProcess):
                process.kill()
    assert wait_until(lambda: keeper_log.read_text().count("belongs to PostgreSQL 7") >= 2, seconds=60)
    version.write_text(right)
    assert wait_until(lambda: takes_connections(tmp_path), seconds=60)
    assert holder.poll() is None
    holder.communicate("")


def takes_connections(home: Path) -> bool:
    try:
        psycopg.connect(host=str(home / "sockets"), user="postgres", dbname="footing").close()
    except psycopg.OperationalError:
        return False
    return True


def test_embedded_redis_keeps_its_queue_through_a_crash_and_evicts_nothing(tmp_path):
    first = start(tmp_path, "-c", QUEUER)
    assert first.stdout
    assert first.stdout.readline().strip() == "1 noeviction"
    for process in family(first):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    first.communicate()
    second = start(tmp_path, "-c", QUEUER)
    printed, _ = second.communicate("")
    assert printed.strip() == "2 noeviction"


def test_embedded_servers_listen_on_a_short_path_when_the_home_is_deep(monkeypatch):
    monkeypatch.setenv("FOOTING_HOME", "/srv/" + "deep/" * 30)

    assert len(str(paths.sockets() / ".s.PGSQL.5432.lock")) < 104


def test_embedded_servers_do_not_start_where_an_address_is_set():
    own = Environment({"DATABASE_URL": "postgresql://db.example/footing"})

    assert embedded_servers(own) == ["redis"]
    assert embedded_servers(Environment({"REDIS_URL": "redis://cache.example"})) == ["postgres"]


def test_embedded_servers_keep_the_broker_in_the_first_database():
    given = Environment({"REDIS_URL": "redis://broker.example:6379"})

    assert broker_url(given) == "redis://broker.example:6379/0"
