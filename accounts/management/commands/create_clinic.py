"""Open a clinic and name its manager."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.management.names import require_name
from accounts.services.clinics import open_clinic
from common import clock


class Command(BaseCommand):
    help = "Open a clinic called NAME, with a manager who signs in with EMAIL. Again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clinic", metavar="NAME")
        parser.add_argument("--manager", required=True, metavar="EMAIL")
        parser.add_argument("--name", default="", help="the manager's own name; else asked at sign-in")

    def handle(self, *args: Any, **options: Any) -> None:
        require_name("NAME", options["clinic"])
        require_name("--name", options["name"])
        opened = open_clinic(
            name=options["clinic"],
            manager_email=options["manager"],
            manager_name=options["name"],
            now=clock.now(),
        )
        words = "was opened" if opened.made else "was there already"
        self.stdout.write(f"{opened.clinic.name} {words}; {opened.manager.email} manages it.")
        self.stdout.write(f"Sign in with a code by e-mail. The clinic's id is {opened.clinic.pk}.")
