"""Serializers of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.rules.roles import Answer, Fact, Foot
from common.serializers import NameField, ResponseSerializer, StrictSerializer
from diary.rules.pain import Moment
from exercises.queries.library import is_condition
from progress.api import wording
from progress.api.flag_serializers import URGENCIES, FlagOut, WhoOut
from progress.api.shown import shown_course, shown_line
from progress.queries.caseload import Line
from progress.queries.course import PatientTimeline
from progress.queries.record import Record
from progress.rules.adherence import DayState

FEET = [word.value for word in Foot]
ANSWERS = [word.value for word in Answer]
MOMENTS = [word.value for word in Moment]


class CaseloadLineOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    condition = serializers.SlugField()
    foot = serializers.ChoiceField(FEET, allow_null=True)
    adherence_7d = serializers.FloatField(
        allow_null=True, help_text="0 to 1 over the last 7 days that are over."
    )
    pain_mean_7d = serializers.FloatField(
        read_only=True, allow_null=True, help_text="0 to 10, today included."
    )
    pain_days_7d = serializers.IntegerField(read_only=True, help_text="Days of the 7 that have a score.")
    pain_moment = serializers.ChoiceField(
        MOMENTS, read_only=True, allow_null=True, help_text="The one measure of the pain columns."
    )
    pain_change = serializers.FloatField(
        read_only=True, allow_null=True, help_text="Points against the 7 days before."
    )
    pain_change_percent = serializers.FloatField(read_only=True, allow_null=True)
    last_entry_at = serializers.DateTimeField(allow_null=True)
    needs_look = serializers.BooleanField(
        help_text="An open flag is a reason to look, or the plan is paused."
    )
    open_flags = serializers.IntegerField(help_text="Reasons to look; mail that comes back is none.")
    urgency = serializers.ChoiceField(
        URGENCIES,
        allow_null=True,
        help_text="Of the most urgent reason; of a paused plan `warning`. Null: there is no reason to look.",
    )
    seen_flags = serializers.IntegerField(help_text="Acknowledged, and not settled.")
    plan_paused_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when a warning sign rests the whole plan."
    )
    may_feel_less = serializers.BooleanField(help_text="Diabetes or loss of feeling: yes or unsure.")
    reachable = serializers.BooleanField()
    mail_bounced = serializers.BooleanField(
        help_text="Mail to this patient comes back; push may well arrive."
    )

    def to_representation(self, instance: Line) -> dict[str, Any]:
        return shown_line(instance)


class CaseloadOut(ResponseSerializer):
    results = CaseloadLineOut(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class ScoresOut(ResponseSerializer):
    mean = serializers.FloatField(read_only=True)
    max = serializers.IntegerField()
    n = serializers.IntegerField()


class CourseDayOut(ResponseSerializer):
    date = serializers.DateField()
    state = serializers.ChoiceField([word.value for word in DayState])
    planned = serializers.IntegerField(help_text="Sets.")
    done = serializers.IntegerField(help_text="Sets that count.")
    adherence = serializers.FloatField(allow_null=True)
    extra = serializers.IntegerField(help_text="Sessions beyond the plan.")
    extra_sets = serializers.IntegerField(
        help_text="Sets of the plan's sessions that do not count: more than asked, or of a foot not asked.",
    )
    pain = serializers.DictField(child=ScoresOut(), help_text="By moment; moments are never mixed.")
    entries = serializers.IntegerField()
    sessions = serializers.IntegerField()
    late = serializers.IntegerField(help_text="Entries told later than the day after.")


class ExerciseCourseOut(ResponseSerializer):
    exercise = serializers.SlugField()
    name = serializers.CharField()
    planned = serializers.IntegerField()
    done = serializers.IntegerField()
    pain = ScoresOut(allow_null=True, help_text="One score a day: the highest told during the exercise.")


class CourseTotalsOut(ResponseSerializer):
    planned = serializers.IntegerField()
    done = serializers.IntegerField()
    adherence = serializers.FloatField(allow_null=True)
    planned_days = serializers.IntegerField()
    done_days = serializers.IntegerField()
    sessions = serializers.IntegerField()
    extra = serializers.IntegerField()
    extra_sets = serializers.IntegerField()
    late = serializers.IntegerField()
    days_with_entries = serializers.IntegerField()


class CourseOut(ResponseSerializer):
    to = serializers.DateField()
    today = serializers.DateField()
    days = CourseDayOut(many=True)
    per_exercise = ExerciseCourseOut(many=True)
    totals = CourseTotalsOut()
    formula = serializers.CharField(read_only=True)
    rtm_days = serializers.IntegerField(help_text="Days with entries within the 30 days up to `to`.")
    rtm_note = serializers.CharField(read_only=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {"from": serializers.DateField(), **super().get_fields()}

    def to_representation(self, instance: PatientTimeline) -> dict[str, Any]:
        """With how it is worked out, in words of the reader's language."""
        said = {"formula": str(wording.FORMULA), "rtm_note": str(wording.RTM_NOTE)}
        return shown_course(instance) | said


class TreatedInOut(ResponseSerializer):
    id = serializers.UUIDField()
    condition = serializers.SlugField()
    foot = serializers.ChoiceField(FEET, allow_null=True)
    clinic = WhoOut(allow_null=True)
    started_on = serializers.DateField()


class RiskAnswersOut(ResponseSerializer):
    diabetes = serializers.ChoiceField(ANSWERS, allow_null=True)
    loss_of_feeling = serializers.ChoiceField(ANSWERS, allow_null=True)
    past_ulcer_or_amputation = serializers.ChoiceField(ANSWERS, allow_null=True)
    poor_circulation = serializers.ChoiceField(ANSWERS, allow_null=True)


class PainZonesOut(ResponseSerializer):
    green_to = serializers.IntegerField()
    amber_to = serializers.IntegerField()
    next_morning_rule = serializers.BooleanField()
    nerve_rule = serializers.BooleanField()


class PrescribedOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    condition = serializers.SlugField(allow_null=True)
    state = serializers.ChoiceField(["upcoming", "active", "held", "ended"])
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()
    days = serializers.ListField(child=serializers.IntegerField())
    times_per_day = serializers.IntegerField()
    note = serializers.CharField()


class CorrectionOut(ResponseSerializer):
    """A correction of the record; `before` null was not known before, `by` null is no longer known."""

    fact = serializers.ChoiceField([fact.value for fact in Fact])
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField()
    by = WhoOut(allow_null=True)
    at = serializers.DateTimeField()


class CorrectionIn(StrictSerializer):
    """The corrected values; missing ones stay."""

    name = NameField(max_length=120, required=False)
    foot = serializers.ChoiceField(FEET, required=False)
    condition = serializers.SlugField(max_length=60, required=False)

    def validate_condition(self, slug: str) -> str:
        if not is_condition(slug):
            raise serializers.ValidationError(_("There is no such condition."))
        return slug


class PatientOut(ResponseSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()
    time_zone = serializers.CharField()
    language = serializers.CharField()
    synthetic = serializers.BooleanField()
    foot = serializers.ChoiceField(FEET, allow_null=True)
    episode = TreatedInOut(allow_null=True)
    team = WhoOut(many=True)
    risk = RiskAnswersOut()
    zones = PainZonesOut()
    assignments = PrescribedOut(many=True)
    open_flags = FlagOut(many=True)
    changes = CorrectionOut(many=True, help_text="The latest 50 corrections, newest first.")

    def to_representation(self, instance: Record) -> dict[str, Any]:
        """As the statement told it, with the flags in words of the reader's language."""
        return instance.told | {"open_flags": FlagOut(instance.flags, many=True).data}
