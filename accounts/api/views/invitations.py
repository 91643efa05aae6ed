"""Invitations: a therapist sends them, and the holder of the link may accept once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import queries
from accounts.api.assembled import not_assembled
from accounts.api.authentication import BrowserSession
from accounts.api.invitation_codes import is_code, send_code
from accounts.api.invitation_serializers import (
    AcceptanceIn,
    InvitationFactsOut,
    InvitationIn,
    InvitationOut,
    SentInvitationOut,
)
from accounts.api.limiting import Throttle
from accounts.api.permissions import IsStaff, IsTherapist
from accounts.api.pictures import qr_picture
from accounts.api.records import PatientsListed
from accounts.api.requests import PersonRequest
from accounts.api.serializers import MeOut
from accounts.api.signing_in import sign_in
from accounts.api.views.me import me_after_sign_in
from accounts.queries.inviting import invitation_seen_by, listed_invitations, told_invitation
from accounts.rules import limits
from accounts.rules.invitation import InvitationState
from accounts.rules.purpose import Purpose
from accounts.services import invitations
from accounts.services.care import AlreadyInCare
from common import clock
from common.negotiation import AnyAcceptNegotiation
from common.problems import Refused


@extend_schema_view(get=extend_schema(operation_id="invitations"))
class InvitationsView(PatientsListed, generics.ListAPIView[Any]):
    """The invitations that one sent and those of one's patients, newest first; managers see of all others in
    their clinic how they stand. Thirty days after it ended one is listed no more.
    """

    purpose = Purpose.INVITATIONS
    is_condition: Callable[[str], bool] = not_assembled  # of a slug
    serializer_class = InvitationOut
    limit = limits.INVITATIONS
    request: PersonRequest

    def get_permissions(self) -> list[Any]:
        return [IsTherapist() if self.request.method == "POST" else IsStaff()]

    def get_throttles(self) -> list[Any]:
        return [Throttle()] if self.request.method == "POST" else []

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "now": clock.now()}

    def get_queryset(self) -> Any:
        return listed_invitations(self.request.user, clock.now())

    def patient_id_of(self, row: Any) -> UUID | None:
        """Who accepted it; of whoever has yet to accept there is no record."""
        return row.patient_id if row.is_told else None

    @extend_schema(operation_id="invitations_send", request=InvitationIn, responses={201: SentInvitationOut})
    def post(self, request: PersonRequest) -> Response:
        """Invite a patient. The e-mail is sent within a minute; the link and the QR code are good at once."""
        form = InvitationIn(data=request.data, context={"is_condition": self.is_condition})
        form.is_valid(raise_exception=True)
        given = {
            "time_zone": request.user.time_zone,
            "language": request.user.language,
            **form.validated_data,
        }
        clinic_id = given.pop("clinic", None)
        try:
            made = invitations.invite(
                therapist=request.user,
                invited=invitations.Invited(**given),
                clinic_id=clinic_id,
                now=clock.now(),
            )
        except invitations.WhichClinic:
            raise _bad_field("clinic", _("Name the clinic: one in which you work as a therapist.")) from None
        except invitations.InvitedAlready:
            words = _(
                "Your clinic has invited this address already. Whoever sent that invitation, or a manager, "
                "can send it again or take it back."
            )
            raise _bad_field("email", words) from None
        return Response(_sent(told_invitation(request.user, made.pk)), status=status.HTTP_201_CREATED)


class ResendInvitationView(APIView):
    """One invitation, again."""

    permission_classes = [IsStaff]
    throttle_classes = [Throttle]
    limit = limits.INVITATIONS

    @extend_schema(operation_id="invitations_resend", request=None, responses=SentInvitationOut)
    def post(self, request: PersonRequest, invitation_id: UUID) -> Response:
        """Send it again with a new link, good for seven days; the old link is worthless from now on."""
        return Response(_sent(_changed(invitations.resend_invitation, request, invitation_id)))


class RevokeInvitationView(APIView):
    """One invitation, taken back."""

    permission_classes = [IsStaff]

    @extend_schema(operation_id="invitations_revoke", request=None, responses=InvitationOut)
    def post(self, request: PersonRequest, invitation_id: UUID) -> Response:
        """Take it back: its link opens nothing from now on."""
        revoked = _changed(invitations.revoke_invitation, request, invitation_id)
        return Response(InvitationOut(revoked, context={"now": clock.now()}).data)


class InvitationQrView(APIView):
    """One invitation as a picture."""

    permission_classes = [IsTherapist]
    content_negotiation_class = AnyAcceptNegotiation

    @extend_schema(operation_id="invitations_qr", responses={(200, "image/svg+xml"): OpenApiTypes.BINARY})
    def get(self, request: PersonRequest, invitation_id: UUID) -> HttpResponse:
        """The link as a QR code, for the patient's phone to look at; whoever opens it needs a code from the
        invited mailbox. 404 unless the invitation is open.
        """
        found = _known(lambda: told_invitation(request.user, invitation_id))
        if queries.state_of(found, clock.now()) is not InvitationState.OPEN:
            raise Http404
        return HttpResponse(qr_picture(queries.shown_link_of(found)), content_type="image/svg+xml")


class InvitationFactsView(APIView):
    """An invitation, for the holder of its link."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]
    limit = limits.INVITATION_LINKS

    @extend_schema(operation_id="invitations_facts", responses=InvitationFactsOut, auth=[])
    def get(self, request: Request, token: str) -> Response:
        """Who invites whom to what, and whether it can still be accepted. Looking changes nothing."""
        found = _known(lambda: queries.invitation_by_token(token))
        return Response(InvitationFactsOut(found, context={"now": clock.now(), "token": token}).data)


@method_decorator(csrf_protect, name="dispatch")
class AcceptInvitationView(APIView):
    """An invitation, accepted by the holder of its link."""

    authentication_classes = [BrowserSession]
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]
    limit = limits.INVITATION_LINKS

    @extend_schema(operation_id="invitations_accept", request=AcceptanceIn, responses=MeOut, auth=[])
    def post(self, request: PersonRequest, token: str) -> Response:
        """Accept once, and be signed in. An address that has an account must be signed in as it first; for a
        new one the link of the e-mail is enough, while a link from a screen needs the `code` beside it.
        """
        form = AcceptanceIn(data=request.data)
        form.is_valid(raise_exception=True)
        asker = request.user or None
        proved = self._proved(request, token, form.validated_data.get("code"))
        person = _accepted(token, asker, form.validated_data.get("time_zone"), proved)
        if asker is None:
            sign_in(request._request, person, "invitation")
        return Response(me_after_sign_in(request._request, person))

    def _proved(self, request: PersonRequest, token: str, code: str | None) -> bool:
        if code is None:
            return False
        if is_code(request._request, _known(lambda: queries.invitation_by_token(token)), code):
            return True
        words = _("That code is not right, or it is too old. Look at the newest mail, or ask for a new code.")
        raise _bad_field("code", words)


@method_decorator(csrf_protect, name="dispatch")
class InvitationCodeView(APIView):
    """The code with which a link from a screen is accepted."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]
    limit = limits.INVITATION_LINKS

    @extend_schema(operation_id="invitations_code", request=None, responses={204: None}, auth=[])
    def post(self, request: Request, token: str) -> Response:
        """Mail a code to the invited address, good for ten minutes in this browser. Whoever holds the link
        learns nothing by it.
        """
        found = _known(lambda: queries.invitation_by_token(token))
        state = queries.state_of(found, clock.now())
        if state is not InvitationState.OPEN:
            raise _closed(state)
        send_code(request._request, found)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _accepted(token: str, asker: Any, time_zone: str | None, proved: bool) -> Any:
    try:
        return _known(
            lambda: invitations.accept_invitation(
                token=token, signed_in=asker, time_zone=time_zone, mailbox_proved=proved, now=clock.now()
            )
        )
    except invitations.SignInFirst:
        words = _("There is an account for this address already. Sign in to it, then open the link again.")
        raise Refused("sign_in_first", words, status=status.HTTP_403_FORBIDDEN) from None
    except invitations.MailboxUnproved:
        words = _("This link needs a code that we send to the invited address. Ask for it; type it here.")
        raise Refused("code_required", words, status=status.HTTP_403_FORBIDDEN) from None
    except invitations.SignedInAsAnother:
        words = _("You are signed in as somebody else. Sign out first, then open the link again.")
        raise Refused("signed_in_as_another", words, status=status.HTTP_403_FORBIDDEN) from None
    except AlreadyInCare:
        words = _("You are in a clinic's care already. Ask that clinic to end it, then open the link again.")
        raise Refused("already_in_care", words, status=status.HTTP_409_CONFLICT) from None


def _changed(service: Callable[..., Any], request: PersonRequest, invitation_id: UUID) -> Any:
    known = _known(lambda: service(user=request.user, invitation_id=invitation_id, now=clock.now()))
    return invitation_seen_by(request.user, known.pk)


def _known(find: Callable[[], Any]) -> Any:
    try:
        return find()
    except queries.UnknownInvitation:
        raise Http404 from None
    except invitations.InvitationClosed as closed:
        raise _closed(closed.state) from None


def _closed(state: InvitationState) -> Refused:
    words = {
        InvitationState.ACCEPTED: _(
            "This invitation was accepted already. Sign in with your e-mail address."
        ),
        InvitationState.EXPIRED: _("This invitation has run out. Ask your therapist to send it again."),
        InvitationState.REVOKED: _("This invitation was taken back. Ask your therapist for a new one."),
    }
    return Refused(f"invitation_{state.value}", words[state], status=status.HTTP_410_GONE)


def _sent(invitation: Any) -> dict[str, Any]:
    return dict(SentInvitationOut(invitation, context={"now": clock.now()}).data)


def _bad_field(name: str, words: str) -> Refused:
    return Refused("invalid", words, {name: [words]})
