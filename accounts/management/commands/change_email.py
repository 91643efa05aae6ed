"""Give a person another e-mail address: mail to the old one comes back, or it is theirs no more."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.queries import person_by_email
from accounts.services.people import AddressTaken, change_address


class Command(BaseCommand):
    help = "Let the person with EMAIL sign in and be written to with NEW from now on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("new", metavar="NEW")

    def handle(self, *args: Any, **options: Any) -> None:
        user = person_by_email(options["email"])
        if user is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        try:
            validate_email(options["new"])
            change_address(user=user, email=options["new"])
        except ValidationError as error:
            raise CommandError(f"{options['new']} is no e-mail address. Nothing was changed.") from error
        except AddressTaken as error:
            raise CommandError(f"Somebody has {options['new']} already. Nothing was changed.") from error
        self.stdout.write(f"From now on {user.email} is their address; devices stay signed in.")
