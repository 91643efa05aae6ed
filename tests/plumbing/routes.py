"""Every endpoint of the contract, as the URLconf has it."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("get", "post", "put", "patch", "delete")


def endpoints() -> Iterator[tuple[str, str, Any]]:
    """Each `(METHOD, route below /api/v1/, view)` that something answers to."""
    for route, pattern in _flat(get_resolver().url_patterns, ""):
        if not route.startswith("api/v1/") or "^" in route:
            continue
        view = getattr(pattern.callback, "cls", None) or getattr(pattern.callback, "view_class", None)
        methods = [name for name in METHODS if hasattr(view, name)] if view else ["get"]
        for method in methods:
            yield method.upper(), re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", route.removeprefix("api/v1/")), view


def _flat(patterns: list[Any], before: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _flat(pattern.url_patterns, route)
        else:
            yield route, pattern
