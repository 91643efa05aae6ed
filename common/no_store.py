"""Answers about persons are kept by no browser, proxy or shared computer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class NoStoreMiddleware:
    """`Cache-Control: no-store` on every answer of the contract, of sign-in and of unsubscribing.

    Only a view that is asked without a session and without a token may say otherwise.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(("/api/", "/_allauth/", "/u/")):
            personal = "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.COOKIES
            if personal or "Cache-Control" not in response:
                response["Cache-Control"] = "no-store"
        return response
