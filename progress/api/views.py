"""Endpoints of the caseload, of one patient's record and of progress."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from accounts.api.permissions import IsSignedIn, IsStaff
from accounts.api.records import note_listed, opened
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Fact
from accounts.services.corrections import correct_record
from common import clock
from progress.api.params import CaseloadParams, WindowParams, cursor
from progress.api.serializers import (
    CaseloadLineOut,
    CaseloadOut,
    CorrectionIn,
    CourseOut,
    PatientOut,
)
from progress.queries.caseload import caseload
from progress.queries.course import course, today_of
from progress.queries.record import page_of
from progress.rules.caseload import Place


class CaseloadView(APIView):
    """The patients in the person's care."""

    permission_classes = [IsStaff]

    @extend_schema(operation_id="patients_list", parameters=[CaseloadParams], responses=CaseloadOut)
    def get(self, request: PersonRequest) -> Response:
        """One line for each patient with recent adherence and pain, those who need attention first."""
        form = CaseloadParams(data=request.query_params.dict())
        form.is_valid(raise_exception=True)
        asked = form.query()
        page = caseload(request.user, asked, clock.now())
        purpose = Purpose.SEARCH if asked.search else Purpose.CASELOAD
        note_listed(request, [line.person.id for line in page.lines], purpose)

        def link(direction: str, place: Place | None) -> str | None:
            here = request.build_absolute_uri()
            return None if place is None else replace_query_param(here, "cursor", cursor(direction, place))

        lines = CaseloadLineOut(page.lines, many=True).data
        return Response(
            {"results": lines, "next": link("after", page.after), "previous": link("before", page.before)}
        )


class PatientView(APIView):
    """One patient in the person's care."""

    permission_classes = [IsStaff]

    @extend_schema(operation_id="patients_retrieve", responses=PatientOut)
    def get(self, request: PersonRequest, patient_id: UUID) -> Response:
        """Episode of care, risk answers, zones, assignments, unresolved flags. Opening it is recorded."""
        with opened(request, patient_id, Purpose.PATIENT) as record:
            return Response(PatientOut(page_of(record, clock.now())).data)

    @extend_schema(operation_id="patients_correct", request=CorrectionIn, responses=PatientOut)
    def patch(self, request: PersonRequest, patient_id: UUID) -> Response:
        """Corrects the name, the foot or the condition; the author and the earlier value are stored."""
        now = clock.now()
        with opened(request, patient_id, Purpose.CORRECTION) as record:
            form = CorrectionIn(data=request.data)
            form.is_valid(raise_exception=True)
            changes = {Fact(name): value for name, value in form.validated_data.items()}
            correct_record(patient=record.patient, by=request.user, changes=changes, now=now)
            with opened(request, patient_id, Purpose.CORRECTION) as corrected:
                return Response(PatientOut(page_of(corrected, now)).data)


class ProgressView(APIView):
    """One patient's progress; a patient uses `me`."""

    permission_classes = [IsSignedIn]

    @extend_schema(
        operation_id="patients_progress",
        parameters=[
            OpenApiParameter("from", OpenApiTypes.DATE, description="27 days before `to`, unless given."),
            OpenApiParameter("to", OpenApiTypes.DATE, description="Today, unless given."),
        ],
        responses=CourseOut,
    )
    def get(self, request: PersonRequest, patient_id: str) -> Response:
        """Plan, adherence and pain of each local day, at most 400 days; sums, exercises and the days that
        count for remote monitoring. Reading by staff is recorded.
        """
        now = clock.now()
        form = WindowParams(data=request.query_params.dict())
        form.is_valid(raise_exception=True)
        with opened(request, patient_id, Purpose.PROGRESS) as record:
            from_on, to_on = form.window(today_of(record.patient, now))
            return Response(CourseOut(course(record.patient, from_on, to_on, now)).data)
