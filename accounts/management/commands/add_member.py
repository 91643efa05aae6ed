"""Let a person work in a clinic."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.management.names import require_name
from accounts.queries import clinics_called, person_by_email
from accounts.rules.roles import Role
from accounts.services.clinics import add_member
from accounts.services.people import create_person
from common import clock


class Command(BaseCommand):
    help = "Give the person with EMAIL a role in a clinic; an unknown address gets an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--clinic", required=True, metavar="NAME", help="the clinic's name, or its id")
        parser.add_argument("--role", required=True, choices=[word.value for word in Role])
        parser.add_argument("--name", default="", help="the name of a new account; else asked at sign-in")

    def handle(self, *args: Any, **options: Any) -> None:
        require_name("--name", options["name"])
        clinics = clinics_called(options["clinic"])
        if not clinics:
            raise CommandError(f"There is no clinic called {options['clinic']}.")
        if len(clinics) > 1:
            ids = ", ".join(str(clinic.pk) for clinic in clinics)
            raise CommandError(
                f"Several clinics are called {options['clinic']}; give one of these ids: {ids}"
            )
        now = clock.now()
        user = person_by_email(options["email"])
        if user is None:
            user = create_person(email=options["email"], name=options["name"], now=now)
        made = add_member(clinic=clinics[0], user=user, role=Role(options["role"]), now=now)
        words = "is now" if made else "was already"
        self.stdout.write(f"{user.email} {words} a {options['role']} of {clinics[0].name}.")
