"""Invitations to work in a clinic: its managers send them, the invited person accepts or declines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import BrowserSession
from accounts.api.clinic_serializers import (
    MemberInvitationOut,
    MembershipFactsOut,
    OwnMemberInvitationOut,
)
from accounts.api.invitation_serializers import AcceptanceIn
from accounts.api.limiting import Throttle
from accounts.api.permissions import IsManager, IsSignedIn
from accounts.api.requests import PersonRequest
from accounts.api.serializers import MeOut
from accounts.api.signing_in import sign_in
from accounts.api.views.me import me_after_sign_in
from accounts.queries import UnknownInvitation
from accounts.queries.clinics import UnknownClinic, clinic_managed_by
from accounts.queries.memberships import invitations_for, invitations_of_clinic, membership_by_token
from accounts.rules import limits
from accounts.rules.invitation import InvitationState
from accounts.services import memberships
from accounts.services.invitations import InvitationClosed, SignedInAsAnother, SignInFirst
from common import clock
from common.problems import Refused


def managed(request: PersonRequest, clinic_id: UUID) -> Any:
    """The clinic of that id, which the requester manages; else 404."""
    try:
        return clinic_managed_by(request.user, clinic_id)
    except UnknownClinic:
        raise Http404 from None


@extend_schema_view(get=extend_schema(operation_id="clinics_member_invitations"))
class MemberInvitationsView(generics.ListAPIView[Any]):
    """The invitations to work in a clinic that wait, were declined or ran out in the last 30 days."""

    permission_classes = [IsManager]
    serializer_class = MemberInvitationOut
    request: PersonRequest

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "now": clock.now()}

    def get_queryset(self) -> Any:
        return invitations_of_clinic(managed(self.request, self.kwargs["clinic_id"]), clock.now())


class ResendMemberInvitationView(APIView):
    """One invitation, again."""

    permission_classes = [IsManager]
    throttle_classes = [Throttle]
    limit = limits.INVITATIONS

    @extend_schema(
        operation_id="clinics_member_invitations_resend", request=None, responses=MemberInvitationOut
    )
    def post(self, request: PersonRequest, clinic_id: UUID, invitation_id: UUID) -> Response:
        """Send it again with a new link, good for seven days; the old link is worthless from now on."""
        return _changed(memberships.resend_member_invitation, request, clinic_id, invitation_id)


class RevokeMemberInvitationView(APIView):
    """One invitation, taken back."""

    permission_classes = [IsManager]

    @extend_schema(
        operation_id="clinics_member_invitations_revoke", request=None, responses=MemberInvitationOut
    )
    def post(self, request: PersonRequest, clinic_id: UUID, invitation_id: UUID) -> Response:
        """Take it back: it can be accepted no more."""
        return _changed(memberships.revoke_member_invitation, request, clinic_id, invitation_id)


@extend_schema_view(get=extend_schema(operation_id="me_member_invitations"))
class OwnMemberInvitationsView(generics.ListAPIView[Any]):
    """The open invitations to work in a clinic that went to one's own address."""

    permission_classes = [IsSignedIn]
    serializer_class = OwnMemberInvitationOut
    request: PersonRequest

    def get_queryset(self) -> Any:
        return invitations_for(self.request.user.email, clock.now())


class AcceptMembershipView(APIView):
    """One invitation to oneself, accepted."""

    permission_classes = [IsSignedIn]

    @extend_schema(operation_id="me_member_invitations_accept", request=None, responses=MeOut)
    def post(self, request: PersonRequest, invitation_id: UUID) -> Response:
        """Work in the clinic from now on. What one may do elsewhere, and with one's own record, stays."""
        with _refusals():
            memberships.accept_membership(user=request.user, invitation_id=invitation_id, now=clock.now())
        return Response(me_after_sign_in(request._request, request.user))


class DeclineMembershipView(APIView):
    """One invitation to oneself, declined."""

    permission_classes = [IsSignedIn]

    @extend_schema(operation_id="me_member_invitations_decline", request=None, responses={204: None})
    def post(self, request: PersonRequest, invitation_id: UUID) -> Response:
        """Say no; the clinic's managers see that."""
        with _refusals():
            memberships.decline_membership(user=request.user, invitation_id=invitation_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MembershipFactsView(APIView):
    """An invitation to work in a clinic, for the holder of its link."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]
    limit = limits.INVITATION_LINKS

    @extend_schema(operation_id="member_invitations_facts", responses=MembershipFactsOut, auth=[])
    def get(self, request: Request, token: str) -> Response:
        """Which clinic asks, and whether it can still be accepted. Looking changes nothing."""
        with _refusals():
            found = membership_by_token(token)
        return Response(MembershipFactsOut(found, context={"now": clock.now()}).data)


@method_decorator(csrf_protect, name="dispatch")
class AcceptMembershipLinkView(APIView):
    """An invitation to work in a clinic, accepted by the receiver of its e-mail."""

    authentication_classes = [BrowserSession]
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]
    limit = limits.INVITATION_LINKS

    @extend_schema(operation_id="member_invitations_accept", request=AcceptanceIn, responses=MeOut, auth=[])
    def post(self, request: PersonRequest, token: str) -> Response:
        """Accept, and be signed in. An address that has an account must be signed in as it first."""
        form = AcceptanceIn(data=request.data)
        form.is_valid(raise_exception=True)
        asker = request.user or None
        with _refusals():
            person = memberships.accept_membership_link(
                token=token,
                signed_in=asker,
                time_zone=form.validated_data.get("time_zone"),
                now=clock.now(),
            )
        if asker is None:
            sign_in(request._request, person, "invitation")
        return Response(me_after_sign_in(request._request, person))


def _changed(service: Any, request: PersonRequest, clinic_id: UUID, invitation_id: UUID) -> Response:
    clinic, now = managed(request, clinic_id), clock.now()
    with _refusals():
        changed = service(by=request.user, clinic=clinic, invitation_id=invitation_id, now=now)
    return Response(MemberInvitationOut(changed, context={"now": now}).data)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except UnknownInvitation:
        raise Http404 from None
    except InvitationClosed as closed:
        raise _closed(closed.state) from None
    except SignInFirst:
        words = _("There is an account for this address already. Sign in to it, then open the link again.")
        raise Refused("sign_in_first", words, status=status.HTTP_403_FORBIDDEN) from None
    except SignedInAsAnother:
        words = _("You are signed in as somebody else. Sign out first, then open the link again.")
        raise Refused("signed_in_as_another", words, status=status.HTTP_403_FORBIDDEN) from None


def _closed(state: InvitationState) -> Refused:
    words = {
        InvitationState.OPEN: _("This invitation is open."),
        InvitationState.ACCEPTED: _("This invitation was accepted already. Sign in with your address."),
        InvitationState.DECLINED: _("This invitation was declined. Ask the clinic for a new one."),
        InvitationState.EXPIRED: _("This invitation has run out. Ask the clinic to send it again."),
        InvitationState.REVOKED: _("This invitation was taken back. Ask the clinic for a new one."),
    }
    return Refused(f"invitation_{state.value}", words[state], status=status.HTTP_410_GONE)
