"""A method that an endpoint does not have is refused before any other check."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views import View

from common.problems import problem_page


class KnownMethodsMiddleware:
    """405 with `Allow` (RFC 9110 section 15.5.6) for everybody, before authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, names: Any
    ) -> HttpResponseBase | None:
        kind = getattr(view, "cls", None) or getattr(view, "view_class", None)
        if kind is None:
            return None
        known = _known(kind)
        if request.method in known:
            return None
        detail = _("This address does not know %(method)s.") % {"method": request.method}
        answer = problem_page(request, 405, _("Method not allowed"), detail, code="method_not_allowed")
        answer["Allow"] = ", ".join(known)
        return answer


@cache
def _known(kind: type[View]) -> tuple[str, ...]:
    """The methods of a class of views, which the addresses name: there are no more of them than those."""
    known = [name.upper() for name in kind.http_method_names if name == "options" or hasattr(kind, name)]
    if "GET" in known and "HEAD" not in known:
        known.append("HEAD")
    return tuple(known)
