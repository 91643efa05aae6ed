"""Stopping a stream of e-mails from an e-mail, without signing in (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from common import clock
from common.contract import RefusalOut
from common.negotiation import AnyAcceptNegotiation
from common.problems import MEDIA_TYPE
from notifications.queries.stopping import Stream, UnknownStopLink, stream_behind
from notifications.services.stops import stop_stream

NAMES = {
    "reminders": gettext_lazy("Stop reminders by e-mail?"),
    "summary": gettext_lazy("Stop the weekly letter?"),
    "digest": gettext_lazy("Stop the weekly letter?"),
}
# An unknown link is answered with a page if the client accepts pages, else with a problem.
PAGE = {
    (200, "text/html"): OpenApiTypes.STR,
    (404, "text/html"): OpenApiTypes.STR,
    (404, MEDIA_TYPE): RefusalOut,
}


class UnsubscribeView(APIView):
    """One stream of e-mails to one person. The token in the URL is the only proof needed."""

    content_negotiation_class = AnyAcceptNegotiation
    authentication_classes = ()
    permission_classes = [AllowAny]

    @extend_schema(operation_id="unsubscribe_page", responses=PAGE)
    def get(self, request: Request, token: str) -> HttpResponse:
        """A page that asks for confirmation. It changes nothing, because mail scanners open every link."""
        try:
            stream = stream_behind(token)
        except UnknownStopLink:
            return _unknown(request)
        text = _("You will get no more of these letters. Everything else stays as it is.")
        return _page(request, str(NAMES[stream.name]), text, ask=True)

    @extend_schema(operation_id="unsubscribe", request=None, responses=PAGE)
    def post(self, request: Request, token: str) -> HttpResponse:
        """Stops the stream; a second request changes nothing."""
        try:
            stream: Stream = stream_behind(token)
        except UnknownStopLink:
            return _unknown(request)
        stop_stream(user_id=stream.user_id, stream=stream.name, now=clock.now())
        text = _("You get no more of these letters. You can turn them on again in the app's settings.")
        return _page(request, _("Stopped"), text)


@csrf_exempt
def short_address(request: HttpRequest, token: str) -> HttpResponseBase:
    """The short URL that e-mails contain; it answers like the URL of the contract."""
    return UnsubscribeView.as_view()(request, token=token)


@csrf_exempt
def cut_short(request: HttpRequest, token: str) -> HttpResponseBase:
    """If a mail program cut the URL, its last slash is missing: the page explains it, and a one-click POST
    still works, because a POST is not redirected.
    """
    if request.method in ("GET", "HEAD"):
        return redirect("unsubscribe", token=token)
    return UnsubscribeView.as_view()(request, token=token)


def _unknown(request: Request) -> HttpResponse:
    """A page for people; a program that does not accept pages gets a problem, as everywhere."""
    text = _("Nothing was changed. Please copy the whole address from the letter, or use the app's settings.")
    if "text/html" not in request.headers.get("Accept", ""):
        raise NotFound(text)
    return _page(request, _("This link is not complete"), text, status=404)


def _page(request: Request, heading: str, text: str, *, ask: bool = False, status: int = 200) -> HttpResponse:
    plain: HttpRequest = request._request
    words = {"heading": heading, "text": text, "ask": ask}
    return render(plain, "letters/unsubscribe.html", words, status=status)
