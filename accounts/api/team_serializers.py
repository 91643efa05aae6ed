"""Serializers of a care team."""

from rest_framework import serializers

from accounts.rules.team import PlaceState
from common.serializers import ResponseSerializer, StrictSerializer

STATES = [word.value for word in PlaceState]


class TeamPlaceIn(StrictSerializer):
    user = serializers.UUIDField(help_text="A therapist of the patient's clinic.")
    from_on = serializers.DateField(required=False, help_text="Today, unless given; never past.")
    until_on = serializers.DateField(
        required=False, allow_null=True, help_text="The last day of a cover; null has no end."
    )
    lead = serializers.BooleanField(required=False, help_text="Leads while in force: the flags are theirs.")


class TeamPlaceOut(ResponseSerializer):
    id = serializers.UUIDField()
    user = serializers.UUIDField()
    name = serializers.CharField()
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)
    lead = serializers.BooleanField()
    state = serializers.ChoiceField(STATES, help_text="Only `now` opens the patient's record.")


class TeamOut(ResponseSerializer):
    results = TeamPlaceOut(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
