"""Who takes over the patients of somebody who goes: asked and refused in one way wherever a person may go."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers, status
from rest_framework.views import APIView

from accounts.api.assembled import not_assembled
from accounts.api.permissions import second_factor_required
from accounts.api.records import note_listed
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from accounts.services.team import NotATherapistHere, PatientsLeft
from common import clock
from common.problems import Refused
from common.serializers import ResponseSerializer, StrictSerializer

HAND_OVER = OpenApiParameter(
    "hand_over_to",
    UUID,
    description="A therapist of the clinic who takes over the patients that nobody else treats; a body "
    '`{"hand_over_to": id}` says the same.',
)


class HandOverIn(StrictSerializer):
    hand_over_to = serializers.UUIDField(required=False, allow_null=True)


class LeftPatientOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class PatientsLeftOut(ResponseSerializer):
    """A refusal to go: with `patients_left` it names the patients who would have no therapist."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    patients = LeftPatientOut(many=True, required=False)


LEFT: dict[tuple[int, str], OpenApiResponse] = {
    (409, "application/problem+json"): OpenApiResponse(
        PatientsLeftOut,
        description="`patients_left`: name who takes over. `last_manager`: name another manager first.",
    )
}


def asked_taker(request: PersonRequest) -> UUID | None:
    """The id of who takes over, from the body or the address; None where nobody is named.

    Patients are handed over behind a second factor only.
    """
    asked = request.query_params.get("hand_over_to")
    form = HandOverIn(data=request.data or ({} if asked is None else {"hand_over_to": asked}))
    form.is_valid(raise_exception=True)
    taker: UUID | None = form.validated_data.get("hand_over_to")
    if taker and not request.auth.second_factor:
        raise second_factor_required()
    return taker


class HandsOver(APIView):
    """A view after which other people may treat a patient.

    `care_team_changed`, called with `now`, is what a layer above does at once when that happened.
    """

    care_team_changed: Callable[..., object] = not_assembled

    @contextmanager
    def handing_over(self, request: PersonRequest, field: str = "hand_over_to") -> Iterator[None]:
        """Around the service that may hand patients over: its refusals as a client reads them. `field` is the
        one that named the therapist.
        """
        with _refusals(request, field):
            yield
        self.care_team_changed(now=clock.now())


@contextmanager
def _refusals(request: PersonRequest, field: str) -> Iterator[None]:
    """Patients are named behind a second factor, and that they were is written down: a record is opened
    inside of this, so that its refusal does not undo that.
    """
    try:
        yield
    except PatientsLeft as left:
        if not request.auth.second_factor:
            raise second_factor_required() from None
        words = ngettext(
            "%(count)d patient would have no therapist. Nothing was changed. Say who takes over.",
            "%(count)d patients would have no therapist. Nothing was changed. Say who takes over.",
            len(left.patients),
        ) % {"count": len(left.patients)}
        note_listed(request, [one.id for one in left.patients], Purpose.PATIENTS_LEFT)
        named: list[dict[str, Any]] = [{"id": str(one.id), "name": one.name} for one in left.patients]
        raise Refused("patients_left", words, status=status.HTTP_409_CONFLICT, patients=named) from None
    except NotATherapistHere:
        words = _("Name somebody who works as a therapist in this clinic.")
        raise Refused("invalid", words, {field: [words]}) from None
