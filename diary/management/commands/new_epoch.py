"""Gives the server a new epoch after a restore from a backup."""

from typing import Any

from django.core.management.base import BaseCommand

from diary.services import start_new_epoch


class Command(BaseCommand):
    help = "After a restore from a backup: makes every device send again what it has kept (30 days)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"The diary's history is now called {start_new_epoch()}.")
