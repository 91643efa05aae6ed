"""No browser, proxy or shared computer stores responses about persons."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class NoStoreMiddleware:
    """`Cache-Control: no-store` on every response of the API, of sign-in and of unsubscribing.

    Only a view for requests without session and token may override it.
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
