"""What goes out: shapes only, for the OpenAPI document and the answers."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.rules.roles import Foot
from common.serializers import ResponseSerializer
from exercises.rules.dosage import EndReason, HoldCause, HoldReason, Kind, Side
from exercises.rules.prescribing import Caution
from exercises.rules.schedule import State

FEET = [foot.value for foot in Foot]
KINDS = [kind.value for kind in Kind]
SIDES = [side.value for side in Side]
STATES = [state.value for state in State]
HOLD_CAUSES = [cause.value for cause in HoldCause]
HOLD_REASONS = [reason.value for reason in HoldReason]
END_REASONS = [reason.value for reason in EndReason]
CAUTIONS = [caution.value for caution in Caution]


class DosageOut(ResponseSerializer):
    """How much; times in seconds."""

    sets = serializers.IntegerField(allow_null=True)
    reps = serializers.IntegerField(allow_null=True)
    hold_seconds = serializers.IntegerField(allow_null=True)
    duration_seconds = serializers.IntegerField(allow_null=True)
    rest_seconds = serializers.IntegerField(allow_null=True)


class RoutineStepOut(DosageOut):
    """One step of a routine."""

    exercise = serializers.SlugField()
    side = serializers.ChoiceField(SIDES)
    note = serializers.CharField()


class AssignmentStepOut(RoutineStepOut):
    """One step of an assignment's version; a session names it by its id."""

    id = serializers.UUIDField()


@extend_schema_field({"type": "object", "additionalProperties": True})
class Drawing(serializers.JSONField):
    """The moving drawing: its size, what stands around, and its poses."""


class ExerciseOut(ResponseSerializer):
    """One exercise, with everything needed to do it."""

    slug = serializers.SlugField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(KINDS)
    summary = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    feel = serializers.CharField()
    cautions = serializers.ListField(child=serializers.CharField())
    numb_foot_caution = serializers.BooleanField()
    equipment = serializers.ListField(child=serializers.CharField())
    equipment_note = serializers.CharField()
    dosage = DosageOut()
    side = serializers.ChoiceField(SIDES)
    dosage_text = serializers.CharField()
    dosage_source = serializers.CharField()
    conditions = serializers.ListField(child=serializers.SlugField())
    source = serializers.CharField()  # type: ignore[assignment]  # a field, not where one comes from
    drawing = Drawing(allow_null=True)


class OfferedExerciseOut(ExerciseOut):
    """One exercise and whose it is: a clinic's own, or the library's (null)."""

    clinic = serializers.UUIDField(allow_null=True)


class RoutineOut(ResponseSerializer):
    """A reusable template; `clinic` null is the library's, which only has a `slug`."""

    id = serializers.UUIDField()
    slug = serializers.SlugField(allow_null=True)
    clinic = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField()
    name = serializers.CharField()
    condition = serializers.SlugField(allow_null=True)
    starter = serializers.BooleanField()
    summary = serializers.CharField()
    note = serializers.CharField()
    days = serializers.ListField(child=serializers.IntegerField())
    times_per_day = serializers.IntegerField()
    steps = RoutineStepOut(many=True)


class RedFlagOut(ResponseSerializer):
    """A warning sign and what to do about it."""

    id = serializers.CharField()
    text = serializers.CharField()
    urgency = serializers.ChoiceField(["doctor", "urgent", "emergency"])
    advice = serializers.CharField()


class SymptomOut(ResponseSerializer):
    """An id of the diary, and its name."""

    id = serializers.CharField()
    name = serializers.CharField()


class StarterOut(ResponseSerializer):
    """A condition's starter routine."""

    id = serializers.UUIDField()
    slug = serializers.SlugField()
    name = serializers.CharField()
    summary = serializers.CharField()
    note = serializers.CharField()
    days = serializers.ListField(child=serializers.IntegerField())
    times_per_day = serializers.IntegerField()
    steps = RoutineStepOut(many=True)


class ConditionOut(ResponseSerializer):
    """A condition's Learn page."""

    slug = serializers.SlugField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    summary = serializers.CharField()
    what_it_is = serializers.ListField(child=serializers.CharField())
    how_it_feels = serializers.ListField(child=serializers.CharField())
    brings_it_on = serializers.ListField(child=serializers.CharField())
    if_ignored = serializers.CharField()
    support_note = serializers.CharField()
    see_doctor = RedFlagOut(many=True)
    red_flags = RedFlagOut(many=True)
    qualities = SymptomOut(many=True)
    aggravators = SymptomOut(many=True)
    regions = SymptomOut(many=True)
    care = serializers.ListField(child=serializers.SlugField())
    source = serializers.CharField()  # type: ignore[assignment]  # a field, not where one comes from
    starter_routine = StarterOut(allow_null=True)


class HoldOut(ResponseSerializer):
    """A pause; both of its ends are held, and null is until it is resumed."""

    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)
    reason = serializers.ChoiceField(HOLD_REASONS)
    note = serializers.CharField()


class AssignmentVersionOut(ResponseSerializer):
    """What is in force from a date on, until the next version."""

    version = serializers.IntegerField()
    valid_from = serializers.DateField()
    days = serializers.ListField(child=serializers.IntegerField())
    times_per_day = serializers.IntegerField()
    note = serializers.CharField()
    steps = AssignmentStepOut(many=True)


class PlannedAssignmentOut(ResponseSerializer):
    """An assignment as the patient's phone keeps it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    condition = serializers.SlugField(allow_null=True)
    starts_on = serializers.DateField()
    first_day_counts = serializers.BooleanField(help_text="`starts_on` is planned whatever its weekday.")
    ends_on = serializers.DateField(allow_null=True)
    days = serializers.ListField(child=serializers.IntegerField())
    times_per_day = serializers.IntegerField()
    note = serializers.CharField()
    held = HoldOut(allow_null=True)
    holds = HoldOut(many=True)
    versions = AssignmentVersionOut(many=True)


class PrescriptionWarningOut(ResponseSerializer):
    """Something to consider about a prescription; nothing is forbidden by it."""

    code = serializers.ChoiceField(CAUTIONS)
    detail = serializers.CharField()
    number = serializers.IntegerField()
    exercises = serializers.ListField(child=serializers.CharField())


class AssignmentOut(PlannedAssignmentOut):
    """An assignment with where it stands on the patient's local date."""

    routine = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(STATES)
    end_reason = serializers.ChoiceField(END_REASONS, allow_null=True)
    version = serializers.IntegerField()
    steps = AssignmentStepOut(many=True)
    warnings = PrescriptionWarningOut(many=True)


class ZonesOut(ResponseSerializer):
    """Pain zones: 0 to `green_to` is green, to `amber_to` amber, above it red."""

    green_to = serializers.IntegerField()
    amber_to = serializers.IntegerField()
    next_morning_rule = serializers.BooleanField()
    nerve_rule = serializers.BooleanField()


class PlanPatientOut(ResponseSerializer):
    """Whose plan it is."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    time_zone = serializers.CharField()
    foot = serializers.ChoiceField(FEET, allow_null=True)


class CareCardOut(ResponseSerializer):
    """A self-care card."""

    slug = serializers.SlugField()
    title = serializers.CharField()
    text = serializers.CharField()
    cautions = serializers.ListField(child=serializers.CharField())
    numb_foot_caution = serializers.BooleanField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field, not where one comes from


class OnHoldOut(ResponseSerializer):
    """The whole plan rests, until a therapist resumes it."""

    reason = serializers.CharField()
    since_on = serializers.DateField()


class WarningStateOut(ResponseSerializer):
    """Whether a warning sign rests the whole plan: since when, from which day on, and the last lift."""

    since = serializers.DateTimeField(allow_null=True)
    from_on = serializers.DateField(allow_null=True)
    lifted_at = serializers.DateTimeField(allow_null=True)


class WarningHoldOut(ResponseSerializer):
    """A warning sign rests the whole plan; `may_resume`: the patient lifts it, who has no clinic. `cause`: a
    finding of the diary, or answers after which a therapist must look first.
    """

    since = serializers.DateTimeField()
    from_on = serializers.DateField()
    may_resume = serializers.BooleanField()
    cause = serializers.ChoiceField(HOLD_CAUSES)


class HelpOut(ResponseSerializer):
    """Whom to call: the clinic's words and number, the operator's emergency number. None is invented."""

    clinic = serializers.CharField(allow_null=True)
    phone = serializers.CharField(allow_null=True)
    words = serializers.CharField()
    emergency_number = serializers.CharField(allow_null=True)


class PlanConditionOut(ConditionOut):
    """The patient's own condition whole; of the others only `slug` and `name`."""

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for name, field in fields.items():
            field.required = name in ("slug", "name")
        return fields


class PlanOut(ResponseSerializer):
    """Everything the phone needs without a network."""

    patient = PlanPatientOut()
    today = serializers.DateField()
    assignments = PlannedAssignmentOut(many=True)
    exercises = serializers.DictField(child=ExerciseOut())
    conditions = PlanConditionOut(many=True)
    care_cards = CareCardOut(many=True)
    zones = ZonesOut()
    may_feel_less = serializers.BooleanField()
    reminders = serializers.ListField(child=serializers.DictField())
    on_hold = OnHoldOut(allow_null=True)
    warning_hold = WarningHoldOut(allow_null=True)
    warning_lifted_at = serializers.DateTimeField(allow_null=True)
    help = HelpOut()
