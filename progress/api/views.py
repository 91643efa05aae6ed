"""The doors of what it means."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from accounts.api.permissions import IsSignedIn, IsStaff
from accounts.api.requests import PersonRequest
from accounts.queries import UnknownPatient, patient_seen_by
from accounts.rules.roles import Fact
from accounts.services.care import record_staff_access
from accounts.services.records import correct_record
from common import clock
from progress.api.params import CaseloadWish, WindowWish, cursor
from progress.api.serializers import (
    CaseloadLineOut,
    CaseloadOut,
    CorrectionIn,
    CourseOut,
    PatientOut,
)
from progress.queries.caseload import caseload
from progress.queries.course import course, today_of
from progress.queries.record import record
from progress.rules.caseload import Place


class CaseloadView(APIView):
    """The patients in one's care."""

    permission_classes = [IsStaff]

    @extend_schema(operation_id="patients_list", parameters=[CaseloadWish], responses=CaseloadOut)
    def get(self, request: PersonRequest) -> Response:
        """A line per patient with the last days' adherence and pain, those who need attention first."""
        form = CaseloadWish(data=request.query_params.dict())
        form.is_valid(raise_exception=True)
        page = caseload(request.user, form.wish(), clock.now())

        def link(direction: str, place: Place | None) -> str | None:
            here = request.build_absolute_uri()
            return None if place is None else replace_query_param(here, "cursor", cursor(direction, place))

        lines = CaseloadLineOut(page.lines, many=True).data
        return Response(
            {"results": lines, "next": link("after", page.after), "previous": link("before", page.before)}
        )


class PatientView(APIView):
    """One patient in one's care."""

    permission_classes = [IsStaff]

    @extend_schema(operation_id="patients_retrieve", responses=PatientOut)
    def get(self, request: PersonRequest, patient_id: UUID) -> Response:
        """Episode of care, risk answers, zones, assignments, unresolved flags. The visit is written down."""
        now = clock.now()
        try:
            patient = patient_seen_by(request.user, patient_id)
        except UnknownPatient:
            raise Http404 from None
        record_staff_access(staff=request.user, patient=patient, door="patient", now=now)
        return Response(PatientOut(record(request.user, patient, now)).data)

    @extend_schema(operation_id="patients_correct", request=CorrectionIn, responses=PatientOut)
    def patch(self, request: PersonRequest, patient_id: UUID) -> Response:
        """Corrects the name, the foot or the condition; who did it and what stood there before is kept."""
        now = clock.now()
        try:
            patient = patient_seen_by(request.user, patient_id)
        except UnknownPatient:
            raise Http404 from None
        form = CorrectionIn(data=request.data)
        form.is_valid(raise_exception=True)
        changes = {Fact(name): value for name, value in form.validated_data.items()}
        correct_record(patient=patient, by=request.user, changes=changes, now=now)
        corrected = patient_seen_by(request.user, patient_id)
        return Response(PatientOut(record(request.user, corrected, now)).data)


class ProgressView(APIView):
    """One patient's course; a patient asks with `me`."""

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
        """Each local day's plan, adherence and pain, at most 400 days; sums, exercises and the days that
        count for remote monitoring. A visit by staff is written down.
        """
        now = clock.now()
        form = WindowWish(data=request.query_params.dict())
        form.is_valid(raise_exception=True)
        try:
            patient = patient_seen_by(request.user, patient_id if patient_id == "me" else UUID(patient_id))
        except (UnknownPatient, ValueError):
            raise Http404 from None
        from_on, to_on = form.window(today_of(patient, now))
        record_staff_access(staff=request.user, patient=patient, door="patient-progress", now=now)
        return Response(CourseOut(course(patient, from_on, to_on, now)).data)
