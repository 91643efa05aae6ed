"""Access tokens: made once, kept as a hash, revoked for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.models import AccessToken, User
from accounts.rules.roles import Scope
from accounts.rules.tokens import USE_NOTED_EVERY, new_access_token, token_hash
from common.turns import take_turns

MOST_TOKENS = 20
DEFAULT_DAYS = 365
LONGEST_DAYS = 730


class UnknownToken(Exception):
    """The person has no such token, or it is revoked already."""


class LifetimeOutOfRange(Exception):
    """A token lives 1 to 730 days."""


class TooManyTokens(Exception):
    """The person has as many living tokens as there can be."""


@dataclass(frozen=True)
class MadeToken:
    """A token with its plain text, which nobody can show a second time."""

    token: AccessToken
    plain: str


def create_token(
    *,
    user: User,
    name: str,
    scope: Scope,
    now: datetime,
    days: int = DEFAULT_DAYS,
    second_factor: bool = True,
) -> MadeToken:
    """Make an access token of `user` for `days` days (1 to 730). Raises LifetimeOutOfRange, and
    TooManyTokens beyond twenty that are neither revoked nor expired.

    `second_factor` says whether `user` showed one just before; the operator, who needs none, counts as that.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise LifetimeOutOfRange
    plain = new_access_token()
    with transaction.atomic():
        take_turns(f"tokens of {user.pk}")
        if AccessToken.objects.filter(user=user, revoked_at=None, expires_at__gt=now).count() >= MOST_TOKENS:
            raise TooManyTokens
        token = AccessToken.objects.create(
            user=user,
            name=name,
            token_hash=token_hash(plain),
            scope=scope,
            second_factor=second_factor,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    return MadeToken(token, plain)


def revoke_token(*, user: User, token_id: UUID, now: datetime) -> None:
    """End a token of `user` at once. Raises UnknownToken, also for another person's."""
    living = AccessToken.objects.filter(pk=token_id, user=user, revoked_at=None)
    if not living.update(revoked_at=now):
        raise UnknownToken


def note_token_use(*, token_id: UUID, now: datetime) -> None:
    """Keep when a token was last used, to the minute: of two requests at once, one writes."""
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_NOTED_EVERY)
    AccessToken.objects.filter(stale, pk=token_id).update(last_used_at=now)
