"""Serializers of flags and of actions on one."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.json_types import DayField
from common.serializers import ResponseSerializer, StrictSerializer
from progress.api import wording
from progress.queries.flags import FlagLine
from progress.rules.flagging import Act, FlagState, Rule, Urgency

RULES = [word.value for word in Rule]
URGENCIES = [each.word for each in Urgency]
STATES = [word.value for word in FlagState]


class WhoOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class FlagEventOut(ResponseSerializer):
    """One event of a flag; `by` is null if the program did it or the account is gone."""

    act = serializers.ChoiceField([word.value for word in Act])
    at = serializers.DateTimeField()
    by = WhoOut(allow_null=True)
    to = WhoOut(allow_null=True, help_text="To whom it was assigned.")
    until_on = serializers.DateField(allow_null=True, help_text="Until when it was snoozed.")
    note = serializers.CharField()


class FlagOut(ResponseSerializer):
    """A reason to look at a patient. A snoozed one is acknowledged and has `snoozed_until_on`."""

    id = serializers.UUIDField()
    rule = serializers.ChoiceField(RULES)
    reason = serializers.CharField(read_only=True, help_text="One sentence with the date of the evidence.")
    urgency = serializers.SerializerMethodField(help_text="Most urgent first: warning to delivery.")
    patient = WhoOut(read_only=True)
    state = serializers.ChoiceField(STATES)
    since = serializers.DateTimeField(help_text="When it was raised, or opened again by new evidence.")
    evidence_on = serializers.DateField(
        allow_null=True, help_text="The patient's local date of the newest evidence."
    )
    owner = WhoOut(allow_null=True)
    evidence = serializers.ListField(
        child=serializers.DictField(), help_text="Empty once the entries were corrected or deleted."
    )
    revision = serializers.IntegerField(
        help_text="Of the evidence. Sent along, nothing is done about evidence that was not seen: 409."
    )
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledged_by = WhoOut(allow_null=True)
    snoozed_until_on = serializers.DateField(
        allow_null=True, help_text="The patient's local date on which it opens again."
    )
    resolved_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    may_act = serializers.BooleanField(help_text="Whether the asker treats this patient.")
    history = FlagEventOut(many=True)

    def to_representation(self, instance: FlagLine) -> dict[str, Any]:
        """A flag from the statement's row, with its reason in the reader's language."""
        why = wording.reason(instance.rule, instance.told["evidence"], instance.gone)
        return instance.told | {"reason": why, "urgency": self.get_urgency(instance)}

    @extend_schema_field(serializers.ChoiceField(URGENCIES))
    def get_urgency(self, flag: FlagLine) -> str:
        return Urgency(flag.told["urgency"]).word


class SeenIn(StrictSerializer):
    revision = serializers.IntegerField(
        required=False, help_text="Of the flag as it was seen; newer evidence is then not taken for seen."
    )


class SnoozeIn(SeenIn):
    until_on = DayField(
        help_text="The patient's local date on which it opens again: 1 to 90 days from today."
    )


class ResolveIn(SeenIn):
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class AssignIn(StrictSerializer):
    user = serializers.UUIDField(help_text="Somebody who treats the patient.")
