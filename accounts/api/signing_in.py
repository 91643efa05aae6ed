"""Signing a person in without a code: where another proof was given, an invitation or the demo's click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def sign_in(request: HttpRequest, user: User, proof: str) -> None:
    """Give the browser behind `request` a session of `user`; `proof` says why, in allauth's records."""
    get_adapter().login(request, user)
    record_authentication(request, user, method=proof)
    UserSession.objects.create_from_request(request)
