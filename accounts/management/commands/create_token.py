"""Make an access token for a person's program."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.management.names import require_name
from accounts.queries import person_by_email
from accounts.rules.roles import Scope
from accounts.services.tokens import (
    DEFAULT_DAYS,
    LONGEST_DAYS,
    MOST_TOKENS,
    LifetimeOutOfRange,
    TooManyTokens,
    create_token,
)
from common import clock


class Command(BaseCommand):
    help = "Make an access token for the person with EMAIL. The token stands alone on the last line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--scope", choices=[word.value for word in Scope], default=Scope.WRITE.value)
        parser.add_argument("--days", type=int, default=DEFAULT_DAYS, help=f"1 to {LONGEST_DAYS}")
        parser.add_argument("--name", default="made by the operator")

    def handle(self, *args: Any, **options: Any) -> None:
        require_name("--name", options["name"])
        user = person_by_email(options["email"])
        if user is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        try:
            made = create_token(
                user=user,
                name=options["name"],
                scope=Scope(options["scope"]),
                days=options["days"],
                now=clock.now(),
            )
        except TooManyTokens:
            raise CommandError(f"{user.email} has {MOST_TOKENS} tokens, as many as there can be.") from None
        except LifetimeOutOfRange:
            raise CommandError(f"--days must be 1 to {LONGEST_DAYS}.") from None
        self.stderr.write(
            f"A token of {user.email} ({made.token.scope}), good until {made.token.expires_at:%Y-%m-%d}. "
            "It is shown this once:"
        )
        self.stdout.write(made.plain)
