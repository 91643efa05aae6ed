"""Serializers of what it means."""

from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.rules.roles import Answer, Fact, Foot
from common.serializers import NameField, ResponseSerializer, StrictSerializer
from diary.rules.pain import Moment
from exercises.queries.library import is_condition
from progress.api import wording
from progress.api.flag_serializers import URGENCIES, FlagOut, WhoOut
from progress.queries.course import CourseDay
from progress.queries.record import Record
from progress.rules.adherence import DayState
from progress.rules.trends import DayScores

FEET = [word.value for word in Foot]
ANSWERS = [word.value for word in Answer]
MOMENTS = [word.value for word in Moment]


class ShareField(serializers.FloatField):
    """A share or a mean, exact: whoever shows it rounds it once."""

    def to_representation(self, value: Fraction | float) -> Any:
        return float(value)


class CaseloadLineOut(ResponseSerializer):
    id = serializers.UUIDField(source="person.id")
    name = serializers.CharField(source="person.name")
    condition = serializers.SlugField(source="person.condition")
    foot = serializers.ChoiceField(FEET, source="person.foot", allow_null=True)
    adherence_7d = ShareField(allow_null=True, help_text="0 to 1 over the last 7 days that are over.")
    pain_mean_7d = serializers.SerializerMethodField(help_text="0 to 10, today included.")
    pain_days_7d = serializers.SerializerMethodField(help_text="Days of the 7 that have a score.")
    pain_moment = serializers.SerializerMethodField(help_text="The one measure of the pain columns.")
    pain_change = serializers.SerializerMethodField(help_text="Points against the 7 days before.")
    pain_change_percent = serializers.SerializerMethodField()
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
    may_feel_less = serializers.BooleanField(
        source="person.may_feel_less", help_text="Diabetes or loss of feeling: yes or unsure."
    )
    reachable = serializers.BooleanField(source="person.reachable")
    mail_bounced = serializers.BooleanField(
        source="person.mail_bounced", help_text="Mail to this patient comes back; push may well arrive."
    )

    def get_pain_mean_7d(self, line: Any) -> float | None:
        return _exact(line.pain and line.pain.week.mean)

    def get_pain_days_7d(self, line: Any) -> int:
        return line.pain.week.scored_days if line.pain else 0

    @extend_schema_field(serializers.ChoiceField(MOMENTS, allow_null=True))
    def get_pain_moment(self, line: Any) -> str | None:
        return line.pain.moment if line.pain else None

    def get_pain_change(self, line: Any) -> float | None:
        return _exact(line.pain and line.pain.change and line.pain.change.points)

    def get_pain_change_percent(self, line: Any) -> float | None:
        share = line.pain and line.pain.change and line.pain.change.share
        return None if share is None else _exact(share * 100)


class CaseloadOut(ResponseSerializer):
    results = CaseloadLineOut(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class ScoresOut(ResponseSerializer):
    mean = serializers.SerializerMethodField()
    max = serializers.IntegerField(source="highest")
    n = serializers.IntegerField()

    def get_mean(self, scores: DayScores) -> float:
        return scores.total / scores.n


class CourseDayOut(ResponseSerializer):
    date = serializers.DateField()
    state = serializers.ChoiceField([word.value for word in DayState])
    planned = serializers.IntegerField(help_text="Sets.")
    done = serializers.IntegerField(help_text="Sets that count.")
    adherence = ShareField(allow_null=True)
    extra = serializers.IntegerField(help_text="Sessions beyond the plan.")
    extra_sets = serializers.IntegerField(
        help_text="Sets of the plan's sessions that do not count: more than asked, or of a foot not asked.",
    )
    pain = serializers.DictField(child=ScoresOut(), help_text="By moment; moments are never mixed.")
    entries = serializers.IntegerField()
    sessions = serializers.IntegerField()
    late = serializers.IntegerField(help_text="Entries told later than the day after.")

    def to_representation(self, instance: CourseDay) -> dict[str, Any]:
        """Field by field this takes most of a year's answer."""
        tally, adherence = instance.tally, instance.tally.adherence
        return {
            "date": tally.on.isoformat(),
            "state": tally.state,
            "planned": tally.prescribed,
            "done": tally.done,
            "adherence": None if adherence is None else float(adherence),
            "extra": instance.extra,
            "extra_sets": tally.extra,
            "pain": {moment: _scores(scores) for moment, scores in instance.pain.items()},
            "entries": instance.entries,
            "sessions": instance.sessions,
            "late": instance.late,
        }


class ExerciseCourseOut(ResponseSerializer):
    exercise = serializers.SlugField()
    name = serializers.CharField()
    planned = serializers.IntegerField()
    done = serializers.IntegerField()
    pain = ScoresOut(allow_null=True, help_text="One score a day: the highest told during the exercise.")


class CourseTotalsOut(ResponseSerializer):
    planned = serializers.IntegerField()
    done = serializers.IntegerField()
    adherence = ShareField(allow_null=True)
    planned_days = serializers.IntegerField()
    done_days = serializers.IntegerField()
    sessions = serializers.IntegerField()
    extra = serializers.IntegerField()
    extra_sets = serializers.IntegerField()
    late = serializers.IntegerField()
    days_with_entries = serializers.IntegerField()


class CourseOut(ResponseSerializer):
    to = serializers.DateField(source="to_on")
    today = serializers.DateField()
    days = CourseDayOut(many=True)
    per_exercise = ExerciseCourseOut(source="exercises", many=True)
    totals = CourseTotalsOut()
    formula = serializers.SerializerMethodField()
    rtm_days = serializers.IntegerField(help_text="Days with entries within the 30 days up to `to`.")
    rtm_note = serializers.SerializerMethodField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {"from": serializers.DateField(source="from_on"), **super().get_fields()}

    def get_formula(self, course: Any) -> str:
        return _said(wording.FORMULA)

    def get_rtm_note(self, course: Any) -> str:
        return _said(wording.RTM_NOTE)


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
    """What is wrong in the record; what is left out stays."""

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


def _scores(scores: DayScores) -> dict[str, Any]:
    return {"mean": scores.total / scores.n, "max": scores.highest, "n": scores.n}


def _exact(value: Any) -> float | None:
    return None if value is None else float(value)


def _said(words: str | Promise) -> str:
    return str(words)
