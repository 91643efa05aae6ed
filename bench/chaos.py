"""Chaos: senders killed twice a second, the database killed twice, Redis flushed and stopped.

`python -m bench.chaos [--short] [--pushes]`: 6,000 reminders due at one minute, every other one by push and
the rest by e-mail (or all by push), 4 senders (Celery workers), kill -9 of one of them every half second for
a minute, kill -9 of the postmaster twice, Redis flushed and later stopped for ten seconds. Prints what was
lost, doubled on the wire, and shown twice. It brings its own PostgreSQL, Redis, mail server (20 ms an e-mail)
and push service (5 ms a message); the push service records what it received at once, the mail server
just before it answers.
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from redis import Redis

from bench.crowd import Pushed, gather, mail_sink, next_minute, on_the_wire, pushed, subscribe
from bench.push import push_sink
from notifications.rules.vapid import new_key
from tests.push_service.browser import Browser
from tests.push_service.certificates import AUTHORITY
from tracker.embedded.postgres import Postgres
from tracker.embedded.redis_server import RedisServer
from tracker.supervision.guarded import Guarded

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from notifications.models import Notification

SENDERS = 4
EMAIL_TAKES = 0.02  # seconds
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


@dataclass(frozen=True)
class Wires:
    """Where mail server and push service record what they received."""

    emails: Path
    pushes: Path


def chaos(home: Path, people: int, seconds: float) -> None:
    """One run; prints its table."""
    sockets = home / "s"
    sockets.mkdir()
    database = Server(Postgres(home / "pg", sockets, home / "pg.log"))
    redis = Server(RedisServer(home / "redis", sockets, home / "redis.log"))
    wires = Wires(home / "letters.log", home / "pushes.log")
    os.environ["PUSH_LOG"] = str(wires.pushes)
    database.start()
    redis.start()
    try:
        with (
            mail_sink(wires.emails, EMAIL_TAKES) as port,
            push_sink(home, "bench.push_sink:keeping") as origin,
        ):
            _settings(home, sockets, port, origin)
            browser = Browser(origin, "/")
            due_at = _prepare(people, browser)
            harm = _run(database, redis, due_at, seconds)
            _print(people, harm, wires, browser, due_at)
    finally:
        for server in (database, redis):
            with suppress(AssertionError, ProcessLookupError):
                server.kill()


def _settings(home: Path, sockets: Path, port: int, origin: str) -> None:
    """This process and its children are Footing on those servers."""
    host = str(sockets).replace("/", "%2F")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "FOOTING_HOME": str(home),
        "DATABASE_URL": f"postgresql://postgres@{host}/footing",
        "REDIS_URL": f"unix://{sockets}/redis.sock",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "VAPID_PRIVATE_KEY": new_key(),
        "PUSH_SERVICES": origin.removeprefix("https://"),
        "PUSH_CA_FILE": str(home / AUTHORITY),
        "LOG_LEVEL": "CRITICAL",
    }


def _prepare(people: int, browser: Browser) -> datetime:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from common import clock
    from reminders.services.planning import plan

    call_command("migrate", verbosity=0)
    due_at = next_minute(people)
    now = clock.now()
    gather(people, now, ("pain", f"{due_at:%H:%M}"))
    subscribe(people, browser, now, step=1 if "--pushes" in sys.argv else 2)
    planned = plan(now=now)
    print(f"{planned:,} notices planned, {people:,} of them due at {due_at:%H:%M}", flush=True)
    connection.close()
    return due_at


def _run(database: Server, redis: Server, due_at: datetime, seconds: float) -> Harm:
    from common import clock

    harm = Harm()
    senders = [_sender() for _ in range(SENDERS)]
    try:
        while clock.now() < due_at:
            pause(0.1)
        _rage(database, redis, harm, senders, seconds)
        _wait_until_settled(due_at)
    finally:
        for sender in senders:
            sender.kill()
    return harm


def _rage(database: Server, redis: Server, harm: Harm, senders: list[ForkProcess], seconds: float) -> None:
    """The servers come to harm at their times, and every half second a sender."""
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
            Thread(target=plan.pop(0)[1]).start()  # the killing goes on in the meantime
        senders.append(senders.pop(0))
        senders[-1].kill()
        senders[-1].join()
        senders[-1] = _sender()
        harm.senders_killed += 1


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
        queues=["notifications"],
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
        app.send_task("notifications.send_due", queue="notifications", expires=5)


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
    """Wait until every due notification is settled; leases of dead senders expire in the meantime."""
    while _is_ahead(due_at):
        _tick()
        pause(1.0)


def _is_ahead(due_at: datetime) -> bool:
    """Whether a due notification is not settled, as far as the database can be asked by now."""
    from django.db import OperationalError, connection

    from notifications.models import Notification

    try:
        return Notification.objects.filter(due_at__lte=due_at, settled_at=None).exists()
    except OperationalError:  # it was killed a moment ago
        connection.close()
        return True


def _print(people: int, harm: Harm, wires: Wires, browser: Browser, due_at: datetime) -> None:
    from notifications.models import Notification
    from notifications.queries.balance import balance

    emails, pushes = on_the_wire(wires.emails), pushed(wires.pushes, browser)
    due = Notification.objects.filter(due_at__lte=due_at)
    shown = _shown(due, emails, pushes)
    doubles = [sum(wire.values()) - len(wire) for wire in (emails, pushes)]
    kills = harm.senders_killed + harm.postmaster_killed
    lost = people - sum(1 for times in shown if times)
    twice = sum(1 for times in shown if times > 1)
    last = due.latest("settled_at").settled_at
    rows: dict[str, Any] = {
        "due": f"{people:,}",
        "senders killed (kill -9)": harm.senders_killed,
        "postmaster killed (kill -9)": harm.postmaster_killed,
        "Redis flushed / stopped": f"{harm.redis_flushed} / {harm.redis_stopped}",
        "letters on the wire": f"{sum(emails.values()):,}",
        "pushes on the wire": f"{sum(pushes.values()):,}",
        "lost": lost,
        "doubled on the wire": f"{sum(doubles)} (letters {doubles[0]}, pushes {doubles[1]}; kills {kills})",
        "shown twice (another Message-ID, Topic or tag of the same)": twice,
        "ledger": balance(),
        "last one settled after": last - due_at if last else None,
    }
    print("\n| | |\n|---|---|")
    for name, value in rows.items():
        print(f"| {name} | {value} |")
    met = lost == 0 and sum(doubles) <= kills and twice == 0
    print("\nall met" if met else "\n**not met**", flush=True)
    if not met:
        sys.exit(1)


def _shown(due: "QuerySet[Notification]", emails: Iterable[str], pushes: Iterable[Pushed]) -> list[int]:
    """How often each due notification that counts as sent is to be seen: what has one Message-ID, or one
    Topic and tag, is seen once.
    """
    from notifications.transports.email import message_id

    seen: Counter[str] = Counter(set(emails)) + Counter(each.path for each in set(pushes))
    said = due.filter(state="sent").values_list("id", "user_id")
    return [seen[message_id(notification)] + seen[f"/push/{user}"] for notification, user in said]


def main() -> None:
    """One run in a directory of its own."""
    short = "--short" in sys.argv
    with tempfile.TemporaryDirectory(prefix="footing-chaos-") as home:
        chaos(Path(home), 600 if short else 6_000, 15.0 if short else 60.0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
