"""Answers that belong to no app: the front end's page, and problems for addresses nobody owns."""

import sys
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import condition, require_safe
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from common.problems import problem_page
from tracker import contract
from tracker.outages import is_outage
from tracker.reference import operations_by_noun
from tracker.unavailable import unavailable


@require_safe
@ensure_csrf_cookie
def app(request: HttpRequest) -> HttpResponseBase:
    """The front end's one page, for every address that the app's own router knows."""
    page = settings.WEB / "index.html"
    if not page.exists():
        return HttpResponse("The front end is not built. Start with ./run, which builds it.", status=503)
    response = FileResponse(page.open("rb"), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def only_read(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view that changes nothing: it asks for no CSRF token, and other methods are told so by a problem."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request)
        refusal = problem_page(request, 405, _("Not allowed"), _("This address can only be read."))
        refusal["Allow"] = "GET, HEAD"
        return refusal

    return guarded


class DocumentView(APIView):
    """The OpenAPI document, as JSON by default and as YAML on request."""

    renderer_classes = [
        OpenApiJsonRenderer2,
        OpenApiJsonRenderer,
        OpenApiYamlRenderer,
        OpenApiYamlRenderer2,
    ]
    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        form = "yaml" if request.accepted_renderer.format == "yaml" else "json"
        tagged = condition(etag_func=lambda *_: f'"{contract.tag()}-{form}"')
        answer: HttpResponse = tagged(_document)(request._request, form)
        answer["Content-Type"] = request.accepted_renderer.media_type
        return answer


def _document(request: HttpRequest, form: str) -> HttpResponse:
    zips = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    answer = HttpResponse(contract.zipped(form) if zips else contract.written(form))
    if zips:
        answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


@only_read
@condition(etag_func=lambda _request: f'"{contract.tag()}-docs"')
def reference(request: HttpRequest) -> HttpResponseBase:
    """The readable page of the contract."""
    return HttpResponse(_reference_page())


@cache
def _reference_page() -> str:
    return render_to_string("tracker/reference.html", {"nouns": operations_by_noun()})


@csrf_exempt
def unknown_api(request: HttpRequest) -> HttpResponseBase:
    """404 as a problem for an address below /api/v1/ that does not exist, whatever the method: a program with
    a token is not told of CSRF.
    """
    return not_found(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        words = _("A request may hold at most %(most)d bytes. Nothing was changed.") % {"most": most}
        return problem_page(request, 413, _("Too large"), words, code="too_large")
    return problem_page(request, 400, _("Bad request"), _("The request could not be read."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return problem_page(request, 403, _("Not allowed"), _("You may not do this."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return problem_page(request, 404, _("Not found"), _("There is nothing at this address."))


def server_error(request: HttpRequest) -> HttpResponseBase:
    """What nothing else has answered comes by here, from views and from what stands around them."""
    error = sys.exc_info()[1]
    if error and is_outage(error):
        return unavailable(request, error)
    return problem_page(
        request,
        500,
        _("Server error"),
        _("Something went wrong here. What you sent was not saved; try again."),
    )
