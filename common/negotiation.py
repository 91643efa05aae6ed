"""The format of a response."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class JsonOnlyNegotiation(DefaultContentNegotiation):
    """A client that accepts anything, or just the only format, needs no parsing of headers."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """The renderer and the media type; several formats or stricter requests are handled by DRF."""
        first, *others = renderers
        media_type = str(first.media_type)
        if not others and request.META.get("HTTP_ACCEPT", "*/*") in ("*/*", media_type):
            return first, media_type
        return super().select_renderer(request, [first, *others], format_suffix)


class AnyAcceptNegotiation(JsonOnlyNegotiation):
    """A page or a file has one format for everybody, whatever the client prefers (RFC 9110 section 12.5.1): a
    mail provider's one click or a calendar program must not be refused because of a header. Refusals there
    have the form of all problems.
    """

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """The endpoint's first renderer, for its refusals."""
        first, *_others = renderers
        return first, str(first.media_type)
