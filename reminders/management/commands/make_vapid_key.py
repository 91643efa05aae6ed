"""Make the key that push messages are signed with."""

from typing import Any

from django.core.management.base import BaseCommand

from reminders.vapid import new_key


class Command(BaseCommand):
    help = "Print a new VAPID_PRIVATE_KEY. Nothing is changed. Devices are bound to it, so keep it."

    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(new_key())
