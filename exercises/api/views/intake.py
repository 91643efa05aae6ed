"""One's own intake."""

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import IsSignedIn
from accounts.api.requests import PersonRequest
from accounts.api.serializers import IntakeIn, MeOut
from accounts.api.views.me import me
from accounts.services.people import InvitationNeeded
from common import clock
from common.problems import Refused
from exercises.services.intake import take_intake


class OwnPatientView(APIView):
    """One's own intake."""

    permission_classes = [IsSignedIn]

    @extend_schema(operation_id="me_patient", request=IntakeIn, responses=MeOut)
    def post(self, request: PersonRequest) -> Response:
        """Answer the intake: which foot, and the four questions of risk. Again to correct it.

        A plan that one took alone is judged again: it may rest until a professional looked.
        """
        form = IntakeIn(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            take_intake(
                user=request.user,
                sign_up_open=settings.SIGNUP_OPEN,
                now=clock.now(),
                **form.validated_data,
            )
        except InvitationNeeded:
            raise Refused(
                "invitation_required",
                _("Here a clinic invites its patients. Open the link that your therapist sent you."),
                status=status.HTTP_403_FORBIDDEN,
            ) from None
        return Response(me(request.user, request.auth))
