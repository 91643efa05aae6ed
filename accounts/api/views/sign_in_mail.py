"""How the e-mail fares that this browser asked for."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.adapters import MAIL_ASKED_FOR
from accounts.api.serializers import SignInMailOut
from accounts.queries.outgoing_mail import mail_state


class SignInMailView(APIView):
    """The e-mail with a code that this browser asked for last."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="sign_in_mail", responses=SignInMailOut, auth=[])
    def get(self, request: Request) -> Response:
        """Whether it was sent; `none` where none was asked for in this browser. It tells nothing of whether
        anybody has the address.
        """
        asked = request._request.session.get(MAIL_ASKED_FOR)
        state = mail_state(UUID(asked)) if asked else None
        return Response(SignInMailOut({"state": state or "none"}).data)
