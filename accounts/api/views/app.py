"""What the app asks before anybody is signed in, and the demo's one-click sign-in."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import BrowserSession
from accounts.api.limiting import Throttle
from accounts.api.serializers import AppOut, DemoSignInIn, MeOut
from accounts.api.signing_in import sign_in
from accounts.api.views.me import me_after_sign_in
from accounts.queries.demo import demo_people, demo_person
from accounts.rules import demo
from accounts.rules.limits import DEMO_SIGN_INS


def demo_runs() -> bool:
    """Whether the demo's people may be offered here."""
    return demo.is_allowed(settings.DEMO, settings.PUBLIC_URL)


def _demo_people() -> list[dict[str, str]]:
    names = {"patient": _("Patient"), "therapist": _("Therapist"), "manager": _("Manager")}
    return [
        {**asdict(person), "label": " · ".join(filter(None, [names[person.role], person.place]))}
        for person in demo_people()
    ]


@method_decorator(ensure_csrf_cookie, name="dispatch")
class AppView(APIView):
    """Facts about this installation, for everybody."""

    authentication_classes = [BrowserSession]
    permission_classes = [AllowAny]

    @extend_schema(operation_id="app", responses=AppOut, auth=[])
    def get(self, request: Request) -> Response:
        """What this installation is; it also sets the CSRF cookie that every change in a browser needs."""
        answer = {
            "name": "Footing",
            "version": settings.VERSION,
            "demo": demo_runs(),
            "signup_open": settings.SIGNUP_OPEN,
            "signed_in": request.user is not None,
            "demo_people": _demo_people() if demo_runs() else [],
        }
        return Response(AppOut(answer).data)


@method_decorator(csrf_protect, name="dispatch")
class DemoSignInView(APIView):
    """The demo's people, one click away."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]
    limit = DEMO_SIGN_INS

    @extend_schema(operation_id="demo_sign_in", request=DemoSignInIn, responses=MeOut, auth=[])
    def post(self, request: Request) -> Response:
        """Become one of the demo's people. 404 wherever the demo does not run, and for any real person."""
        if not demo_runs():
            raise Http404
        form = DemoSignInIn(data=request.data)
        form.is_valid(raise_exception=True)
        person = demo_person(form.validated_data["email"])
        if person is None:
            raise Http404
        sign_in(request._request, person, "demo")
        return Response(me_after_sign_in(request._request, person))
