"""Who treats a patient: the team, covers for a time, the lead."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.api.handing_over import HAND_OVER, LEFT, HandsOver, asked_taker
from accounts.api.permissions import IsSignedIn, IsStaff
from accounts.api.records import opened
from accounts.api.requests import PersonRequest
from accounts.api.team_serializers import TeamOut, TeamPlaceIn, TeamPlaceOut
from accounts.queries.treating import care_team
from accounts.rules.purpose import Purpose
from accounts.services import team
from accounts.services.care import NotInCare
from common import clock
from common.problems import Refused

CHANGE, REMOVAL = Purpose.CARE_TEAM_CHANGE, Purpose.CARE_TEAM_REMOVAL
PAST = OpenApiParameter("past", bool, description="Also the places that are over.", default=False)


class CareTeamView(HandsOver):
    """The team of one patient."""

    def get_permissions(self) -> list[Any]:
        return [IsSignedIn() if self.request.method == "GET" else IsStaff()]

    @extend_schema(operation_id="care_team", parameters=[PAST], responses=TeamOut)
    def get(self, request: PersonRequest, patient_id: UUID) -> Response:
        """Who treats or covers now and who will, the lead first. Dates are the patient's, both included."""
        past = request.query_params.get("past", "").lower() in ("1", "true")
        with opened(request, patient_id, Purpose.CARE_TEAM) as record:
            rows = care_team(record.episode, clock.now(), past=past) if record.episode else []
            return Response(TeamOut({"results": rows, "next": None, "previous": None}).data)

    @extend_schema(
        operation_id="care_team_add",
        request=TeamPlaceIn,
        responses={201: TeamPlaceOut, 200: TeamPlaceOut, **LEFT},
    )
    def post(self, request: PersonRequest, patient_id: UUID) -> Response:
        """Give a therapist of the clinic a place, for good or for a time (201); or change the one they have
        (200). Access begins and ends by itself.
        """
        form = TeamPlaceIn(data=request.data)
        form.is_valid(raise_exception=True)
        changes = dict(form.validated_data)
        user_id, now = changes.pop("user"), clock.now()
        with _refusals(), self.handing_over(request, "user"), opened(request, patient_id, CHANGE) as record:
            place, made = team.put_in_team(
                by=request.user, patient=record.patient, user_id=user_id, changes=changes, now=now
            )
            rows = care_team(record.episode, now) if record.episode else []
            row = next(row for row in rows if row.id == place.pk)
        return Response(TeamPlaceOut(row).data, status=status.HTTP_201_CREATED if made else 200)


class CareTeamMemberView(HandsOver):
    """One person's place in a team."""

    permission_classes = [IsStaff]

    @extend_schema(operation_id="care_team_remove", parameters=[HAND_OVER], responses={204: None, **LEFT})
    def delete(self, request: PersonRequest, patient_id: UUID, user_id: UUID) -> Response:
        """End it: what it opened closes at once. 409 where nobody would be left and nobody takes over."""
        taker = asked_taker(request)
        with _refusals(), self.handing_over(request), opened(request, patient_id, REMOVAL) as record:
            team.take_out_of_team(
                by=request.user,
                patient=record.patient,
                user_id=user_id,
                hand_over_to=taker,
                now=clock.now(),
            )
        return Response(status=status.HTTP_204_NO_CONTENT)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except team.BadTeamDates as bad:
        words = {
            "from_on": _("A place in the team begins today or later."),
            "until_on": _("The last day is the first one or later, and not past."),
        }
        raise Refused("invalid", words[bad.field], {bad.field: [words[bad.field]]}) from None
    except (team.NotInTeam, NotInCare):
        raise Http404 from None
