"""Care: its end, and who looked at one's record."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import queries
from accounts.api.invitation_serializers import AccessRecordOut, EndedEpisodeOut, EndOfCareIn
from accounts.api.permissions import IsPatient, IsStaff
from accounts.api.records import opened
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from accounts.services import care
from common import clock
from common.problems import Refused


class EndCareView(APIView):
    """The open episode of one patient in one's care."""

    permission_classes = [IsStaff]

    @extend_schema(operation_id="patients_end_care", request=EndOfCareIn, responses=EndedEpisodeOut)
    def post(self, request: PersonRequest, patient_id: UUID) -> Response:
        """End a patient's care. The team's access to the record ends at once, the patient keeps it."""
        form = EndOfCareIn(data=request.data)
        form.is_valid(raise_exception=True)
        ended_on = form.validated_data.get("ended_on")
        try:
            with opened(request, patient_id, Purpose.END_OF_CARE) as record:
                episode = care.end_episode(
                    patient=record.patient, by=request.user, ended_on=ended_on, now=clock.now()
                )
        except care.NotInCare:
            raise Http404 from None
        except care.DateOutOfCare:
            words = _("Care can end on a day from its start to today.")
            raise Refused("invalid", words, {"ended_on": [words]}) from None
        return Response(EndedEpisodeOut(episode).data, status=status.HTTP_200_OK)


@extend_schema_view(get=extend_schema(operation_id="me_access"))
class OwnAccessRecordsView(generics.ListAPIView[Any]):
    """When staff opened one's own record, newest first."""

    permission_classes = [IsPatient]
    serializer_class = AccessRecordOut
    request: PersonRequest

    def get_queryset(self) -> Any:
        return queries.access_records(self.request.user)
