"""Serializers of reminders, settings and the notification log."""

import re
from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.serializers import ResponseSerializer, StrictSerializer
from notifications.queries.preferences import BOUNCED, UNSUBSCRIBED
from notifications.queries.stopping import STREAMS
from notifications.rules.notification import REMINDERS, Action, Channel, Kind, Outcome, State

KINDS = [word.value for word in REMINDERS]
NOTICE_KINDS = [word.value for word in Kind]
CHANNELS = [word.value for word in Channel]
STATES = [word.value for word in State]
OUTCOMES = [word.value for word in Outcome]
ACTIONS = [word.value for word in Action]
ANSWERED = ["", *ACTIONS]
MOST_TIMES = 4
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@extend_schema_field({"type": "string", "pattern": f"^{_CLOCK.pattern}$"})
class ClockField(serializers.CharField):
    """A local time of day, HH:MM."""

    def to_internal_value(self, data: Any) -> str:
        told = super().to_internal_value(data)
        if not _CLOCK.fullmatch(told):
            raise serializers.ValidationError(_("Give a time of day as HH:MM, such as 08:30."))
        return told

    def to_representation(self, value: Any) -> str:
        return value if isinstance(value, str) else f"{value:%H:%M}"


class WallTimeField(ClockField):
    """The same, kept as a time."""

    def to_internal_value(self, data: Any) -> Any:
        return time.fromisoformat(super().to_internal_value(data))


def _each_once(told: list[Any]) -> None:
    if len(set(told)) < len(told):
        raise serializers.ValidationError(_("Name each only once."))


class ReminderIn(StrictSerializer):
    """A rule: local times HH:MM (1 to 4), ISO weekdays (1 is Monday), push before e-mail."""

    kind = serializers.ChoiceField(KINDS)
    times = serializers.ListField(
        child=ClockField(), min_length=1, max_length=MOST_TIMES, validators=[_each_once]
    )
    days = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7),
        min_length=1,
        max_length=7,
        required=False,
        validators=[_each_once],
    )
    channels = serializers.ListField(
        child=serializers.ChoiceField(CHANNELS),
        min_length=1,
        max_length=2,
        required=False,
        validators=[_each_once],
    )
    enabled = serializers.BooleanField(required=False)


class ReminderOut(ResponseSerializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(KINDS)
    times = serializers.ListField(child=serializers.CharField())
    days = serializers.ListField(child=serializers.IntegerField())
    channels = serializers.ListField(child=serializers.ChoiceField(CHANNELS))
    enabled = serializers.BooleanField()


class ProposalOut(ResponseSerializer):
    """A proposed rule; it is created when the patient agrees."""

    kind = serializers.ChoiceField(KINDS)
    times = serializers.ListField(child=serializers.CharField())
    days = serializers.ListField(child=serializers.IntegerField())
    channels = serializers.ListField(child=serializers.ChoiceField(CHANNELS))
    enabled = serializers.BooleanField()


class RemindersOut(ResponseSerializer):
    """All rules of the patient, and proposals for one without rules."""

    results = ReminderOut(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    proposed = ProposalOut(many=True)


class SettingsIn(StrictSerializer):
    """`paused_until`: from tomorrow on, by the person's own date, to 366 days ahead."""

    quiet_from = WallTimeField(required=False)
    quiet_to = WallTimeField(required=False)
    push = serializers.BooleanField(required=False)
    email = serializers.BooleanField(required=False)
    weekly_on = serializers.BooleanField(required=False)
    weekly_day = serializers.IntegerField(min_value=1, max_value=7, required=False)
    weekly_hour = serializers.IntegerField(min_value=0, max_value=23, required=False)
    paused_until = serializers.DateField(required=False, allow_null=True)


class StoppedOut(ResponseSerializer):
    """A stream of e-mails that is stopped; switching e-mails on again resumes it."""

    stream = serializers.ChoiceField(STREAMS)
    reason = serializers.ChoiceField([UNSUBSCRIBED, BOUNCED])


class SettingsOut(ResponseSerializer):
    """Local times HH:MM; equal ends: no quiet hours. `paused_until` is the first day with reminders again."""

    quiet_from = ClockField()
    quiet_to = ClockField()
    push = serializers.BooleanField()
    email = serializers.BooleanField()
    weekly_on = serializers.BooleanField()
    weekly_day = serializers.IntegerField()
    weekly_hour = serializers.IntegerField()
    paused_until = serializers.DateField(allow_null=True)
    stopped = serializers.SerializerMethodField()

    @extend_schema_field(StoppedOut(many=True))
    def get_stopped(self, settings: Any) -> Any:
        return StoppedOut(self.context["stopped"], many=True).data


class DeliveryOut(ResponseSerializer):
    """One attempt to reach the person; `detail` is a code."""

    channel = serializers.ChoiceField(CHANNELS)
    at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(OUTCOMES)
    status = serializers.IntegerField(allow_null=True)
    detail = serializers.CharField(allow_blank=True)


class NoticeOut(ResponseSerializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(NOTICE_KINDS)
    due_at = serializers.DateTimeField()
    state = serializers.ChoiceField(STATES)
    reason = serializers.CharField(allow_blank=True)
    action = serializers.ChoiceField(ANSWERED, allow_blank=True)
    deliveries = DeliveryOut(many=True)


class ActionIn(StrictSerializer):
    """An answer to a reminder; `at` is when it was tapped, for answers that waited offline."""

    action = serializers.ChoiceField(ACTIONS)
    minutes = serializers.IntegerField(min_value=1, max_value=12 * 60, required=False)
    at = serializers.DateTimeField(required=False)


class AnsweredOut(ResponseSerializer):
    """The answer that counts, and when a snoozed reminder comes again (null: not)."""

    id = serializers.UUIDField()
    action = serializers.ChoiceField(ACTIONS)
    again_at = serializers.DateTimeField(allow_null=True)
