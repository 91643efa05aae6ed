"""Chaos: senders killed twice a second, the database killed twice, Redis flushed and stopped.

`python -m bench.chaos [--short]`: 6,000 reminders due at one minute, 4 senders (Celery workers), kill -9 of
one of them every half second for a minute, kill -9 of the postmaster twice, Redis flushed and
later stopped for ten seconds. Prints what was lost, doubled on the wire, and shown twice. It brings its own
PostgreSQL, Redis and mail server.
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

from redis import Redis

from bench.crowd import gather, mail_sink, next_minute, on_the_wire
from tracker.embedded.postgres import Postgres
from tracker.embedded.redis_server import RedisServer
from tracker.supervision.guarded import Guarded

SENDERS = 4
LETTER_TAKES = 0.02  # seconds
pause = Event().wait


@dataclass
class Server:
    """One server that is killed and started again."""

    server: Postgres | RedisServer
    running: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        self.server.prepare()
        program: Guarded = self.server.program()
        own = {"user": program.user, "group": program.user, "extra_groups": []} if program.user else {}
        log = program.log.open("ab") if program.log else None
        self.running = subprocess.Popen(
            program.command, stdout=log, stderr=log, start_new_session=True, **own
        )  # type: ignore[call-overload]
        while not self.server.ready():
            pause(0.05)

    def kill(self) -> None:
        """kill -9 of the server's first process; PostgreSQL's others leave by themselves."""
        assert self.running
        self.running.kill()
        self.running.wait()


@dataclass
class Harm:
    """What was done to it."""

    senders_killed: int = 0
    postmaster_killed: int = 0
    redis_flushed: int = 0
    redis_stopped: int = 0


def chaos(home: Path, people: int, seconds: float) -> None:
    """One run; prints its table."""
    sockets = home / "s"
    sockets.mkdir()
    database = Server(Postgres(home / "pg", sockets, home / "pg.log"))
    redis = Server(RedisServer(home / "redis", sockets, home / "redis.log"))
    log = home / "wire.log"
    database.start()
    redis.start()
    try:
        with mail_sink(log, LETTER_TAKES) as port:
            _settings(home, sockets, port)
            due_at = _prepare(people)
            harm = _run(database, redis, due_at, seconds)
            _print(people, harm, log, due_at)
    finally:
        for server in (database, redis):
            with suppress(AssertionError, ProcessLookupError):
                server.kill()


def _settings(home: Path, sockets: Path, port: int) -> None:
    """This process and its children are Footing on those servers."""
    host = str(sockets).replace("/", "%2F")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "FOOTING_HOME": str(home),
        "DATABASE_URL": f"postgresql://postgres@{host}/footing",
        "REDIS_URL": f"unix://{sockets}/redis.sock",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "LOG_LEVEL": "CRITICAL",
    }


def _prepare(people: int) -> datetime:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from common import clock
    from reminders.services.planning import plan

    call_command("migrate", verbosity=0)
    due_at = next_minute()
    now = clock.now()
    gather(people, now, ("pain", f"{due_at:%H:%M}"))
    planned = plan(now=now)
    print(f"{planned:,} notices planned, {people:,} of them due at {due_at:%H:%M}", flush=True)
    connection.close()
    return due_at


def _run(database: Server, redis: Server, due_at: datetime, seconds: float) -> Harm:
    from common import clock

    harm = Harm()
    senders = [_sender() for _ in range(SENDERS)]
    while clock.now() < due_at:
        pause(0.1)
    began = monotonic()
    plan: list[tuple[float, Callable[[], None]]] = [
        (seconds * 0.15, lambda: _postmaster(database, harm)),
        (seconds * 0.3, lambda: _flush(harm)),
        (seconds * 0.45, lambda: _stop(redis, harm)),
        (seconds * 0.6, lambda: _start(redis)),
        (seconds * 0.75, lambda: _postmaster(database, harm)),
    ]
    while monotonic() - began < seconds:
        _tick()
        pause(0.5)
        while plan and monotonic() - began > plan[0][0]:
            Thread(target=plan.pop(0)[1]).start()  # the killing goes on meanwhile
        senders.append(senders.pop(0))
        senders[-1].kill()
        senders[-1].join()
        senders[-1] = _sender()
        harm.senders_killed += 1
    _wait_until_settled(due_at)
    for sender in senders:
        sender.kill()
    return harm


def _sender() -> ForkProcess:
    process = get_context("fork").Process(target=_work)
    process.start()
    return process


def _work() -> None:
    """A Celery worker on the production queue, in this process."""
    os.setpgrp()
    warnings.simplefilter("ignore")  # Celery warns of root, as whom this may run in a container
    from tracker.celery import app

    app.Worker(
        pool="solo",
        queues=["reminders"],
        loglevel="CRITICAL",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
    ).start()


def _tick() -> None:
    """What the beat does, more often."""
    from kombu.exceptions import OperationalError

    from tracker.celery import app

    with suppress(OperationalError):
        app.send_task("reminders.send_notices", queue="reminders", expires=5)


def _postmaster(database: Server, harm: Harm) -> None:
    database.kill()
    harm.postmaster_killed += 1
    database.start()


def _flush(harm: Harm) -> None:
    with Redis(unix_socket_path=os.environ["REDIS_URL"].removeprefix("unix://")) as broker:
        broker.flushall()
    harm.redis_flushed += 1


def _stop(redis: Server, harm: Harm) -> None:
    redis.kill()
    harm.redis_stopped += 1


def _start(redis: Server) -> None:
    redis.start()


def _wait_until_settled(due_at: datetime) -> None:
    """Until every due notice is settled: what dead senders held comes back when their leases run out."""
    from reminders.models import Notice

    while Notice.objects.filter(due_at__lte=due_at, settled_at=None).exists():
        _tick()
        pause(1.0)


def _print(people: int, harm: Harm, log: Path, due_at: datetime) -> None:
    from reminders.models import Notice
    from reminders.queries.ledger import balance
    from reminders.transports.email import message_id

    wire = on_the_wire(log)
    due = Notice.objects.filter(due_at__lte=due_at)
    sent = {message_id(key) for key in due.filter(state="sent").values_list("id", flat=True)}
    doubles = sum(wire.values()) - len(wire)
    kills = harm.senders_killed + harm.postmaster_killed
    lost = people - len(sent & set(wire))
    strange = len(set(wire) - {message_id(key) for key in due.values_list("id", flat=True)})
    last = due.latest("settled_at").settled_at
    rows: dict[str, Any] = {
        "due": f"{people:,}",
        "senders killed (kill -9)": harm.senders_killed,
        "postmaster killed (kill -9)": harm.postmaster_killed,
        "Redis flushed / stopped": f"{harm.redis_flushed} / {harm.redis_stopped}",
        "letters on the wire": f"{sum(wire.values()):,}",
        "lost": lost,
        "doubled on the wire": f"{doubles} (kills: {kills})",
        "shown twice (two Message-IDs of one notice)": strange,
        "ledger": balance(),
        "last one settled after": last - due_at if last else None,
    }
    print("\n| | |\n|---|---|")
    for name, value in rows.items():
        print(f"| {name} | {value} |")
    met = lost == 0 and doubles <= kills and strange == 0
    print("\nall met" if met else "\n**not met**", flush=True)
    if not met:
        sys.exit(1)


def main() -> None:
    """One run in a directory of its own."""
    short = "--short" in sys.argv
    with tempfile.TemporaryDirectory(prefix="footing-chaos-") as home:
        chaos(Path(home), 600 if short else 6_000, 15.0 if short else 60.0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
