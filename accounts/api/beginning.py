"""A session in which nobody is in yet is not kept for longer than signing in may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account import app_settings
from django.contrib.auth import SESSION_KEY

from accounts.services.sessions import forget_old_sessions
from common import clock

if TYPE_CHECKING:
    from django.http import HttpRequest


def begin(request: HttpRequest) -> None:
    """See to it that the session of `request`, if nobody is signed in, ends as soon as signing in has to."""
    if SESSION_KEY not in request.session:
        request.session.set_expiry(app_settings.LOGIN_TIMEOUT)
        forget_old_sessions(now=clock.now())
