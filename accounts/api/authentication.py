"""How a request says whose it is: a program's bearer token, or a browser's session."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from accounts.queries.standing import bearer, signed_in
from accounts.rules.roles import Grant, RequestIdentity, Scope
from accounts.rules.tokens import token_hash
from accounts.services.tokens import note_token_use
from common import clock
from common.problems import CSRF_WORDS

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

    from accounts.models import User


class AuthBackend(AuthenticationBackend):
    """Whom a session belongs to, with their standing, in one statement."""

    def get_user(self, user_id: object) -> User | None:
        return signed_in(str(user_id))


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer <token>`: one statement finds the token, the person and their standing."""

    def authenticate(self, request: Request) -> tuple[User, Grant] | None:
        scheme, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = clock.now()
        found = bearer(token_hash(token.strip()), now)
        if found is None:
            raise AuthenticationFailed(
                _("This access token is unknown, expired or revoked. Make a new one in the settings.")
            )
        if not found.use_noted:
            note_token_use(token_id=found.token_id, now=now)
        proved = found.second_factor or not asks_second_factor(found.user.standing)
        return found.user, _grant(found.user, found.scope, proved, found.token_id)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BrowserSession(SessionAuthentication):
    """The session cookie, with the CSRF header on everything that writes."""

    def authenticate(self, request: Request) -> tuple[User, Grant] | None:
        found = super().authenticate(request)
        if found is None:
            return None
        user: User = found[0]
        return user, session_grant(request._request, user)

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(CSRF_WORDS, "csrf") from None


def session_grant(request: HttpRequest, user: User) -> Grant:
    """What `user`, with their standing, may do in the session of `request`."""
    return _grant(user, Scope.WRITE, has_second_factor(request, user))


def _grant(user: User, scope: Scope, proved: bool, token_id: UUID | None = None) -> Grant:
    """Without the second factor, work opens nothing, and what a patient may do is as it was."""
    if not proved:
        user.standing = user.standing.as_patient_alone()
    return Grant(user.standing, scope, proved, token_id)


def asks_second_factor(standing: RequestIdentity) -> bool:
    """Whether a person of this standing must use a second factor here: members of clinics must."""
    return settings.SECOND_FACTOR_REQUIRED and standing.works


def has_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether one was used in this session, or none is asked of this person."""
    return not asks_second_factor(user.standing) or used_second_factor(request, user)


def used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether one was used in this session, asked for or not."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
