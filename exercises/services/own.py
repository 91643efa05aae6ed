"""A clinic's own exercises."""

import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from exercises.models import Exercise
from exercises.rules.dosage import Dosage
from exercises.rules.library_files import written
from exercises.services.plan_versions import bump_clinics_plan_versions

if TYPE_CHECKING:
    from accounts.models import User

DOSAGE_SOURCE = "clinic"


@dataclass(frozen=True)
class ExerciseText:
    """The text of a clinic's own exercise; `equipment` in words, `side` as in a dosage."""

    name: str
    kind: str
    steps: list[str]
    dosage: Dosage
    side: str
    summary: str = ""
    cautions: list[str] = field(default_factory=list)
    equipment: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    dosage_source: str = DOSAGE_SOURCE
    source: str = ""
    numb_foot_caution: bool = False


def create_exercise(*, clinic_id: UUID, by: "User", text: ExerciseText, now: datetime) -> Exercise:
    """Create a clinic's own exercise. Its slug can never equal one of the library, now or later."""
    # the library's slugs have single hyphens only
    slug = f"{slugify(text.name)[:48].strip('-')}--{secrets.token_hex(4)}"
    return Exercise.objects.create(
        clinic_id=clinic_id, created_by=by, created_at=now, slug=slug, **_columns(slug, 1, text)
    )


def change_exercise(*, exercise: Exercise, text: ExerciseText) -> Exercise:
    """Change the text of a clinic's own exercise, as its next version.

    Prescriptions keep their dosage; plans with the exercise show the new text.
    """
    columns = _columns(exercise.slug, exercise.version + 1, text)
    with transaction.atomic():
        Exercise.objects.filter(pk=exercise.pk).update(**columns)
        bump_clinics_plan_versions(exercise.clinic_id)
    exercise.refresh_from_db()
    return exercise


def retire_exercise(*, exercise: Exercise, now: datetime) -> None:
    """Retire a clinic's own exercise; where it was prescribed, it stays readable."""
    Exercise.objects.filter(pk=exercise.pk, retired_at=None).update(retired_at=now)


def text_of(exercise: Exercise) -> dict[str, Any]:
    """The present text of a clinic's own exercise, by the names of ExerciseText."""
    document = json.loads(exercise.document)
    return {name: document[name] for name in ExerciseText.__dataclass_fields__}


def _columns(slug: str, version: int, text: ExerciseText) -> dict[str, object]:
    words = [text.name, text.summary, *text.equipment]
    return {
        "version": version,
        "name": text.name,
        "kind": text.kind,
        "side": text.side,
        **asdict(text.dosage),
        "numb_foot_caution": text.numb_foot_caution,
        "conditions": text.conditions,
        "equipment": [slugify(name)[:60] for name in text.equipment],
        "search_text": " ".join(words).lower(),
        "document": written(_document(slug, version, text)),
    }


def _document(slug: str, version: int, text: ExerciseText) -> dict[str, object]:
    said = {key: getattr(text, key) for key in ("name", "kind", "summary", "steps")}
    return {
        "slug": slug,
        "version": version,
        **said,
        "feel": "",
        "cautions": text.cautions,
        "numb_foot_caution": text.numb_foot_caution,
        "equipment": text.equipment,
        "equipment_note": "",
        "dosage": asdict(text.dosage),
        "side": text.side,
        "dosage_text": "",
        "dosage_source": text.dosage_source,
        "conditions": text.conditions,
        "source": text.source,
        "drawing": None,
    }
