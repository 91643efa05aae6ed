from typing import Any

from django.core.management.base import BaseCommand

from common import clock
from exercises.services.library import load_library


class Command(BaseCommand):
    help = "Loads the library's files (exercises, conditions, care cards, routines); again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_library(now=clock.now())
        if not loaded.changed:
            self.stdout.write("The library is loaded already; no file has changed.")
        for kind, number in loaded.written.items():
            self.stdout.write(f"{kind}: {number} written, {loaded.retired[kind]} retired")
