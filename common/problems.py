"""Errors for programs: RFC 9457 `application/problem+json`, for every response that is not a success."""

import logging
import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("footing.problems")
_GAP = re.compile(r'\s*"?\{\w+\}"?')  # the part of DRF's sentence that varies: Method "{method}" ...


class Refused(exceptions.APIException):
    """A request that the rules refuse: `code` for programs, `detail` for people, `errors` by field, and
    further members that a program needs.
    """

    status_code = 400

    def __init__(
        self,
        code: str,
        detail: str,
        errors: dict[str, list[str]] | None = None,
        status: int = 400,
        **members: Any,
    ) -> None:
        super().__init__(detail=detail, code=code)
        self.status_code = status
        self.errors = errors
        self.members = members
        self.wait: float | None = None


def too_large(most: int) -> Refused:
    """The refusal of a body of more than `most` bytes."""
    detail = _("A request may hold at most %(most)d bytes. Nothing was changed.") % {"most": most}
    return Refused("too_large", detail, status=413)


def too_often(detail: str, wait: timedelta) -> Refused:
    """The refusal of too many requests; REST framework sends `wait` as `Retry-After`."""
    refused = Refused("throttled", detail, status=429)
    refused.wait = wait.total_seconds()
    return refused


def problem(status: int, title: str, detail: str, **more: Any) -> dict[str, Any]:
    """The body of one problem; `more` adds members such as `errors` or `code`."""
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}


def answer_with_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: the same form for every refusal, with the field names."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    from rest_framework.views import exception_handler  # it reads the settings, which import this module

    response = exception_handler(error, context)
    if response is None or not isinstance(error, exceptions.APIException):
        return response
    response.data = _body(error, response)
    response.content_type = MEDIA_TYPE
    # Whatever format the response would have had (YAML, an archive, a picture): a problem is JSON.
    context["request"].accepted_renderer = JSONRenderer()
    context["request"].accepted_media_type = MEDIA_TYPE
    return response


def _body(error: exceptions.APIException, response: Response) -> dict[str, Any]:
    title = _GAP.sub("", str(error.default_detail)).rstrip(".")
    if isinstance(error, exceptions.ValidationError):
        errors = _flat(error.detail)
        detail = _("Some fields are not right. Nothing was changed.")
        return problem(response.status_code, title, detail, code="invalid", errors=errors)
    more: dict[str, Any] = {"code": error.get_codes() if isinstance(error.get_codes(), str) else "error"}
    if isinstance(error, Refused) and error.errors:
        more["errors"] = error.errors
    if isinstance(error, Refused):
        title = str(error.detail)
        more.update(error.members)
    return problem(response.status_code, title, str(error.detail), **more)


def _flat(detail: Any, path: str = "") -> dict[str, list[str]]:
    """Nested messages as a mapping from a dotted field path to its messages."""
    if isinstance(detail, dict):
        merged: dict[str, list[str]] = {}
        for key, inner in detail.items():
            merged.update(_flat(inner, f"{path}.{key}" if path else str(key)))
        return merged
    if isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        merged = {}
        for place, inner in enumerate(detail):
            merged.update(_flat(inner, f"{path}.{place}" if path else str(place)))
        return merged
    return {
        path or "non_field_errors": [str(item) for item in (detail if isinstance(detail, list) else [detail])]
    }


def problem_page(
    request: HttpRequest, status: int, title: str, detail: str, code: str | None = None
) -> JsonResponse:
    """The same form for responses outside REST framework; the code is the status' name by default."""
    code = code or HTTPStatus(status).name.lower()
    return JsonResponse(problem(status, title, detail, code=code), status=status, content_type=MEDIA_TYPE)


CSRF_WORDS = gettext_lazy("This page is too old. Nothing was changed; reload it and try again.")


def csrf_failed(request: HttpRequest, reason: str = "") -> JsonResponse:
    """Django's response to a request without the CSRF token."""
    return problem_page(request, 403, _("Not allowed"), str(CSRF_WORDS), code="csrf")
