"""`prepare`: everything that must be true of the database before people come."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from common import clock
from exercises.services.library import load_library


class Command(BaseCommand):
    """Safe at every start, and from several machines at once: they take turns."""

    help = "Bring the tables, the library and (with DEMO=1) the demo up to date."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--skip-demo", action="store_true", help="leave out what takes longest")

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_what_is_unsafe()
        with _my_turn():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", interactive=False, verbosity=0)
            load_library(now=clock.now())
            if settings.DEMO and not options["skip_demo"]:
                call_command("load_demo", stdout=self.stdout)


def _refuse_what_is_unsafe() -> None:
    """What `check --deploy` calls a security error is not served, such as a demo with a public address."""
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    if errors := [f"{each.msg} {each.hint or ''}" for each in found if each.is_serious()]:
        raise CommandError("\n".join(errors))


@contextmanager
def _my_turn() -> Iterator[None]:
    """Held by the connection, so a killed process lets go of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('footing.prepare'))")
    try:
        yield
    finally:
        connection.close()
