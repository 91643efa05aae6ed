"""The requester and their roles, in one statement: every request asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField

from accounts.models import AccessToken, Membership, Patient, User
from accounts.rules.roles import RequestIdentity, Role, Scope
from accounts.rules.tokens import USE_NOTED_EVERY


@dataclass(frozen=True, slots=True)
class TokenIdentity:
    """A valid access token and its person; `use_noted`: its use was recorded recently."""

    user: User
    token_id: UUID
    scope: Scope
    use_noted: bool
    second_factor: bool


# Without instants: few requests need them, and reading one costs as much as the rest of the row.
_FIELDS = [field for field in User._meta.concrete_fields if not isinstance(field, DateTimeField)]
_COLUMNS = [field.attname for field in _FIELDS]
# Names of our own tables and columns only; every value is a parameter.
_PERSON = f"""
    SELECT {", ".join(f'u."{field.column}"' for field in _FIELDS)}, p.id,
           ARRAY(SELECT DISTINCT m.role FROM {Membership._meta.db_table} m
                 WHERE m.user_id = u.id AND m.ended_at IS NULL)
"""  # noqa: S608
_FROM_PERSON = f"{User._meta.db_table} u LEFT JOIN {Patient._meta.db_table} p ON p.user_id = u.id"
_SIGNED_IN = f"{_PERSON} FROM {_FROM_PERSON} WHERE u.id = %s AND u.is_active"
BEARER = f"""
    {_PERSON}, t.id, t.scope, coalesce(t.last_used_at > %s, false), t.second_factor
    FROM {AccessToken._meta.db_table} t JOIN ({_FROM_PERSON}) ON u.id = t.user_id
    WHERE t.token_hash = %s AND t.revoked_at IS NULL AND t.expires_at > %s AND u.is_active
"""


def signed_in(user_id: UUID | str) -> User | None:
    """The active person of that id with their `standing`, in one statement: every session's request asks."""
    row = _row(_SIGNED_IN, [user_id])
    return _person(row) if row else None


def bearer(hashed: str, now: datetime) -> TokenIdentity | None:
    """The person and the scope of a valid token's hash, in one statement; else None."""
    row = _row(BEARER, [now - USE_NOTED_EVERY, hashed, now])
    return TokenIdentity(_person(row), row[-4], Scope(row[-3]), row[-2], row[-1]) if row else None


def _row(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _person(row: tuple[Any, ...]) -> User:
    user = User.from_db(connection.alias, _COLUMNS, row[: len(_COLUMNS)])
    patient_id, roles = row[len(_COLUMNS) : len(_COLUMNS) + 2]
    user.standing = RequestIdentity(patient_id, frozenset(map(Role, roles)))
    return user
