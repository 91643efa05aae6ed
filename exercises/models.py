"""The library, routines, assignments, holds, pain zones and plan versions. Every read is in `queries`, every
write in `services`.
"""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from common.ids import new_id
from common.personal import NOTHING, Personal
from exercises.rules.dosage import HOLD_REASONS, Dosage, EndReason, HoldCause, Kind, Side

A_DAY = timedelta(days=1)
PRESCRIBED = Personal("what was prescribed to a patient", "with the account", "deleted with the person")


def every_day() -> list[int]:
    return [1, 2, 3, 4, 5, 6, 7]


class DosageColumns(models.Model):
    """The five parts of a dosage, each positive or null, with at least one of repetitions and a time."""

    sets = models.PositiveSmallIntegerField(null=True)
    reps = models.PositiveSmallIntegerField(null=True)
    hold_seconds = models.PositiveSmallIntegerField(null=True)
    duration_seconds = models.PositiveSmallIntegerField(null=True)
    rest_seconds = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True

    def dosage(self) -> Dosage:
        """The five parts as one value."""
        return Dosage(self.sets, self.reps, self.hold_seconds, self.duration_seconds, self.rest_seconds)


class LibraryColumns(models.Model):
    """A record of the library's files.

    `document` is what the contract shows of it, as JSON text that is sent unchanged: writing it again on
    every read took half of the plan's time.
    """

    version = models.PositiveIntegerField(default=1)
    document = models.TextField(default="{}")
    digest = models.CharField(max_length=64, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class LoadedLibrary(models.Model):
    """The digest of the files that were loaded last; one row."""

    PERSONAL = NOTHING

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="loaded_library_one_row")]

    def __str__(self) -> str:
        return self.digest


class Condition(LibraryColumns):
    """A condition's Learn page, loaded from the library files."""

    PERSONAL = NOTHING

    slug = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.slug


class CareCard(LibraryColumns):
    """A self-care card, loaded from the library files."""

    PERSONAL = NOTHING

    slug = models.SlugField(max_length=60, primary_key=True)
    conditions = ArrayField(models.SlugField(max_length=60), default=list)

    def __str__(self) -> str:
        return self.slug


class Exercise(LibraryColumns, DosageColumns):
    """An exercise: of the library (no clinic) or a clinic's own."""

    PERSONAL = NOTHING

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, null=True, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(word, word) for word in Kind])
    side = models.CharField(max_length=5, choices=[(word, word) for word in Side], default=Side.BOTH)
    numb_foot_caution = models.BooleanField(default=False)
    conditions = ArrayField(models.SlugField(max_length=60), default=list)
    equipment = ArrayField(models.SlugField(max_length=60), default=list)
    search_text = models.TextField(blank=True)
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reps__gte=1) | Q(hold_seconds__gte=1) | Q(duration_seconds__gte=1),
                name="exercise_has_reps_or_time",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Routine(models.Model):
    """A reusable template: of the library (no clinic, with a slug) or a clinic's own."""

    PERSONAL = NOTHING

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, null=True, related_name="+")
    slug = models.SlugField(max_length=60, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=120)
    condition = models.SlugField(max_length=60, null=True)
    starter = models.BooleanField(default=False)
    summary = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    days = ArrayField(models.PositiveSmallIntegerField(), default=every_day)
    times_per_day = models.PositiveSmallIntegerField(default=1)
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["condition"],
                condition=Q(starter=True, clinic=None, retired_at=None),
                name="routine_one_starter",
            ),
            models.CheckConstraint(
                condition=Q(clinic=None) ^ Q(slug=None), name="routine_of_library_or_clinic"
            ),
        ]

    def __str__(self) -> str:
        return self.slug or f"Routine {self.pk}"


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
    """A routine prescribed to one patient, from `starts_on` to `ends_on`, both included; its versions hold
    the content.

    An assignment that was ended before it began ends on the day before its first.
    """

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
    first_day_counts = models.BooleanField(db_default=False)  # the first day counts on any weekday
    ends_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=10, blank=True, choices=[(word, word) for word in EndReason])
    ended_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on") - A_DAY),
                name="assignment_dates_in_order",
            )
        ]
        indexes = [models.Index(fields=["patient", "starts_on"], name="assignment_by_patient")]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"


class AssignmentVersion(models.Model):
    """The content from `valid_from` until the next version; never changed."""

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
    """One exercise of a version, with the patient's own dosage."""

    PERSONAL = PRESCRIBED

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(AssignmentVersion, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    exercise_version = models.PositiveIntegerField(default=1)
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
    """A pause of one assignment that a person chose: its days from `from_on` to `until_on` do not count.

    Both ends are held. A hold that was lifted on its first day ends on the day before, and so covers no day.
    """

    PERSONAL = PRESCRIBED

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="holds")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    reason = models.CharField(max_length=10, choices=[(word, word) for word in HOLD_REASONS])
    note = models.CharField(max_length=500, blank=True)
    placed_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "reason"], condition=Q(until_on=None), name="hold_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on") - A_DAY), name="hold_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class WarningHold(models.Model):
    """The hold of a patient's whole plan after a warning sign, from `from_on` to `until_on`.

    Both ends are held; without an end no professional has looked yet. It was placed in an `episode` of care
    (null: in none) and stays until it is lifted, whatever ends or is prescribed. If it is lifted on its first
    day it ends on the day before, and so covers no day.
    """

    PERSONAL = PRESCRIBED

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+")
    episode = models.ForeignKey("accounts.Episode", models.SET_NULL, null=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    cause = models.CharField(
        max_length=10, choices=[(word, word) for word in HoldCause], db_default=HoldCause.FINDING
    )
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(until_on=None), name="warning_hold_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on") - A_DAY),
                name="warning_hold_dates_in_order",
            ),
        ]
        indexes = [models.Index(fields=["patient", "from_on"], name="warning_hold_by_patient")]

    def __str__(self) -> str:
        return f"Warning hold {self.pk}"


class PainZones(models.Model):
    """One patient's pain zones; without a row the defaults of `zones` apply."""

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


class PlanVersion(models.Model):
    """The version of one patient's plan: every write to something the plan shows replaces it."""

    PERSONAL = PRESCRIBED

    patient = models.OneToOneField("accounts.Patient", models.CASCADE, primary_key=True, related_name="+")
    version = models.UUIDField(default=new_id)

    def __str__(self) -> str:
        return f"Plan version {self.pk}"
