"""The patient's own endpoints: the plan for the phone, and a starter routine for who uses Footing alone."""

import gzip

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import IsPatient
from accounts.api.records import opened, own_patient_id
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from common import clock
from exercises.api.errors import refusals
from exercises.api.params import require_condition
from exercises.api.request_serializers import StarterIn
from exercises.api.response_serializers import AssignmentOut, PlanOut
from exercises.queries import assignments
from exercises.queries.plan import Parts, plan_of, plan_tag
from exercises.services.starter import take_starter

_ZIPPED = "-gzip"


class PlanView(APIView):
    """The plan of the patient who asks."""

    parts: Parts = ()  # of layers above, handed in by `exercises.api.urls.addresses`
    permission_classes = [IsPatient]

    @extend_schema(
        operation_id="plan",
        parameters=[OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER)],
        responses={200: PlanOut, 304: OpenApiResponse(description="The plan has not changed.")},
    )
    def get(self, request: PersonRequest) -> HttpResponse:
        """Everything the phone needs offline; with the `ETag` of an earlier answer, 304 while it is equal."""
        patient_id = own_patient_id(request)
        today = clock.local_date(clock.now(), request.user.time_zone)
        asked = _tags(request)
        if asked and not asked.isdisjoint(("*", tag := plan_tag(patient_id, today, self.parts))):
            return _tagged(HttpResponseNotModified(), tag, _zips(request))
        plan = plan_of(patient_id, today, self.parts)
        content = plan.text.encode()
        if zips := _zips(request):
            content = gzip.compress(content, 1, mtime=0)
        return _tagged(HttpResponse(content, content_type="application/json"), plan.tag, zips)


class StarterView(APIView):
    """The starter routine of a condition, for a patient without a clinic."""

    permission_classes = [IsPatient]

    @extend_schema(
        operation_id="starter_take",
        request=StarterIn,
        responses={201: AssignmentOut, 200: AssignmentOut},
    )
    def post(self, request: PersonRequest) -> Response:
        """Takes the starter routine, from today on: 201; taken before, 200 with the running assignment."""
        form = StarterIn(data=request.data)
        form.is_valid(raise_exception=True)
        require_condition(form.validated_data["condition"])
        condition = form.validated_data["condition"]
        with refusals(), opened(request, "me", Purpose.STARTER) as record:
            taken, care, made = take_starter(
                patient=record.patient, by=request.user, condition=condition, now=clock.now()
            )
            row = assignments.one_record(taken.pk, record.patient, care.today)
            code = status.HTTP_201_CREATED if made else status.HTTP_200_OK
            return Response(assignments.shown(row), status=code)


def _tags(request: HttpRequest) -> set[str]:
    """The tags asked about, without their quotes and without the mark of the encoding."""
    asked = parse_etags(request.META.get("HTTP_IF_NONE_MATCH") or "")
    return {tag.removeprefix("W/").strip('"').removesuffix(_ZIPPED) for tag in asked}


def _zips(request: HttpRequest) -> bool:
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


def _tagged(response: HttpResponse, tag: str, zips: bool) -> HttpResponse:
    """With a strong tag: one for each encoding and language, as the bytes differ."""
    response["ETag"] = f'"{tag}{_ZIPPED if zips else ""}"'
    response["Vary"] = "Accept-Encoding"
    if zips and response.content:
        response["Content-Encoding"] = "gzip"
    return response
