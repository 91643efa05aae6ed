"""Answers that belong to no app: the front end's page, and problems for addresses nobody owns."""

import sys
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_safe

from common.problems import problem_page
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
    def door(request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request)
        refusal = problem_page(request, 405, _("Not allowed"), _("This address can only be read."))
        refusal["Allow"] = "GET, HEAD"
        return refusal

    return door


@only_read
def reference(request: HttpRequest) -> HttpResponseBase:
    """The readable page of the contract."""
    return render(request, "tracker/reference.html", {"nouns": operations_by_noun()})


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
