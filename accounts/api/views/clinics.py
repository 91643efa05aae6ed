"""Who works in a clinic: its managers see and change it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.clinic_serializers import (
    ClinicSettingsIn,
    ClinicSettingsOut,
    MemberIn,
    MemberInvitationOut,
    MemberOut,
    TherapistOut,
    UntreatedPatientOut,
)
from accounts.api.handing_over import HAND_OVER, LEFT, HandsOver, asked_taker
from accounts.api.limiting import Throttle
from accounts.api.permissions import IsManager, IsSignedIn, IsStaff
from accounts.api.records import PatientsListed
from accounts.api.requests import PersonRequest
from accounts.api.views.memberships import managed
from accounts.queries import work_of
from accounts.queries.clinics import members_of
from accounts.queries.treating import patients_left, therapists_of
from accounts.rules.limits import INVITATIONS
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Role
from accounts.services import clinics, memberships
from accounts.services.invitations import InvitedAlready
from common import clock
from common.problems import Refused


class ClinicView(APIView):
    """A clinic that one manages: its name, and whom its patients call."""

    permission_classes = [IsManager]

    @extend_schema(operation_id="clinic", responses=ClinicSettingsOut)
    def get(self, request: PersonRequest, clinic_id: UUID) -> Response:
        """The clinic as its managers see it."""
        return Response(ClinicSettingsOut(managed(request, clinic_id)).data)

    @extend_schema(operation_id="clinic_change", request=ClinicSettingsIn, responses=ClinicSettingsOut)
    def patch(self, request: PersonRequest, clinic_id: UUID) -> Response:
        """Changes what is given; its patients' phones show it with the next plan."""
        clinic = managed(request, clinic_id)
        form = ClinicSettingsIn(data=request.data)
        form.is_valid(raise_exception=True)
        changed = clinics.change_clinic(clinic=clinic, **form.validated_data)
        return Response(ClinicSettingsOut(changed).data)


@extend_schema_view(get=extend_schema(operation_id="clinics_members"))
class MembersView(generics.ListAPIView[Any]):
    """Who works in a clinic that one manages, latest first; a person with two roles stands there twice."""

    permission_classes = [IsManager]
    serializer_class = MemberOut
    limit = INVITATIONS
    request: PersonRequest

    def get_throttles(self) -> list[Any]:
        return [Throttle()] if self.request.method == "POST" else []

    def get_queryset(self) -> Any:
        return members_of(managed(self.request, self.kwargs["clinic_id"]))

    @extend_schema(operation_id="clinics_members_add", request=MemberIn, responses={201: MemberInvitationOut})
    def post(self, request: PersonRequest, clinic_id: UUID) -> Response:
        """Invite a person to work in the clinic. They work there once they accept, by the e-mail or in the
        app; the answer is the same whether the address has an account or not.
        """
        clinic, now = managed(request, clinic_id), clock.now()
        form = MemberIn(data=request.data)
        form.is_valid(raise_exception=True)
        given = {**form.validated_data, "role": Role(form.validated_data["role"])}
        try:
            made = memberships.invite_member(by=request.user, clinic=clinic, now=now, **given)
        except clinics.MemberAlready:
            words = _("This person has that role here already.")
            raise Refused("invalid", words, {"email": [words]}) from None
        except InvitedAlready:
            words = _("This address has an open invitation already. Send that one again, or revoke it.")
            raise Refused("invalid", words, {"email": [words]}) from None
        data = MemberInvitationOut(made, context={"now": now}).data
        return Response(data, status=status.HTTP_201_CREATED)


class MemberView(HandsOver):
    """One person's work in a clinic."""

    permission_classes = [IsManager]

    @extend_schema(operation_id="clinics_members_end", parameters=[HAND_OVER], responses={204: None, **LEFT})
    def delete(self, request: PersonRequest, clinic_id: UUID, member_id: UUID) -> Response:
        """End it: what it opened closes at once. 409 for the last manager, whom a clinic needs, and for a
        therapist whose patients nobody takes over.
        """
        taker = asked_taker(request)
        clinic = managed(request, clinic_id)
        with _refusals(), self.handing_over(request):
            clinics.end_membership(
                by=request.user, clinic=clinic, member_id=member_id, hand_over_to=taker, now=clock.now()
            )
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnMembershipView(HandsOver):
    """One's own work in a clinic."""

    permission_classes = [IsSignedIn]

    @extend_schema(operation_id="clinics_leave", parameters=[HAND_OVER], responses={204: None, **LEFT})
    def delete(self, request: PersonRequest, clinic_id: UUID) -> Response:
        """Leave the clinic, in every role. 409 as for `DELETE` of any member."""
        taker = asked_taker(request)
        with _refusals(), self.handing_over(request):
            clinics.leave_clinic(user=request.user, clinic_id=clinic_id, hand_over_to=taker, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(get=extend_schema(operation_id="clinics_therapists"))
class TherapistsView(generics.ListAPIView[Any]):
    """The therapists of a clinic in which one works: who may treat, cover and take over."""

    permission_classes = [IsStaff]
    serializer_class = TherapistOut
    request: PersonRequest

    def get_queryset(self) -> Any:
        clinic_id = self.kwargs["clinic_id"]
        if clinic_id not in {work.clinic_id for work in work_of(self.request.user)}:
            raise Http404
        return therapists_of(clinic_id)


@extend_schema_view(get=extend_schema(operation_id="clinics_patients_left"))
class PatientsLeftView(PatientsListed, generics.ListAPIView[Any]):
    """The patients of a clinic that one manages whom nobody treats or covers now."""

    purpose = Purpose.PATIENTS_LEFT
    permission_classes = [IsManager]
    serializer_class = UntreatedPatientOut
    request: PersonRequest

    def get_queryset(self) -> Any:
        return patients_left(managed(self.request, self.kwargs["clinic_id"]))

    def patient_id_of(self, row: Any) -> UUID:
        patient_id: UUID = row.pk
        return patient_id


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except clinics.UnknownMember:
        raise Http404 from None
    except clinics.LastManager:
        raise Refused(
            "last_manager",
            _("A clinic needs a manager. Nothing was changed. Make somebody else a manager first."),
            status=status.HTTP_409_CONFLICT,
        ) from None
