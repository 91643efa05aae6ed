"""What nobody asked for by a name that exists is not silently left out."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from common.problems import MEDIA_TYPE, problem
from tracker.contract import query_parameters


class KnownQueryParameters:
    """Refuses a query parameter that the contract does not name for that address: `?serach=` finds everything
    otherwise, and nobody sees why. Pages and files (unsubscribing, the calendar) are left alone: mail and
    calendar programs add what they like.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        if not request.META.get("QUERY_STRING"):  # most requests; `GET` would be built for nothing
            return None
        known = query_parameters().get(_operation(request))
        unknown = set(request.GET) - known if known is not None else set()
        if not unknown:
            return None
        errors = {name: [_("There is no such parameter here.")] for name in sorted(unknown)}
        words = _("The address asks for something that does not exist. Nothing was changed.")
        body = problem(400, _("Not valid"), words, code="invalid", errors=errors)
        return JsonResponse(body, status=400, content_type=MEDIA_TYPE)


def _operation(request: HttpRequest) -> tuple[str, str]:
    route = request.resolver_match.route if request.resolver_match else ""
    method = "GET" if request.method == "HEAD" else str(request.method)
    return method, "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
