"""`serve`: the whole of Footing as one process tree, until a signal ends it."""

import http.client
import signal
import sys
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from tracker.embedded import lease
from tracker.supervision.ports import PortTakenError, choose_port
from tracker.supervision.programs import footing_programs
from tracker.supervision.tree import ProgramFailedError, Tree


class Command(BaseCommand):
    """Migrates, then runs the web server, the worker and the beat; Ctrl-C or SIGTERM stops them all."""

    help = "Run the web server, the Celery worker and the beat until stopped."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        try:
            self._serve(self._choose_port())
        except (PortTakenError, ProgramFailedError) as problem:
            raise CommandError(str(problem)) from problem
        except KeyboardInterrupt:
            self._say("Stopped.")
        finally:
            lease.release(*settings.EMBEDDED_SERVERS, wait_seconds=10)

    def _serve(self, port: int) -> None:
        _migrate()
        with Tree(footing_programs(settings.HOST, port, settings.WEB_WORKERS)) as tree:
            while not _answers(settings.HOST, port):
                tree.look()
            if settings.DEMO:
                call_command("load_demo", stdout=self.stdout)
            self._say(f"Footing is ready at {_address(port)}  (Ctrl-C stops it)")
            while True:
                tree.look()
                lease.hold(*settings.EMBEDDED_SERVERS)

    def _choose_port(self) -> int:
        port = choose_port(settings.HOST, settings.PORT, may_move=settings.PORT_MAY_MOVE)
        if settings.PORT not in (0, port):
            self._say(f"Port {settings.PORT} is taken by another program; using {port}.")
        return port

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _stop(number: int, frame: object) -> None:
    # From here on a second signal must not interrupt the orderly end of what the first one began.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def _migrate() -> None:
    """Bring the tables up to date; on a usual start this is one look at one table."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", database=DEFAULT_DB_ALIAS, interactive=False, verbosity=0)
    connection.close()


def _answers(host: str, port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=2)  # noqa: S104
    with suppress(OSError, http.client.HTTPException):
        asked.request("GET", "/healthz")
        return asked.getresponse().status == http.client.OK
    return False


def _address(port: int) -> str:
    """Where people find it: what the operator says, or this machine when nothing is said."""
    ours = settings.PUBLIC_URL == f"http://localhost:{settings.PORT}"
    return f"http://localhost:{port}" if ours else settings.PUBLIC_URL
