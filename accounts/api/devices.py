"""Browsers in which somebody signed in before: they have an allowance of codes that nobody else can use up.

The cookie says only that; it lets nobody in. Whose browser it is stands in it as a keyed hash.
"""

import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from common.addresses import normal_address

COOKIE = "footing_device"
PATH = "/_allauth/"  # the endpoints of sign-in
AGE = timedelta(days=400)  # the longest that browsers keep one
MOST_PEOPLE = 8  # who share a browser
_SALT = "accounts.device"


def known_device(request: HttpRequest, address: str) -> str | None:
    """The id of the browser behind `request`, if `address` (in normal form) signed in there before."""
    told = _told(request)
    return told["id"] if _mark(address) in told["who"] else None


class KnownDevice:
    """Leaves the cookie in the browser that `request.person_signed_in` has just signed in with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        person = getattr(request, "person_signed_in", None)
        if person is not None:
            _remember(request, response, person.email)
        return response


def _remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    told = _told(request)
    mark = _mark(normal_address(email))
    who = [mark, *(other for other in told["who"] if other != mark)][:MOST_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": told["id"], "who": who}, salt=_SALT),
        max_age=AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _told(request: HttpRequest) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=AGE)
    except signing.BadSignature:
        return {"id": secrets.token_hex(16), "who": []}
    return told


def _mark(address: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), f"device:{address}".encode(), "sha256").hex()[:32]
