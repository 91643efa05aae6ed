"""Prescribing for one patient: assignments, versions, holds, the end; pain zones."""

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.api.records import opened
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from accounts.services.records import OpenRecord
from common import clock
from common.paging import CursorPages
from exercises.api.errors import refusals
from exercises.api.params import change_from, prescription_from
from exercises.api.request_serializers import AssignmentIn, EndIn, HoldIn, ResumeIn, VersionIn, ZonesIn
from exercises.api.response_serializers import AssignmentOut, WarningStateOut, ZonesOut
from exercises.queries import assignments
from exercises.queries.care import Care, care_of, plan_access_of, today_of
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
        pages = self.pagination_class()
        with opened(request, patient_id, Purpose.ASSIGNMENTS) as record:
            patient = record.patient
            page = pages.paginate_queryset(assignments.assignments_of(patient), request) or []
            rows = assignments.records_of(page, patient, today_of(patient, clock.now()))
            return pages.get_paginated_response([assignments.shown(row) for row in rows])

    @extend_schema(
        operation_id="assignments_create",
        parameters=[PATIENT],
        request=AssignmentIn,
        responses={201: AssignmentOut},
    )
    def post(self, request: PersonRequest, patient_id: str) -> Response:
        """Prescribes: an assignment with its version 1, from a day on that is not past."""
        body, now = read(AssignmentIn, request), clock.now()
        with refusals(), opened(request, patient_id, Purpose.PRESCRIPTION) as record:
            care = care_of(record, now)
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
        with refusals(), opened_of(request, assignment_id, Purpose.ASSIGNMENT) as record:
            today = today_of(record.patient, clock.now())
            row = assignments.one_record(assignment_id, record.patient, today)
            return Response(assignments.shown(row))


class ChangeView(APIView):
    """What the changes of an assignment have in common: who may, and the assignment as the answer."""

    code: int = status.HTTP_200_OK
    body: type[Serializer[Any]]
    purpose: Purpose

    def post(self, request: PersonRequest, assignment_id: UUID) -> Response:
        body, now = read(self.body, request), clock.now()
        with refusals(), opened_of(request, assignment_id, self.purpose) as record:
            care = care_of(record, now)
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
    purpose = Purpose.ASSIGNMENT_CHANGE
    code: int = status.HTTP_201_CREATED

    def change(self, request: PersonRequest, care: Care, which: dict[str, Any], body: dict[str, Any]) -> None:
        release_alone(care)
        prescribing.change_assignment(care=care, by=request.user, change=change_from(body), **which)


class VersionView(APIView):
    """One version that is still to come."""

    @extend_schema(operation_id="assignment_version_withdraw", responses={204: None})
    def delete(self, request: PersonRequest, assignment_id: UUID, version: int) -> Response:
        """Takes it back: 409 for one that is in force or was, and for the first."""
        now = clock.now()
        with refusals(), opened_of(request, assignment_id, Purpose.VERSION_WITHDRAWAL) as record:
            prescribing.withdraw_version(
                care=care_of(record, now),
                by=request.user,
                assignment_id=assignment_id,
                version=version,
                now=now,
            )
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(
    post=extend_schema(operation_id="assignment_hold", request=HoldIn, responses=AssignmentOut)
)
class HoldView(ChangeView):
    """A pause: held days are left out of every sum."""

    body = HoldIn
    purpose = Purpose.HOLD

    def change(self, request: PersonRequest, care: Care, which: dict[str, Any], body: dict[str, Any]) -> None:
        holds.hold_assignment(care=care, by=request.user, **which, **body)


@extend_schema_view(
    post=extend_schema(operation_id="assignment_resume", request=ResumeIn, responses=AssignmentOut)
)
class ResumeView(ChangeView):
    """Going on again, from today; after a warning sign the whole plan goes on with it."""

    body = ResumeIn
    purpose = Purpose.RESUMPTION

    def change(self, request: PersonRequest, care: Care, which: dict[str, Any], body: dict[str, Any]) -> None:
        holds.resume_assignment(care=care, by=request.user, **which, **body)


@extend_schema_view(post=extend_schema(operation_id="assignment_end", request=EndIn, responses=AssignmentOut))
class EndView(ChangeView):
    """The end: at once, or after a last day."""

    body = EndIn
    purpose = Purpose.END_OF_ASSIGNMENT

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
        with refusals(), opened(request, patient_id, Purpose.PLAN_RESUMPTION) as record:
            access = plan_access_of(record, now)
            holds.resume_patient(access=access, by=request.user, now=now, **body)
            return Response(WarningStateOut(warning_state_of(access.patient)).data)


class ZonesView(APIView):
    """The pain zones of one patient."""

    @extend_schema(operation_id="zones", parameters=[PATIENT], responses=ZonesOut)
    def get(self, request: PersonRequest, patient_id: str) -> Response:
        """The zones; 2 and 5 where nobody set them."""
        with opened(request, patient_id, Purpose.ZONES) as record:
            return Response(vars(assignments.zones_of(record.patient)))

    @extend_schema(operation_id="zones_set", parameters=[PATIENT], request=ZonesIn, responses=ZonesOut)
    def put(self, request: PersonRequest, patient_id: str) -> Response:
        """Sets the zones; they count from now on."""
        body, now = read(ZonesIn, request), clock.now()
        with refusals(), opened(request, patient_id, Purpose.ZONES_CHANGE) as record:
            set_zones(care=care_of(record, now), by=request.user, zones=Zones(**body), now=now)
        return Response(body)


def read(body: type[Serializer[Any]], request: PersonRequest) -> dict[str, Any]:
    """The request's validated body."""
    form = body(data=request.data)
    form.is_valid(raise_exception=True)
    return form.validated_data


def opened_of(
    request: PersonRequest, assignment_id: UUID, purpose: Purpose
) -> AbstractContextManager[OpenRecord]:
    """The record of whose assignment it is, opened. Raises UnknownAssignment."""
    return opened(request, assignments.patient_of(assignment_id), purpose)


def release_alone(care: Care) -> None:
    """A patient alone may not prescribe what only a therapist can release."""
    if care.alone:
        starter.assert_may_self_start(care.patient)


def _answer(assignment_id: UUID, care: Care, code: int) -> Response:
    record = assignments.one_record(assignment_id, care.patient, care.today)
    return Response(assignments.shown(record), status=code)
