"""Endpoints of flags: the list, and actions on one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import IsStaff
from accounts.api.records import PatientsListed
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from common import clock
from common.paging import CursorPages
from common.problems import Refused
from common.serializers import StrictSerializer
from progress.api.flag_serializers import AssignIn, FlagOut, ResolveIn, SeenIn, SnoozeIn
from progress.api.params import FlagParams
from progress.queries.flags import FlagLine, NotTreating, UnknownFlag, flag_seen_by, flags_seen_by
from progress.rules.flagging import UNSETTLED
from progress.services import flags

_REFUSED: dict[type[Exception], tuple[str, int, Any]] = {
    NotTreating: (
        "not_in_care_team",
        403,
        gettext_lazy(
            "Only who treats this patient can do that. Nothing was changed. Join the care team first, or ask "
            "one of its members."
        ),
    ),
    flags.FlagIsResolved: (
        "flag_resolved",
        409,
        gettext_lazy("This flag is settled already. Nothing was changed. Open it again first."),
    ),
    flags.FlagIsWithdrawn: (
        "flag_withdrawn",
        409,
        gettext_lazy("This flag was withdrawn: what it rested on is gone. Nothing was changed."),
    ),
    flags.FlagRaisedAnew: (
        "flag_raised_anew",
        409,
        gettext_lazy(
            "This was raised again since, by new entries. Nothing was changed. Look at the new one."
        ),
    ),
    flags.FlagChanged: (
        "flag_changed",
        409,
        gettext_lazy("There is something new that you have not seen. Nothing was changed. Look again."),
    ),
}


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except UnknownFlag:
        raise Http404 from None
    except flags.SnoozeRefused as refused:
        days = {
            "first": date_format(refused.first_on, "DATE_FORMAT"),
            "last": date_format(refused.last_on, "DATE_FORMAT"),
        }
        words = _("Choose a day from %(first)s to %(last)s.") % days
        raise serializers.ValidationError({"until_on": [words]}) from refused
    except flags.NotInCareTeam as refused:
        words = _("Choose somebody who treats this patient.")
        raise serializers.ValidationError({"user": [words]}) from refused
    except tuple(_REFUSED) as refused:
        code, status, text = _REFUSED[type(refused)]
        raise Refused(code, str(text), status=status) from refused


class FlagPages(CursorPages):
    """The most urgent first, of those the newest; resolved and withdrawn ones by date alone."""

    ordering = ("place", "-id")

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        state = request.query_params.get("state")
        return self.ordering if not state or state in UNSETTLED else ("-raised_at", "-id")


@extend_schema_view(get=extend_schema(operation_id="flags_list", parameters=[FlagParams]))
class FlagsView(PatientsListed, generics.ListAPIView[Any]):
    """Flags of the patients that the person may see, the most urgent first."""

    purpose = Purpose.FLAGS
    permission_classes = [IsStaff]
    serializer_class = FlagOut
    pagination_class = FlagPages

    def patient_id_of(self, row: FlagLine) -> UUID:
        return row.patient_id

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        form = FlagParams(data=request.query_params.dict())
        form.is_valid(raise_exception=True)
        flags: Any = flags_seen_by(request.user, **form.validated_data)
        page: Any = self.paginate_queryset(flags)
        return self.get_paginated_response(FlagOut(page, many=True).data)


class ActView(APIView):
    """An action on one flag; the response is the flag after it."""

    permission_classes = [IsStaff]
    body: type[serializers.Serializer[Any]] = SeenIn

    def post(self, request: PersonRequest, flag_id: UUID) -> Response:
        """Do it. A person who may not know of the flag gets 404, one who sees the patient and does not treat
        them 403.
        """
        with _refusals():
            flag_seen_by(request.user, flag_id)
            form = self.body(data=request.data)
            form.is_valid(raise_exception=True)
            self.act(form.validated_data, flag_id=flag_id, user=request.user, now=clock.now())
            return Response(FlagOut(flag_seen_by(request.user, flag_id)).data)

    def act(self, body: dict[str, Any], **which: Any) -> None:
        raise NotImplementedError


@extend_schema_view(post=extend_schema(operation_id="flags_acknowledge", request=SeenIn, responses=FlagOut))
class AcknowledgeFlagView(ActView):
    """Acknowledging a flag: the person has seen it and becomes its owner. A second call is no error."""

    def act(self, body: dict[str, Any], **which: Any) -> None:
        flags.acknowledge_flag(**which, **body)


@extend_schema_view(post=extend_schema(operation_id="flags_snooze", request=SnoozeIn, responses=FlagOut))
class SnoozeFlagView(ActView):
    """Snoozing a flag: it is acknowledged, and opens again on a day or with new evidence."""

    body = SnoozeIn

    def act(self, body: dict[str, Any], **which: Any) -> None:
        flags.snooze_flag(**which, **body)


@extend_schema_view(post=extend_schema(operation_id="flags_resolve", request=ResolveIn, responses=FlagOut))
class ResolveFlagView(ActView):
    """Resolving a flag, with an optional note. A second call is no error, and changes nothing."""

    body = ResolveIn

    def act(self, body: dict[str, Any], **which: Any) -> None:
        flags.resolve_flag(**which, **body)


@extend_schema_view(post=extend_schema(operation_id="flags_reopen", request=None, responses=FlagOut))
class ReopenFlagView(ActView):
    """Undoing an action: the flag is open again."""

    body = StrictSerializer

    def act(self, body: dict[str, Any], **which: Any) -> None:
        flags.reopen_flag(**which)


@extend_schema_view(post=extend_schema(operation_id="flags_assign", request=AssignIn, responses=FlagOut))
class AssignFlagView(ActView):
    """Handing a flag to somebody who treats the patient."""

    body = AssignIn

    def act(self, body: dict[str, Any], **which: Any) -> None:
        flags.assign_flag(**which, to=body["user"])
