"""`serve`: the whole of Footing as one process tree, until a signal ends it."""

from typing import Any

from django.core.management.base import BaseCommand

from tracker.supervision.serving import serve


class Command(BaseCommand):
    """Listed here for `help`; `tracker.command` takes a shorter way to the same function."""

    help = "Run the web server, the Celery worker and the beat until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        serve()
