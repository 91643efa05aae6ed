"""The tables of what is prescribed. Every read is in `queries`, every write in `services`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from common.ids import new_id
from common.personal import NOTHING, Personal
from exercises.dosage import HoldReason, Kind, Side

PRESCRIBED = Personal("what was prescribed to a patient", "with the account", "deleted with the person")


class DosageColumns(models.Model):
    """The five parts of a dosage, each positive or null, with at least one of repetitions and a time."""

    sets = models.PositiveSmallIntegerField(null=True)
    reps = models.PositiveSmallIntegerField(null=True)
    hold_seconds = models.PositiveSmallIntegerField(null=True)
    duration_seconds = models.PositiveSmallIntegerField(null=True)
    rest_seconds = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class Condition(models.Model):
    """A condition's Learn page, loaded from the library files."""

    PERSONAL = NOTHING

    slug = models.SlugField(max_length=60, primary_key=True)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    content = models.JSONField()

    def __str__(self) -> str:
        return self.slug


class CareCard(models.Model):
    """A self-care card, loaded from the library files."""

    PERSONAL = NOTHING

    slug = models.SlugField(max_length=60, primary_key=True)
    version = models.PositiveIntegerField()
    content = models.JSONField()

    def __str__(self) -> str:
        return self.slug


class Exercise(DosageColumns):
    """An exercise: of the library (no clinic) or a clinic's own. `content` holds the patient's text."""

    PERSONAL = NOTHING

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, null=True, related_name="+")
    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(word, word) for word in Kind])
    dosage_source = models.CharField(max_length=20)
    conditions = ArrayField(models.SlugField(max_length=60), default=list)
    equipment = ArrayField(models.CharField(max_length=60), default=list)
    content = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "slug"], nulls_distinct=False, name="exercise_slug_once"
            ),
            models.CheckConstraint(
                condition=Q(reps__gte=1) | Q(hold_seconds__gte=1) | Q(duration_seconds__gte=1),
                name="exercise_has_reps_or_time",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Routine(models.Model):
    """A reusable template: of the library (no clinic) or a clinic's own."""

    PERSONAL = NOTHING

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, null=True, related_name="+")
    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    condition = models.SlugField(max_length=60, null=True)
    starter = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "slug"], nulls_distinct=False, name="routine_slug_once"
            ),
            models.UniqueConstraint(
                fields=["condition"], condition=Q(starter=True, clinic=None), name="routine_one_starter"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class RoutineStep(DosageColumns):
    """One exercise of a routine."""

    PERSONAL = NOTHING

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    routine = models.ForeignKey(Routine, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    side = models.CharField(max_length=5, choices=[(word, word) for word in Side])
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["routine", "position"], name="routine_step_place")]

    def __str__(self) -> str:
        return f"{self.routine_id} {self.position}"


class Assignment(models.Model):
    """What one patient is asked to do, from a date on; its versions say what exactly."""

    PERSONAL = PRESCRIBED

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+")
    episode = models.ForeignKey("accounts.Episode", models.CASCADE, related_name="+")
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, null=True, related_name="+")
    routine = models.ForeignKey(Routine, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    condition = models.SlugField(max_length=60, null=True)
    assigned_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="assignment_dates_in_order"
            )
        ]
        indexes = [models.Index(fields=["patient", "starts_on"], name="assignment_by_patient")]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"


class AssignmentVersion(models.Model):
    """What was in force from `valid_from` until the next version; never changed once made."""

    PERSONAL = PRESCRIBED

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    days = ArrayField(models.PositiveSmallIntegerField())
    times_per_day = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "version"], name="assignment_version_once"),
            models.CheckConstraint(
                condition=Q(times_per_day__gte=1) & Q(times_per_day__lte=6),
                name="version_times_per_day_1_to_6",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} v{self.version}"


class AssignmentStep(DosageColumns):
    """One exercise of a version, with the patient's own dose."""

    PERSONAL = PRESCRIBED

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(AssignmentVersion, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    side = models.CharField(max_length=5, choices=[(word, word) for word in Side])
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="assignment_step_place"),
            models.CheckConstraint(
                condition=Q(reps__gte=1) | Q(hold_seconds__gte=1) | Q(duration_seconds__gte=1),
                name="assignment_step_has_reps_or_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.position}"


class Hold(models.Model):
    """A pause of one assignment; the days from `from_on` to before `until_on` do not count."""

    PERSONAL = PRESCRIBED

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="holds")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    reason = models.CharField(max_length=10, choices=[(word, word) for word in HoldReason])
    note = models.CharField(max_length=500, blank=True)
    placed_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(until_on=None), name="hold_one_open"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="hold_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class PainZones(models.Model):
    """One patient's pain zones; without a row the defaults of `zones` hold."""

    PERSONAL = PRESCRIBED

    patient = models.OneToOneField("accounts.Patient", models.CASCADE, primary_key=True, related_name="+")
    green_to = models.PositiveSmallIntegerField()
    amber_to = models.PositiveSmallIntegerField()
    next_morning_rule = models.BooleanField(default=True)
    nerve_rule = models.BooleanField(default=True)
    set_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(green_to__lt=F("amber_to")) & Q(amber_to__lte=10), name="zones_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"Zones {self.pk}"
