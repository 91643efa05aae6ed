"""Endpoints of the diary: a device's sync, an entry's history, the care team's view, the export."""

from datetime import date, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from django.http import Http404, StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.limiting import Throttle
from accounts.api.permissions import IsPatient, IsSignedIn
from accounts.api.records import note_export, opened, own_patient_id
from accounts.api.requests import PersonRequest
from accounts.rules.limits import Limit
from accounts.rules.purpose import Purpose
from common import clock
from common.negotiation import AnyAcceptNegotiation
from common.paging import CursorPages
from common.problems import Refused
from diary import services
from diary.api.readme import readme
from diary.api.request_serializers import ChangesParser, FastJSONRenderer
from diary.api.serializers import (
    AnswerOut,
    ChangesIn,
    DaysIn,
    EntryOut,
    HistoryOut,
    PulledOut,
    PullIn,
    entry_told,
    verdict_told,
    version_told,
)
from diary.api.wording import sentence
from diary.queries.entries import UnknownEntry, entries_between, entries_to_take_along, history_of
from diary.queries.pulling import changes_after, changes_before
from diary.rules.change import Envelope, MalformedEnvelope, read_envelope
from diary.rules.export import Diary, archive_chunks
from exercises.queries.assignments import step_names

EXPORTS = Limit("exports of one person", 10, timedelta(minutes=6))


def _envelope(body: Any) -> Envelope:
    try:
        return read_envelope(body)
    except MalformedEnvelope as malformed:
        problems = malformed.problems
    errors = {problem.field or "body": [sentence(problem)] for problem in problems}
    for problem in problems:
        if problem.code == "too_many":
            detail = _("%(problem)s Nothing was changed. Send fewer changes at once.")
            raise Refused("too_many_changes", detail % {"problem": sentence(problem)}, errors, status=413)
    raise ValidationError(errors)


class ChangesView(APIView):
    """A device's sync: it sends its changes and pulls what changed elsewhere."""

    permission_classes = [IsPatient]
    parser_classes = [ChangesParser]
    renderer_classes = [FastJSONRenderer]

    @extend_schema(
        operation_id="diary_changes_send",
        request=ChangesIn,
        responses={200: AnswerOut, 413: OpenApiResponse(description="More than 200 changes or 1 MiB.")},
    )
    def post(self, request: PersonRequest) -> Response:
        """Store at most 200 changes (1 MiB) and answer each with its result; sending again is harmless."""
        envelope = _envelope(request.data)
        now = clock.now()
        answer = services.apply_changes(
            patient_id=own_patient_id(request),
            device_id=envelope.device_id,
            changes=envelope.changes,
            now=now,
        )
        verdicts = [verdict_told(answered) for answered in answer.verdicts]
        told = {"epoch": answer.epoch, "head": answer.head, "server_time": now, "verdicts": verdicts}
        return Response(told)

    @extend_schema(operation_id="diary_changes_pull", parameters=[PullIn], responses=PulledOut)
    def get(self, request: PersonRequest) -> Response:
        """Entries that changed since `after`, in the order of sequence numbers, or newest first with
        `before`; deleted entries have no data.
        """
        asked = PullIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        pull = changes_before if "before" in asked.validated_data else changes_after
        pulled = pull(own_patient_id(request), **asked.validated_data)
        told = {
            "epoch": pulled.epoch or services.ensure_epoch(),
            "head": pulled.head,
            "more": pulled.more,
            "entries": [entry_told(entry) for entry in pulled.entries],
        }
        return Response(told)


class HistoryView(APIView):
    """The history of one entry."""

    permission_classes = [IsPatient]

    @extend_schema(operation_id="diary_entry_history", responses=HistoryOut)
    def get(self, request: PersonRequest, entry_id: UUID) -> Response:
        """Every version in the order of receipt: superseded, stale, after the deletion, and current."""
        try:
            versions = history_of(own_patient_id(request), entry_id)
        except UnknownEntry:
            raise Http404 from None
        return Response({"entry_id": entry_id, "versions": [version_told(version) for version in versions]})


class DiaryPages(CursorPages):
    """Newest day first."""

    ordering = ("-local_date", "-seq")


class PatientDiaryView(GenericAPIView[Any]):
    """One patient's diary for the care team; a patient uses `me`."""

    permission_classes = [IsSignedIn]
    pagination_class = DiaryPages
    serializer_class = EntryOut

    @extend_schema(
        operation_id="patients_diary_list",
        parameters=[
            OpenApiParameter("from", OpenApiTypes.DATE, description="First local date."),
            OpenApiParameter("to", OpenApiTypes.DATE, description="Last local date."),
        ],
        responses=EntryOut(many=True),
    )
    def get(self, request: PersonRequest, patient_id: str) -> Response:
        """The current entries, newest day first. Reading by staff is recorded."""
        asked = DaysIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        days: dict[str, date] = asked.validated_data
        with opened(request, patient_id, Purpose.DIARY) as record:
            entries = entries_between(record.patient.pk, days.get("from"), days.get("to"))
            told = [entry_told(entry) for entry in self.paginate_queryset(entries) or []]
        return self.get_paginated_response(told)


class ExportView(APIView):
    """The export of the patient's own diary."""

    permission_classes = [IsPatient]
    content_negotiation_class = AnyAcceptNegotiation
    throttle_classes = [Throttle]
    limit = EXPORTS

    @extend_schema(operation_id="me_export", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: PersonRequest) -> StreamingHttpResponse:
        """A zip with diary.json, pain.csv, sessions.csv and a README.txt that explains them."""
        patient_id = own_patient_id(request)
        note_export(request, Purpose.DIARY_EXPORT)
        diary = Diary(lambda: map(entry_told, entries_to_take_along(patient_id)), step_names(patient_id))
        chunks = archive_chunks(diary, readme(), clock.now())
        first = next(chunks)  # a database that is away is told before the answer begins
        head = {"Content-Disposition": 'attachment; filename="footing-diary.zip"'}
        return StreamingHttpResponse(chain([first], chunks), content_type="application/zip", headers=head)
