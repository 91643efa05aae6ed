"""Endpoints of reminders: a patient's rules, a person's settings and their notification log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.api.permissions import IsPatient
from accounts.api.records import opened
from accounts.api.requests import PersonRequest
from accounts.rules.purpose import Purpose
from common import clock
from common.paging import CursorPages
from common.problems import Refused
from notifications.queries.notifications import UnknownNotification, again_at, notifications_of
from notifications.queries.preferences import settings_of, stops_against
from notifications.rules.notification import Action
from reminders.api.serializers import (
    ActionIn,
    AnsweredOut,
    NoticeOut,
    ReminderIn,
    ReminderOut,
    RemindersOut,
    SettingsIn,
    SettingsOut,
)
from reminders.queries.rules import UnknownReminder, proposals_for, reminders_of
from reminders.rules.proposing import EVERY_DAY, ReminderRequest
from reminders.services import rules
from reminders.services.actions import Answer, answer_reminder
from reminders.services.settings import PauseOutOfRange, change_settings


class OldestRules(CursorPages):
    """The oldest rule first."""

    ordering = "id"


class RemindersView(APIView):
    """The patient's rules."""

    permission_classes = [IsPatient]
    pagination_class = OldestRules

    @extend_schema(
        operation_id="reminders",
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
        responses=RemindersOut,
    )
    def get(self, request: PersonRequest) -> Response:
        """The rules, and for a patient without any a proposal from the plan."""
        pages = self.pagination_class()
        today = clock.local_date(clock.now(), request.user.time_zone)
        with opened(request, "me", Purpose.REMINDERS) as record:
            page = pages.paginate_queryset(reminders_of(record.patient), request)
            proposed = [] if page else proposals_for(record.patient, today)
        links = {"next": pages.get_next_link(), "previous": pages.get_previous_link()}
        return Response(RemindersOut({"results": page, **links, "proposed": proposed}).data)

    @extend_schema(operation_id="reminder_create", request=ReminderIn, responses={201: ReminderOut})
    def post(self, request: PersonRequest) -> Response:
        """Creates a rule; its first reminder is at the next of its times."""
        body = {"days": EVERY_DAY, **_read(ReminderIn, request)}
        with _refusals(), opened(request, "me", Purpose.REMINDERS) as record:
            made = rules.create_reminder(
                user=request.user,
                patient=record.patient,
                wanted=ReminderRequest(**body),
                now=clock.now(),
            )
        return Response(ReminderOut(made).data, status=status.HTTP_201_CREATED)


class ProposedView(APIView):
    """The proposed rules, accepted as a whole."""

    permission_classes = [IsPatient]

    @extend_schema(operation_id="reminders_propose", request=None, responses={201: ReminderOut(many=True)})
    def post(self, request: PersonRequest) -> Response:
        """Creates the proposed rules for a patient without any; a second call creates nothing."""
        now = clock.now()
        today = clock.local_date(now, request.user.time_zone)
        with opened(request, "me", Purpose.REMINDERS) as record:
            made = rules.create_proposed(user=request.user, patient=record.patient, today=today, now=now)
        return Response(ReminderOut(made, many=True).data, status=status.HTTP_201_CREATED)


class ReminderView(APIView):
    """One rule."""

    permission_classes = [IsPatient]

    @extend_schema(operation_id="reminder_change", request=ReminderIn(partial=True), responses=ReminderOut)
    def patch(self, request: PersonRequest, reminder_id: UUID) -> Response:
        """Changes a rule; its waiting reminders follow, sent ones stay."""
        body = _read(ReminderIn, request, partial=True)
        with _refusals(), opened(request, "me", Purpose.REMINDERS) as record:
            changed = rules.change_reminder(
                user=request.user,
                patient=record.patient,
                reminder_id=reminder_id,
                changes=body,
                now=clock.now(),
            )
        return Response(ReminderOut(changed).data)

    @extend_schema(operation_id="reminder_delete", responses={204: None})
    def delete(self, request: PersonRequest, reminder_id: UUID) -> Response:
        """Deletes a rule and cancels its waiting reminders."""
        with _refusals(), opened(request, "me", Purpose.REMINDERS) as record:
            rules.delete_reminder(
                user=request.user,
                patient=record.patient,
                reminder_id=reminder_id,
                now=clock.now(),
            )
        return Response(status=status.HTTP_204_NO_CONTENT)


class NotificationSettingsView(APIView):
    """A person's preferences for reminders and e-mails."""

    @extend_schema(operation_id="notification_settings", responses=SettingsOut)
    def get(self, request: PersonRequest) -> Response:
        """Quiet hours, channels, the weekly summary, and until when all reminders pause."""
        return _told(request, settings_of([request.user.pk])[request.user.pk])

    @extend_schema(operation_id="notification_settings_change", request=SettingsIn, responses=SettingsOut)
    def patch(self, request: PersonRequest) -> Response:
        """Changes the given values; waiting reminders follow new quiet hours at once. E-mails that are
        switched on are no longer stopped.
        """
        changes = _read(SettingsIn, request)
        with _refusals():
            changed = change_settings(user=request.user, changes=changes, now=clock.now())
        return _told(request, changed)


def _told(request: PersonRequest, settings: Any) -> Response:
    stopped = stops_against(request.user.pk)
    return Response(SettingsOut(settings, context={"stopped": stopped}).data)


class LatestDue(CursorPages):
    """The latest due first."""

    ordering = ("-due_at", "-id")


class NotificationsView(APIView):
    """A person's past and planned notifications."""

    pagination_class = LatestDue

    @extend_schema(operation_id="notices", responses=NoticeOut(many=True))
    def get(self, request: PersonRequest) -> Response:
        """The notification log, the latest due first, with each attempt."""
        pages = self.pagination_class()
        page = pages.paginate_queryset(notifications_of(request.user), request) or []
        return pages.get_paginated_response(NoticeOut(page, many=True).data)


class ActionView(APIView):
    """The answer to a reminder."""

    permission_classes = [IsPatient]

    @extend_schema(operation_id="notice_action", request=ActionIn, responses=AnsweredOut)
    def post(self, request: PersonRequest, notice_id: UUID) -> Response:
        """Done, later (`minutes`, an hour by default), or not today. Sending it again changes nothing."""
        body = _read(ActionIn, request)
        answer = Answer(**{**body, "action": Action(body["action"])})
        with _refusals():
            notification = answer_reminder(
                user=request.user, wanted=notice_id, answer=answer, now=clock.now()
            )
        shown = {"id": notification.pk, "action": notification.action, "again_at": again_at(notification)}
        return Response(AnsweredOut(shown).data)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (UnknownReminder, UnknownNotification) as unknown:
        raise NotFound from unknown
    except rules.TimeTaken as taken:
        detail = _("Some fields are not right. Nothing was changed.")
        said = _("There is a reminder of this kind at %(at)s already.") % {"at": taken.at}
        raise Refused("invalid", detail, {"times": [said]}) from taken
    except PauseOutOfRange as wrong:
        detail = _("Some fields are not right. Nothing was changed.")
        said = _("Choose a day from tomorrow on, at most a year ahead.")
        raise Refused("invalid", detail, {"paused_until": [said]}) from wrong
    except rules.TooManyReminders as many:
        detail = _("You have as many reminders as we can keep. Nothing was changed; delete one first.")
        raise Refused("too_many_reminders", detail, status=409) from many


def _read(body: type[Serializer[Any]], request: PersonRequest, *, partial: bool = False) -> dict[str, Any]:
    form = body(data=request.data, partial=partial)
    form.is_valid(raise_exception=True)
    return form.validated_data
