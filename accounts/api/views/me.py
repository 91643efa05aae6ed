"""Oneself: who I am, my intake, my leaving."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import queries
from accounts.api.account_serializers import AccountOut
from accounts.api.authentication import asks_second_factor, session_grant
from accounts.api.handing_over import HAND_OVER, LEFT, HandsOver, asked_taker
from accounts.api.permissions import IsBrowser, IsKnown, IsSignedIn
from accounts.api.records import note_export
from accounts.api.requests import PersonRequest
from accounts.api.serializers import MeOut, ProfileIn
from accounts.queries.account import account_of
from accounts.queries.standing import signed_in
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Grant
from accounts.services import people
from common import clock
from common.problems import Refused

FRESH_SECONDS = 600


def me_after_sign_in(request: HttpRequest, user: Any) -> dict[str, Any]:
    """The answer of `GET /me/` to somebody whom this very request signed in or who was signed in already."""
    person = signed_in(user.pk)
    return me(person, session_grant(request, person)) if person else {}


def me(user: Any, grant: Grant) -> dict[str, Any]:
    """The answer of `GET /me/`."""
    second_factor = {"required": asks_second_factor(grant.standing), "satisfied": grant.second_factor}
    return dict(MeOut(queries.self_of(user), context={"second_factor": second_factor}).data)


class MeView(HandsOver):
    """The person who asks."""

    def get_permissions(self) -> list[Any]:
        return [IsBrowser() if self.request.method == "DELETE" else IsKnown()]

    @extend_schema(operation_id="me", responses=MeOut)
    def get(self, request: PersonRequest) -> Response:
        """Who is signed in: roles, clinics, one's own record, and whether a second step is still due."""
        return Response(me(request.user, request.auth))

    @extend_schema(operation_id="me_change", request=ProfileIn, responses=MeOut)
    def patch(self, request: PersonRequest) -> Response:
        """Change one's name, time zone or language."""
        form = ProfileIn(data=request.data)
        form.is_valid(raise_exception=True)
        people.change_profile(user=request.user, changes=form.validated_data, now=clock.now())
        return Response(me(request.user, request.auth))

    @extend_schema(operation_id="me_erase", parameters=[HAND_OVER], responses={204: None, **LEFT})
    def delete(self, request: PersonRequest) -> Response:
        """Erase oneself with the whole diary, for good. Asks for a sign-in of the last ten minutes; 409 for
        the last manager of a clinic that others work in or are treated by, and for a therapist whose patients
        nobody takes over.
        """
        taker = asked_taker(request)
        if not _signed_in_just_now(request):
            raise Refused(
                "fresh_sign_in_required",
                _("Nothing was deleted. Sign in again first, so that we know it is you; then delete."),
                status=status.HTTP_403_FORBIDDEN,
            )
        try:
            with self.handing_over(request):
                people.erase_person(user=request.user, hand_over_to=taker, now=clock.now())
        except people.ClinicsNeedManager as needed:
            words = _(
                "Nobody else manages %(clinics)s, and people work or are treated there. Nothing was deleted. "
                "Make somebody else a manager first; then delete."
            )
            named = words % {"clinics": ", ".join(needed.names)}
            raise Refused("last_manager", named, status=status.HTTP_409_CONFLICT) from None
        request._request.session.flush()
        return Response(status=status.HTTP_204_NO_CONTENT)


def _signed_in_just_now(request: PersonRequest) -> bool:
    now = clock.now().timestamp()
    records = get_authentication_records(request._request, request.user)
    return any(now - record["at"] <= FRESH_SECONDS for record in records)


class AccountView(APIView):
    """One's own account, to take along."""

    permission_classes = [IsSignedIn]

    @extend_schema(operation_id="me_account", responses=AccountOut)
    def get(self, request: PersonRequest) -> Response:
        """Everything that is kept about oneself besides diary and plan: work, care, tokens, who looked."""
        note_export(request, Purpose.ACCOUNT_EXPORT)
        return Response(AccountOut(account_of(request.user)).data)
