"""Validated bodies as what the services take."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from exercises.api.errors import refused_fields
from exercises.queries.care import Care
from exercises.queries.library import (
    UnknownRecord,
    clinics_treated_in,
    is_condition,
    routine_offered,
)
from exercises.rules.dosage import LIMITS, Dosage
from exercises.services.assignments import Change, Prescription, Schedule
from exercises.services.own import ExerciseText
from exercises.services.steps import StepRequest, steps_of


def steps_from(body: list[dict[str, Any]]) -> list[StepRequest]:
    """The steps asked for; a step without any dosage leaves it to the exercise."""
    return [
        StepRequest(
            step["exercise"],
            dosage_from(step) if any(part in step for part in LIMITS) else None,
            step.get("side"),
            step.get("note", ""),
        )
        for step in body
    ]


def dosage_from(body: dict[str, Any]) -> Dosage:
    """The five parts, null where they are left out."""
    return Dosage(**{part: body.get(part) for part in LIMITS})


def prescription_from(body: dict[str, Any], care: Care) -> Prescription:
    """The prescription asked for; what it leaves out is its routine's, or starts today and is for every day.

    Raises Refused for a routine or condition that is not there, by the field's name.
    """
    routine = _routine(body["routine"], care) if body.get("routine") else None
    require_condition(body.get("condition"))
    steps = steps_from(body["steps"]) if "steps" in body else steps_of(routine) if routine else []
    schedule = Schedule(
        body.get("days") or (routine.days if routine else [1, 2, 3, 4, 5, 6, 7]),
        body.get("times_per_day") or (routine.times_per_day if routine else 1),
        body.get("note", ""),
    )
    return Prescription(
        name=body.get("name") or (routine.name if routine else ""),
        steps=steps,
        schedule=schedule,
        starts_on=body.get("starts_on") or care.today,
        ends_on=body.get("ends_on"),
        condition=body.get("condition") or (routine.condition if routine else None),
        routine=routine,
    )


def change_from(body: dict[str, Any]) -> Change:
    """The change asked for; what it leaves out stays."""
    steps = steps_from(body["steps"]) if "steps" in body else None
    kept = {name: body.get(name) for name in ("valid_from", "days", "times_per_day", "note")}
    return Change(steps=steps, **kept)


def exercise_text_from(body: dict[str, Any]) -> ExerciseText:
    """A clinic's own exercise as it is written."""
    for condition in body.get("conditions", []):
        require_condition(condition, "conditions")
    texts = {name: value for name, value in body.items() if name not in ("clinic", "dosage", "side")}
    return ExerciseText(dosage=dosage_from(body["dosage"]), side=body.get("side", "both"), **texts)


def routine_columns_from(body: dict[str, Any]) -> dict[str, Any]:
    """The columns of a routine that the body gives."""
    require_condition(body.get("condition"))
    return {name: value for name, value in body.items() if name not in ("clinic", "steps")}


def clinic_from(body: dict[str, Any], user: Any) -> UUID:
    """For which clinic a therapist makes something. Raises Refused where it is not theirs or not clear."""
    clinics = clinics_treated_in(user)
    asked = body.get("clinic") or (clinics[0] if len(clinics) == 1 else None)
    if asked in clinics:
        return asked
    raise refused_fields({"clinic": _("Name one of the clinics in which you are a therapist.")})


def _routine(asked: str, care: Care) -> Any:
    try:
        return routine_offered(care.clinic_id, _id_or_slug(asked))
    except UnknownRecord as unknown:
        raise refused_fields({"routine": _("There is no such routine to prescribe.")}) from unknown


def _id_or_slug(text: str) -> UUID | str:
    try:
        return UUID(text)
    except ValueError:
        return text


def require_condition(slug: str | None, field: str = "condition") -> None:
    """Refuses, by the field's name, what is no condition of the library. Nothing given is fine."""
    if slug and not is_condition(slug):
        raise refused_fields({field: _("There is no such condition.")})
