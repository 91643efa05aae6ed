"""The facts about patients that the review of a diary needs: answers, care and therapists."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import Episode, Patient
from accounts.queries import InCare, in_clinics_care


@dataclass(frozen=True, slots=True)
class Judged:
    """A patient whose diary is judged while their account is in use: their zone, their episode and the clinic
    that cares for them (None: nobody does), who answers for them there, and what the intake said of their
    feet and when ("yes", "no", "unsure", or None: not asked).
    """

    patient_id: UUID
    is_active: bool
    time_zone: str
    episode_id: UUID | None
    diabetes: str | None
    loss_of_feeling: str | None
    poor_circulation: str | None
    answers_at: datetime | None
    clinic_id: UUID | None = None
    therapist_id: UUID | None = None


def judged_by_id(patient_ids: Collection[UUID]) -> dict[UUID, Judged]:
    """Each of the patients, in a clinic's care or not; two statements for any
    number.
    """
    cares = {care.patient_id: care for care in in_clinics_care(patient_ids)}
    episode = Episode.objects.filter(patient=OuterRef("pk"), ended_on=None).values("pk")[:1]
    rows = Patient.objects.filter(pk__in=patient_ids).values_list(
        "pk",
        "user__is_active",
        "user__time_zone",
        Subquery(episode),
        "diabetes",
        "loss_of_feeling",
        "poor_circulation",
        "intake_at",
    )
    return {row[0]: _with_clinic(Judged(*row), cares.get(row[0])) for row in rows}


def _with_clinic(patient: Judged, care: InCare | None) -> Judged:
    return replace(patient, clinic_id=care.clinic_id, therapist_id=care.therapist_id) if care else patient


def changed_since_judged(cursors: QuerySet[Any], since: datetime) -> list[UUID]:
    """The patients whose risk answers were given, or whose care by a clinic began, after `since` and are
    others than those noted in `answers_at` and `episode` of `cursors`: rows of a layer above, one a patient.
    """
    answered = cursors.filter(patient=OuterRef("pk"), answers_at=OuterRef("intake_at"))
    answers = Patient.objects.filter(~Exists(answered), intake_at__gt=since).values_list("pk")
    noted = cursors.filter(patient=OuterRef("patient"), episode=OuterRef("pk"))
    begun = Episode.objects.filter(~Exists(noted), created_at__gt=since, ended_on=None)
    return [row[0] for row in answers.union(begun.exclude(clinic=None).values_list("patient"))]
