"""Who works in a clinic: its managers see and change it."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from accounts.api.clinic_serializers import MemberIn, MemberOut
from accounts.api.permissions import IsManager
from accounts.api.requests import PersonRequest
from accounts.queries.clinics import UnknownClinic, clinic_managed_by, members_of
from accounts.roles import Role
from accounts.services import clinics
from common import clock
from common.problems import Refused


@extend_schema_view(get=extend_schema(operation_id="clinics_members"))
class MembersView(generics.ListAPIView[Any]):
    """Who works in a clinic that one manages, latest first; a person with two roles stands there twice."""

    permission_classes = [IsManager]
    serializer_class = MemberOut
    throttle_scope = "invitation"
    request: PersonRequest

    def get_throttles(self) -> list[Any]:
        return [ScopedRateThrottle()] if self.request.method == "POST" else []

    def get_queryset(self) -> Any:
        return members_of(_managed(self.request, self.kwargs["clinic_id"]))

    @extend_schema(operation_id="clinics_members_add", request=MemberIn, responses={201: MemberOut})
    def post(self, request: PersonRequest, clinic_id: UUID) -> Response:
        """Let a person work in the clinic, by their e-mail address; an unknown address gets an account."""
        clinic = _managed(request, clinic_id)
        form = MemberIn(data=request.data)
        form.is_valid(raise_exception=True)
        given = {**form.validated_data, "role": Role(form.validated_data["role"])}
        try:
            member = clinics.take_in(clinic=clinic, now=clock.now(), **given)
        except clinics.MemberAlready:
            words = _("This person has that role here already.")
            raise Refused("invalid", words, {"email": [words]}) from None
        return Response(MemberOut(member).data, status=status.HTTP_201_CREATED)


class MemberView(APIView):
    """One person's work in a clinic."""

    permission_classes = [IsManager]

    @extend_schema(operation_id="clinics_members_end", responses={204: None})
    def delete(self, request: PersonRequest, clinic_id: UUID, member_id: UUID) -> Response:
        """End it: what it opened closes at once. 409 for the last manager, whom a clinic needs."""
        clinic = _managed(request, clinic_id)
        try:
            clinics.end_membership(clinic=clinic, member_id=member_id, now=clock.now())
        except clinics.UnknownMember:
            raise Http404 from None
        except clinics.LastManager:
            raise Refused(
                "last_manager",
                _("A clinic needs a manager. Nothing was changed. Make somebody else a manager first."),
                status=status.HTTP_409_CONFLICT,
            ) from None
        return Response(status=status.HTTP_204_NO_CONTENT)


def _managed(request: PersonRequest, clinic_id: UUID) -> Any:
    try:
        return clinic_managed_by(request.user, clinic_id)
    except UnknownClinic:
        raise Http404 from None
