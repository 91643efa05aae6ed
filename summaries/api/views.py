"""The endpoints to weekly summaries: a patient's own weeks, a therapist's own digests."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.records import note_listed
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from common.paging import CursorPages
from summaries.api.serializers import SUMMARY_KINDS, SummaryOut
from summaries.queries.summaries import UnknownSummary, shown, shown_now, summaries_of, summary_of

KIND = [OpenApiParameter("kind", str, enum=SUMMARY_KINDS)]


class LatestWeeks(CursorPages):
    """The latest week first; an outage may have made several at once."""

    ordering = ("-to_on", "-id")


class SummariesView(APIView):
    """All weeks that were summed up for one."""

    pagination_class = LatestWeeks

    @extend_schema(operation_id="summaries", responses=SummaryOut(many=True))
    def get(self, request: PersonRequest) -> Response:
        """The latest week first."""
        pages = self.pagination_class()
        page: list[Any] = pages.paginate_queryset(summaries_of(request.user), request) or []
        weeks = shown(request.user, page)
        _note(request, weeks)
        return pages.get_paginated_response(SummaryOut(weeks, many=True).data)


class SummaryView(APIView):
    """One week."""

    @extend_schema(operation_id="summary", parameters=KIND, responses=SummaryOut)
    def get(self, request: PersonRequest, year: int, week: int) -> Response:
        """The week of that ISO year and number; 404 where none was summed up for the one who asks.

        A patient's has the numbers of now: what came in late is in them.
        """
        kind = request.query_params.get("kind", "")
        if kind not in ("", *SUMMARY_KINDS):
            raise NotFound
        try:
            found = summary_of(request.user, year, week, kind)
        except UnknownSummary as unknown:
            raise NotFound from unknown
        week_shown = shown_now(request.user, found)
        _note(request, [week_shown])
        return Response(SummaryOut(week_shown).data)


def _note(request: PersonRequest, weeks: list[dict[str, Any]]) -> None:
    """Write down of which patients these weeks tell a therapist."""
    digests = [week["caseload"] for week in weeks if week["caseload"]]
    told = [UUID(line["patient_id"]) for digest in digests for line in digest["lines"]]
    note_listed(request, told, Purpose.DIGEST)
