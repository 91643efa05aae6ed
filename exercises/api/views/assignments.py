"""Prescribing for one patient: assignments, versions, holds, the end; pain zones."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.api.requests import PersonRequest
from accounts.queries import UnknownPatient, patient_seen_by
from accounts.services.care import record_staff_access
from common import clock
from common.paging import CursorPages
from exercises.api.errors import refusals
from exercises.api.params import change_from, prescription_from
from exercises.api.request_serializers import AssignmentIn, EndIn, HoldIn, ResumeIn, VersionIn, ZonesIn
from exercises.api.response_serializers import AssignmentOut, WarningStateOut, ZonesOut
from exercises.queries import assignments
from exercises.queries.care import Care, care_by, plan_access, today_of
from exercises.queries.warnings import warning_state_of
from exercises.rules.zones import Zones
from exercises.services import assignments as prescribing
from exercises.services import holds, starter
from exercises.services.zones import set_zones

PATIENT = OpenApiParameter(
    "patient_id", str, OpenApiParameter.PATH, description="The patient's id, or `me` for one's own record."
)


class PatientAssignmentsView(APIView):
    """The assignments of one patient."""

    pagination_class = CursorPages

    @extend_schema(
        operation_id="assignments_list",
        parameters=[PATIENT],
        responses=AssignmentOut(many=True),
    )
    def get(self, request: PersonRequest, patient_id: str) -> Response:
        """All assignments, newest first, the ended ones too."""
        now = clock.now()
        with refusals():
            patient = patient_seen_by(request.user, who(patient_id))
        record_staff_access(staff=request.user, patient=patient, door="assignments", now=now)
        pages = self.pagination_class()
        page = pages.paginate_queryset(assignments.assignments_of(patient), request) or []
        records = assignments.records_of(page, patient, today_of(patient, now))
        return pages.get_paginated_response([assignments.shown(record) for record in records])

    @extend_schema(
        operation_id="assignments_create",
        parameters=[PATIENT],
        request=AssignmentIn,
        responses={201: AssignmentOut},
    )
    def post(self, request: PersonRequest, patient_id: str) -> Response:
        """Prescribes: an assignment with its version 1, from a day on that is not past."""
        body, now = read(AssignmentIn, request), clock.now()
        with refusals():
            care = care_by(request.user, who(patient_id), now)
            release_alone(care)
            made = prescribing.prescribe(
                care=care, by=request.user, prescription=prescription_from(body, care), now=now
            )
        return _answer(made.pk, care, status.HTTP_201_CREATED)


class AssignmentView(APIView):
    """One assignment."""

    @extend_schema(operation_id="assignment", responses=AssignmentOut)
    def get(self, request: PersonRequest, assignment_id: UUID) -> Response:
        """The assignment with its versions and holds."""
        now = clock.now()
        with refusals():
            patient = patient_seen_by(request.user, assignments.patient_of(request.user, assignment_id))
            record = assignments.one_record(assignment_id, patient, today_of(patient, now))
        record_staff_access(staff=request.user, patient=patient, door="assignment", now=now)
        return Response(assignments.shown(record))


class ChangeView(APIView):
    """What the changes of an assignment have in common: who may, and the assignment as the answer."""

    code: int = status.HTTP_200_OK
    body: type[Serializer[Any]]

    def post(self, request: PersonRequest, assignment_id: UUID) -> Response:
        body, now = read(self.body, request), clock.now()
        with refusals():
            care = care_by(request.user, assignments.patient_of(request.user, assignment_id), now)
            self.change(request, care, {"assignment_id": assignment_id, "now": now}, body)
        return _answer(assignment_id, care, self.code)

    def change(self, request: PersonRequest, care: Care, which: dict[str, Any], body: dict[str, Any]) -> None:
        """The one call into the domain."""
        raise NotImplementedError


@extend_schema_view(
    post=extend_schema(operation_id="assignment_change", request=VersionIn, responses={201: AssignmentOut})
)
class VersionsView(ChangeView):
    """A new version from a date on; what lies before keeps the version that was in force."""

    body = VersionIn
    code: int = status.HTTP_201_CREATED

    def change(self, request: PersonRequest, care: Care, which: dict[str, Any], body: dict[str, Any]) -> None:
        release_alone(care)
        prescribing.change_assignment(care=care, by=request.user, change=change_from(body), **which)


class VersionView(APIView):
    """One version that is still to come."""

    @extend_schema(operation_id="assignment_version_withdraw", responses={204: None})
    def delete(self, request: PersonRequest, assignment_id: UUID, version: int) -> Response:
        """Takes it back: 409 for one that is in force or was, and for the first."""
        with refusals():
            care = care_by(request.user, assignments.patient_of(request.user, assignment_id), clock.now())
            prescribing.withdraw_version(care=care, assignment_id=assignment_id, version=version)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(
    post=extend_schema(operation_id="assignment_hold", request=HoldIn, responses=AssignmentOut)
)
class HoldView(ChangeView):
    """A pause: held days are left out of every sum."""

    body = HoldIn

    def change(self, request: PersonRequest, care: Care, which: dict[str, Any], body: dict[str, Any]) -> None:
        holds.hold_assignment(care=care, by=request.user, **which, **body)


@extend_schema_view(
    post=extend_schema(operation_id="assignment_resume", request=ResumeIn, responses=AssignmentOut)
)
class ResumeView(ChangeView):
    """Going on again, from today; after a warning sign the whole plan goes on with it."""

    body = ResumeIn

    def change(self, request: PersonRequest, care: Care, which: dict[str, Any], body: dict[str, Any]) -> None:
        holds.resume_assignment(care=care, by=request.user, **which, **body)


@extend_schema_view(post=extend_schema(operation_id="assignment_end", request=EndIn, responses=AssignmentOut))
class EndView(ChangeView):
    """The end: at once, or after a last day."""

    body = EndIn

    def change(self, request: PersonRequest, care: Care, which: dict[str, Any], body: dict[str, Any]) -> None:
        prescribing.end_assignment(care=care, by=request.user, **which, **body)


class PatientResumeView(APIView):
    """Going on after a warning sign."""

    @extend_schema(
        operation_id="patient_resume", parameters=[PATIENT], request=ResumeIn, responses=WarningStateOut
    )
    def post(self, request: PersonRequest, patient_id: str) -> Response:
        """Lifts the warning sign's hold of the whole plan: every assignment goes on from today.

        A patient alone says `professional_looked`; a clinic's patient is resumed by who treats them.
        """
        body, now = read(ResumeIn, request), clock.now()
        with refusals():
            access = plan_access(request.user, who(patient_id), now)
            holds.resume_patient(access=access, by=request.user, now=now, **body)
        return Response(WarningStateOut(warning_state_of(access.patient)).data)


class ZonesView(APIView):
    """The pain zones of one patient."""

    @extend_schema(operation_id="zones", parameters=[PATIENT], responses=ZonesOut)
    def get(self, request: PersonRequest, patient_id: str) -> Response:
        """The zones; 2 and 5 where nobody set them."""
        with refusals():
            patient = patient_seen_by(request.user, who(patient_id))
        return Response(vars(assignments.zones_of(patient)))

    @extend_schema(operation_id="zones_set", parameters=[PATIENT], request=ZonesIn, responses=ZonesOut)
    def put(self, request: PersonRequest, patient_id: str) -> Response:
        """Sets the zones; they count from now on."""
        body, now = read(ZonesIn, request), clock.now()
        with refusals():
            care = care_by(request.user, who(patient_id), now)
            set_zones(care=care, by=request.user, zones=Zones(**body), now=now)
        return Response(body)


def read(body: type[Serializer[Any]], request: PersonRequest) -> dict[str, Any]:
    """The request's validated body."""
    form = body(data=request.data)
    form.is_valid(raise_exception=True)
    return form.validated_data


def who(patient_id: str) -> UUID | str:
    """The id in an address. Raises UnknownPatient for what is no id."""
    if patient_id == "me":
        return patient_id
    try:
        return UUID(patient_id)
    except ValueError as error:
        raise UnknownPatient from error


def release_alone(care: Care) -> None:
    """A patient alone may not prescribe what only a therapist can release."""
    if care.alone:
        starter.assert_may_self_start(care.patient)


def _answer(assignment_id: UUID, care: Care, code: int) -> Response:
    record = assignments.one_record(assignment_id, care.patient, care.today)
    return Response(assignments.shown(record), status=code)
