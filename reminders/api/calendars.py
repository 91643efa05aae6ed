"""Endpoints of the calendar of planned sessions: secret links, and the feed of one."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import IsPatient
from accounts.api.records import opened
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from common import clock
from common.negotiation import AnyAcceptNegotiation
from common.problems import Refused
from common.serializers import ResponseSerializer
from reminders.queries.calendars import UnknownLink, feed_of, link_behind, links_of, tag_of
from reminders.services.calendars import MOST_LINKS, TooManyLinks, create_link, note_reading, revoke_link


class CalendarLinkOut(ResponseSerializer):
    """`last_read_at`: when a calendar program last read it, to the day."""

    id = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    last_read_at = serializers.DateTimeField(allow_null=True)


class NewCalendarLinkOut(CalendarLinkOut):
    """`url` is shown only once; its holder can read the calendar."""

    url = serializers.URLField()


class CalendarLinksOut(ResponseSerializer):
    """All valid links, on one page."""

    results = CalendarLinkOut(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class CalendarLinksView(APIView):
    """The patient's calendar links."""

    permission_classes = [IsPatient]

    @extend_schema(operation_id="calendar_links", responses=CalendarLinksOut)
    def get(self, request: PersonRequest) -> Response:
        """The valid links, newest first, without their URLs."""
        with opened(request, "me", Purpose.CALENDAR) as record:
            links = list(links_of(record.patient))
        return Response(CalendarLinksOut({"results": links, "next": None, "previous": None}).data)

    @extend_schema(operation_id="calendar_link_create", request=None, responses={201: NewCalendarLinkOut})
    def post(self, request: PersonRequest) -> Response:
        """Creates a secret URL for a calendar program; it is shown only once."""
        try:
            with opened(request, "me", Purpose.CALENDAR) as record:
                made = create_link(patient=record.patient, now=clock.now())
        except TooManyLinks as many:
            detail = _("You have %(most)d calendar links, as many as there can be. Delete one first.") % {
                "most": MOST_LINKS
            }
            raise Refused("too_many_calendar_links", detail, status=409) from many
        shown = {**CalendarLinkOut(made.link).data, "url": made.url}
        return Response(shown, status=status.HTTP_201_CREATED)


class CalendarLinkView(APIView):
    """One calendar link."""

    permission_classes = [IsPatient]

    @extend_schema(operation_id="calendar_link_revoke", responses={204: None})
    def delete(self, request: PersonRequest, link_id: UUID) -> Response:
        """Revokes the link; calendar programs with it read nothing more."""
        try:
            with opened(request, "me", Purpose.CALENDAR) as record:
                revoke_link(patient=record.patient, link_id=link_id, now=clock.now())
        except UnknownLink as unknown:
            raise NotFound from unknown
        return Response(status=status.HTTP_204_NO_CONTENT)


class CalendarView(APIView):
    """The calendar of a link. The token in the URL is the only proof needed."""

    content_negotiation_class = AnyAcceptNegotiation
    authentication_classes = ()
    permission_classes = [AllowAny]

    @extend_schema(operation_id="calendar", responses={(200, "text/calendar"): OpenApiTypes.STR, 304: None})
    def get(self, request: Request, token: str) -> HttpResponseBase:
        """Planned sessions from a week ago to sixty days ahead (RFC 5545), with an ETag."""
        now = clock.now()
        try:
            link = link_behind(token)
        except UnknownLink as unknown:
            raise NotFound from unknown
        feed = feed_of(link, now)
        note_reading(link=link, now=now)
        tag = tag_of(feed)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        is_known = tag in known or f"W/{tag}" in known
        answer = (
            HttpResponseNotModified()
            if is_known
            else HttpResponse(feed, content_type="text/calendar; charset=utf-8")
        )
        answer.headers["ETag"] = tag
        answer.headers["Cache-Control"] = "private, no-cache"
        return answer
