"""The steps of a prescription as requested, and with their exercises and dosages resolved."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from exercises.models import Exercise, Routine
from exercises.queries.library import exercises_offered
from exercises.rules.dosage import Dosage


class UnknownExercises(Exception):
    """Steps name exercises that are not offered; `places` are their indexes in the list, from 0."""

    def __init__(self, places: list[int]) -> None:
        super().__init__(places)
        self.places = places


@dataclass(frozen=True)
class StepRequest:
    """One requested step; a dosage or side of None is the exercise's own."""

    exercise: str
    dosage: Dosage | None = None
    side: str | None = None
    note: str = ""


@dataclass(frozen=True)
class StepDose:
    """One step with its exercise and dosage."""

    exercise: Exercise
    dosage: Dosage
    side: str
    note: str

    def columns(self) -> dict[str, Any]:
        """The columns that steps of routines and assignments share."""
        return {"exercise": self.exercise, "side": self.side, "note": self.note, **asdict(self.dosage)}


def settle(steps: list[StepRequest], clinic_id: UUID | None) -> list[StepDose]:
    """Resolve the steps, as a clinic (or nobody) offers them. Raises UnknownExercises."""
    offered = exercises_offered(clinic_id, [step.exercise for step in steps])
    missing = [place for place, step in enumerate(steps) if step.exercise not in offered]
    if missing:
        raise UnknownExercises(missing)
    return [_dose(step, offered[step.exercise]) for step in steps]


def _dose(step: StepRequest, exercise: Exercise) -> StepDose:
    return StepDose(exercise, step.dosage or exercise.dosage(), step.side or exercise.side, step.note)


def steps_of(routine: Routine) -> list[StepRequest]:
    """The steps of a routine, as a request for a prescription."""
    return [
        StepRequest(step.exercise.slug, step.dosage(), step.side, step.note) for step in routine.steps.all()
    ]
