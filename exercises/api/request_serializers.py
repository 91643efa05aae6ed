"""What comes in: the bodies and queries of requests, each refused by the field's name."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from common.serializers import NameField, StrictSerializer
from exercises.api.response_serializers import END_REASONS, KINDS, SIDES
from exercises.rules.dosage import HOLD_REASONS, LIMITS, Slip, slips

MOST_STEPS = 20


def _amount(part: str) -> serializers.IntegerField:
    return serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LIMITS[part])


def _days(**options: Any) -> serializers.ListField:
    day = serializers.IntegerField(min_value=1, max_value=7)
    return serializers.ListField(child=day, min_length=1, max_length=7, **options)


def _lines(most: int) -> serializers.ListField:
    line = serializers.CharField(max_length=300)
    return serializers.ListField(child=line, max_length=most, required=False)


class DosageIn(StrictSerializer):
    """How much; times in seconds. At least one of reps, hold and duration."""

    sets = _amount("sets")
    reps = _amount("reps")
    hold_seconds = _amount("hold_seconds")
    duration_seconds = _amount("duration_seconds")
    rest_seconds = _amount("rest_seconds")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if slips(attrs).get("reps") == Slip.NO_AMOUNT:
            raise serializers.ValidationError({"reps": [_("Say how many repetitions, or how long.")]})
        return attrs


class StepIn(DosageIn):
    """One step; without any dosage it takes the exercise's own, and so for the side."""

    exercise = serializers.SlugField(max_length=60)
    side = serializers.ChoiceField(SIDES, required=False)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return super().validate(attrs) if any(part in attrs for part in LIMITS) else attrs


class StepsIn(StrictSerializer):
    """The steps of a prescription or a routine."""

    steps = serializers.ListField(child=StepIn(), min_length=1, max_length=MOST_STEPS)


class AssignmentIn(StepsIn):
    """A prescription: a routine (its id, or the library's slug), or steps, or steps taken from a routine."""

    routine = serializers.CharField(max_length=60, required=False, allow_null=True)
    steps = serializers.ListField(child=StepIn(), min_length=1, max_length=MOST_STEPS, required=False)
    name = NameField(max_length=120, required=False)
    condition = serializers.SlugField(max_length=60, required=False, allow_null=True)
    starts_on = serializers.DateField(required=False)
    ends_on = serializers.DateField(required=False, allow_null=True)
    days = _days(required=False)
    times_per_day = serializers.IntegerField(min_value=1, max_value=6, required=False)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("routine") and "steps" not in attrs:
            raise serializers.ValidationError({"steps": [_("Give steps, or a routine.")]})
        return attrs


class VersionIn(StrictSerializer):
    """A change from a date on; what is left out stays as it was."""

    valid_from = serializers.DateField(required=False, allow_null=True)
    steps = serializers.ListField(child=StepIn(), min_length=1, max_length=MOST_STEPS, required=False)
    days = _days(required=False)
    times_per_day = serializers.IntegerField(min_value=1, max_value=6, required=False)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class HoldIn(StrictSerializer):
    """A pause: from today and until it is resumed, unless dates say otherwise; both are held."""

    reason = serializers.ChoiceField([reason.value for reason in HOLD_REASONS])
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    from_on = serializers.DateField(required=False, allow_null=True, default=None)
    until_on = serializers.DateField(required=False, allow_null=True, default=None)


class ResumeIn(StrictSerializer):
    """Going on again; the reason may be said. After a warning sign a patient without a clinic says that a
    professional looked.
    """

    reason = serializers.CharField(max_length=120, required=False, allow_blank=True)
    professional_looked = serializers.BooleanField(
        required=False,
        help_text="Must be true where a patient without a clinic resumes after a warning sign.",
    )


class EndIn(StrictSerializer):
    """The end: at once, unless a last day is given."""

    reason = serializers.ChoiceField(END_REASONS)
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)


class RoutineIn(StepsIn):
    """A clinic's own routine; `clinic` is needed of a therapist who works in several."""

    clinic = serializers.UUIDField(required=False)
    name = NameField(max_length=120)
    condition = serializers.SlugField(max_length=60, required=False, allow_null=True)
    summary = serializers.CharField(max_length=500, required=False, allow_blank=True)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    days = _days(required=False)
    times_per_day = serializers.IntegerField(min_value=1, max_value=6, required=False)


class ExerciseIn(StrictSerializer):
    """A clinic's own exercise; `clinic` is needed of a therapist who works in several."""

    clinic = serializers.UUIDField(required=False)
    name = NameField(max_length=120)
    kind = serializers.ChoiceField(KINDS)
    summary = serializers.CharField(max_length=300, required=False, allow_blank=True)
    steps = serializers.ListField(
        child=serializers.CharField(max_length=300), min_length=1, max_length=MOST_STEPS
    )
    cautions = _lines(10)
    equipment = _lines(10)
    conditions = serializers.ListField(
        child=serializers.SlugField(max_length=60), max_length=10, required=False
    )
    dosage = DosageIn()
    side = serializers.ChoiceField(SIDES, required=False)
    dosage_source = serializers.CharField(
        max_length=60, required=False, help_text="Where the dosage is from; `clinic` unless given."
    )
    source = serializers.CharField(  # type: ignore[assignment]  # a field, not where one comes from
        max_length=300, required=False, allow_blank=True
    )
    numb_foot_caution = serializers.BooleanField(required=False)


class ExerciseQuery(serializers.Serializer[Any]):
    """What to look for; all of it must match."""

    search = serializers.CharField(required=False, allow_blank=True, max_length=100)
    kind = serializers.ChoiceField(KINDS, required=False)
    condition = serializers.SlugField(required=False, max_length=60)
    equipment = serializers.CharField(required=False, max_length=60)


class ZonesIn(StrictSerializer):
    """Pain zones; 0 <= green_to < amber_to <= 10."""

    green_to = serializers.IntegerField(min_value=0, max_value=9)
    amber_to = serializers.IntegerField(min_value=1, max_value=10)
    next_morning_rule = serializers.BooleanField(required=False, default=True)
    nerve_rule = serializers.BooleanField(required=False, default=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["green_to"] >= attrs["amber_to"]:
            raise serializers.ValidationError({"amber_to": [_("Amber must reach further than green.")]})
        return attrs


class StarterIn(StrictSerializer):
    """Which condition's starter routine to take."""

    condition = serializers.SlugField(max_length=60)
