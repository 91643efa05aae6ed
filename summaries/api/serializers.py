"""Serializers of weekly summaries."""

from rest_framework import serializers

from common.serializers import ResponseSerializer
from notifications.rules.notification import Kind
from progress.rules.flagging import Rule
from progress.rules.trends import MOMENTS_BY_PREFERENCE

SUMMARY_KINDS = [Kind.SUMMARY.value, Kind.DIGEST.value]
CHANGES = ["better", "worse", "same"]


class WeekSessionsOut(ResponseSerializer):
    """Sessions done of planned; held days ask for none, extra ones are apart."""

    planned = serializers.IntegerField()
    done = serializers.IntegerField()
    extra = serializers.IntegerField()
    planned_days = serializers.IntegerField()
    done_days = serializers.IntegerField()
    held = serializers.BooleanField()


class WeekPainOut(ResponseSerializer):
    """Means (0-10) of the moment that speaks for the patient, of the week and of the one before.

    Null: no score. `change` is null unless both weeks have scores on at least 4 days.
    """

    moment = serializers.ChoiceField(MOMENTS_BY_PREFERENCE)
    mean = serializers.FloatField(allow_null=True)
    scored_days = serializers.IntegerField()
    mean_before = serializers.FloatField(allow_null=True)
    scored_days_before = serializers.IntegerField()
    change = serializers.ChoiceField(CHANGES, allow_null=True)


class NextWeekOut(ResponseSerializer):
    on = serializers.DateField()
    sessions = serializers.IntegerField()


class DigestLineOut(ResponseSerializer):
    """One patient; the most urgent first. `rules`: why the open flags are up. `plan_paused`: a warning sign
    rests the plan, which is a reason to look whatever was seen. `seen_flags`: seen, and not settled.
    """

    patient_id = serializers.UUIDField()
    name = serializers.CharField()
    open_flags = serializers.IntegerField()
    rules = serializers.ListField(child=serializers.ChoiceField([word.value for word in Rule]))
    plan_paused = serializers.BooleanField()
    may_feel_less = serializers.BooleanField()
    seen_flags = serializers.IntegerField()
    adherence = serializers.FloatField(allow_null=True)
    pain_change = serializers.FloatField(allow_null=True)


class DigestOut(ResponseSerializer):
    """A therapist's week; `lines` are of patients whom they may still see. `told`: of how many the diary has
    an entry of that week. `attention` and the reasons are those at the time of sending."""

    patients = serializers.IntegerField()
    attention = serializers.IntegerField()
    told = serializers.IntegerField()
    lines = DigestLineOut(many=True)


class SummaryOut(ResponseSerializer):
    """The ISO week from Monday `from_on` to Sunday `to_on`. `sentences` say it in words.

    A patient's has `sessions`, `pain` (null: no score) and `next` (null: nothing is planned); a therapist's
    has `caseload`.
    """

    kind = serializers.ChoiceField(SUMMARY_KINDS)
    year = serializers.IntegerField()
    week = serializers.IntegerField()
    from_on = serializers.DateField()
    to_on = serializers.DateField()
    made_at = serializers.DateTimeField()
    sentences = serializers.ListField(child=serializers.CharField())
    changed_since_sent = serializers.BooleanField(
        allow_null=True,
        help_text="Of one week of a patient: whether its numbers, those of now, are others than were sent. "
        "Null in the list and of a digest, which show what was sent.",
    )
    sessions = WeekSessionsOut(allow_null=True)
    pain = WeekPainOut(allow_null=True)
    next = NextWeekOut(allow_null=True)
    caseload = DigestOut(allow_null=True)
