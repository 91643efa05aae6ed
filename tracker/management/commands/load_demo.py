"""`load_demo`: the demo's clinics, people and diaries."""

from typing import Any

from django.core.management.base import BaseCommand

from common import clock
from tracker.demo.loading import load_demo


class Command(BaseCommand):
    """Safe at every start: existing data stays, and only what happened since is added."""

    help = "Make two clinics with synthetic people and twelve weeks of diaries; again adds only what is new."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_demo(clock.now(), self.stdout.write)
        self.stdout.write(f"{loaded.entries} entries told. The demo's people, all of them made up:")
        for person in loaded.people:
            self.stdout.write(f"  {person.role:<10}{person.email:<46}{person.place}")
