"""Let a person in again who lost their phone and their recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.queries import person_by_email
from accounts.services.people import forget_second_factor


class Command(BaseCommand):
    help = "Forget the passkeys, authenticator app and recovery codes of the person with EMAIL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        user = person_by_email(options["email"])
        if user is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        count = forget_second_factor(user=user)
        self.stdout.write(
            f"{count} means of sign-in forgotten and every session of {user.email} ended. "
            "They sign in with a code by e-mail now, and staff set up a second step again."
        )
