"""What can be prescribed or learned: the library's records and those of the requester's clinics."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, IntegerField, Q, QuerySet, UUIDField, Value

from accounts import queries as accounts
from common.search import NO_MATCH, folded, rank
from exercises.models import Condition, Exercise, Routine

if TYPE_CHECKING:
    from accounts.models import User


class UnknownRecord(Exception):
    """There is no such record, or none that the requester may know of."""


class LibraryRecord(Exception):
    """The record belongs to the library, which a clinic cannot change."""


def conditions() -> QuerySet[Condition]:
    """The conditions of the library, by name."""
    return Condition.objects.filter(retired_at=None).order_by("name", "slug")


def condition_named(slug: str) -> Condition:
    """The condition of that slug, a retired one too. Raises UnknownRecord."""
    return _one(Condition.objects.filter(slug=slug))


def is_condition(slug: str) -> bool:
    """Whether the library has such a condition now."""
    return Condition.objects.filter(slug=slug, retired_at=None).exists()


def shown(record: Condition | Exercise) -> dict[str, Any]:
    """What the contract shows of a record; an exercise says which clinic it belongs to."""
    document: dict[str, Any] = json.loads(record.document)
    if isinstance(record, Exercise):
        document["clinic"] = record.clinic_id
    return document


def shown_routine(routine: Routine) -> dict[str, Any]:
    """What the contract shows of a routine from this module."""
    told = (
        "id",
        "slug",
        "version",
        "name",
        "condition",
        "starter",
        "summary",
        "note",
        "days",
        "times_per_day",
    )
    return {
        **{name: getattr(routine, name) for name in told},
        "clinic": routine.clinic_id,
        "steps": [shown_step(step) for step in routine.steps.all()],
    }


def shown_step(step: Any) -> dict[str, Any]:
    """What the contract shows of a step of a routine or an assignment, except its id."""
    return {"exercise": step.exercise.slug, **asdict(step.dosage()), "side": step.side, "note": step.note}


def exercises_seen_by(user: "User") -> QuerySet[Exercise]:
    """Every exercise `user` may read: the library's, and their clinics' own; retired ones too."""
    return Exercise.objects.filter(Q(clinic=None) | Q(clinic__in=_clinics_of(user)))


def exercises_found(
    user: "User", *, search: str = "", kind: str = "", condition: str = "", equipment: str = ""
) -> QuerySet[Exercise]:
    """The exercises in use that match all filters: those with the words in their name first, then by name.

    `search`: every word is in the name, the summary, the equipment or the other names, as `common.search`
    compares. `place` is the position of each.
    """
    found = exercises_seen_by(user).filter(retired_at=None)
    if kind:
        found = found.filter(kind=kind)
    if condition:
        found = found.filter(conditions__contains=[condition])
    if equipment:
        found = found.filter(equipment__contains=[equipment])
    rows = found.values_list("pk", "name", "slug", "search_text")
    ranked = ((rank(search, name, text), folded(name), slug, pk) for pk, name, slug, text in rows)
    return _in_order(found, [row[-1] for row in sorted(ranked) if row[0] != NO_MATCH])


def _in_order(rows: QuerySet[Any], keys: list[UUID]) -> QuerySet[Any]:
    """Those of `rows` that have one of the `keys`, in their order; `place` counts from 1."""
    order = Value(keys, output_field=ArrayField(UUIDField()))
    place = Func(order, F("pk"), function="array_position", output_field=IntegerField())
    return rows.filter(pk__in=keys).annotate(place=place).order_by("place")


def exercise_seen_by(user: "User", slug: str) -> Exercise:
    """The exercise of that slug. Raises UnknownRecord."""
    return _one(exercises_seen_by(user).filter(slug=slug))


def exercise_owned_by(user: "User", slug: str) -> Exercise:
    """An exercise of a clinic where `user` is a therapist. Raises UnknownRecord, LibraryRecord."""
    found = exercise_seen_by(user, slug)
    _owned(found.clinic_id, user)
    return found


def exercises_offered(clinic_id: UUID | None, slugs: list[str]) -> dict[str, Exercise]:
    """Those of `slugs` that can be prescribed in a clinic (or, with None, without one), by slug."""
    own = Q(clinic=clinic_id) if clinic_id else Q()
    offered = Exercise.objects.filter(Q(clinic=None) | own, slug__in=slugs, retired_at=None)
    return {exercise.slug: exercise for exercise in offered}


def routines_seen_by(user: "User") -> QuerySet[Routine]:
    """The routines in use that `user` may read, by name: the library's and their clinics' own. `place` is the
    position of each.
    """
    found = Routine.objects.filter(Q(clinic=None) | Q(clinic__in=_clinics_of(user)), retired_at=None)
    named = sorted((folded(name), pk) for pk, name in found.values_list("pk", "name"))
    return _in_order(found, [pk for _name, pk in named]).prefetch_related("steps__exercise")


def routine_seen_by(user: "User", routine_id: UUID) -> Routine:
    """The routine of that id. Raises UnknownRecord."""
    return _one(routines_seen_by(user).filter(pk=routine_id))


def routine_owned_by(user: "User", routine_id: UUID) -> Routine:
    """A routine of a clinic where `user` is a therapist. Raises UnknownRecord, LibraryRecord."""
    found = routine_seen_by(user, routine_id)
    _owned(found.clinic_id, user)
    return found


def routine_offered(clinic_id: UUID | None, routine: str | UUID) -> Routine:
    """The routine of that id, or library slug, as a clinic offers it. Raises UnknownRecord."""
    own = Q(clinic=clinic_id) if clinic_id else Q()
    offered = Routine.objects.filter(Q(clinic=None) | own, retired_at=None).prefetch_related(
        "steps__exercise"
    )
    return _one(offered.filter(pk=routine) if isinstance(routine, UUID) else offered.filter(slug=routine))


def starter_of(condition: str) -> Routine:
    """The library's starter routine of a condition. Raises UnknownRecord."""
    starters = Routine.objects.filter(condition=condition, starter=True, clinic=None, retired_at=None)
    return _one(starters.prefetch_related("steps__exercise"))


def clinics_treated_in(user: "User") -> list[UUID]:
    """The clinics in which `user` works as a therapist."""
    return [work.clinic_id for work in accounts.work_of(user) if work.role == "therapist"]


def _clinics_of(user: "User") -> set[UUID]:
    """Where the requester works, and where they are treated."""
    clinics = {work.clinic_id for work in accounts.work_of(user)}
    patient = accounts.own_patient(user)
    care = accounts.episode_in_care(patient) if patient else None
    return clinics | {care.clinic_id} if care and care.clinic_id else clinics


def _owned(clinic_id: UUID | None, user: "User") -> None:
    if clinic_id is None:
        raise LibraryRecord
    if clinic_id not in clinics_treated_in(user):
        raise UnknownRecord


def _one(found: QuerySet[Any]) -> Any:
    record = found.first()
    if record is None:
        raise UnknownRecord
    return record
