"""The pain zones that therapists set."""

from collections.abc import Iterable
from uuid import UUID

from exercises.models import PainZones
from exercises.zones import Zones


def zones_by_patient(patient_ids: Iterable[UUID]) -> dict[UUID, Zones]:
    """The zones of those of the patients for whom a therapist set some; for the others `zones.DEFAULT`
    holds.
    """
    rows = PainZones.objects.filter(patient__in=list(patient_ids)).values_list(
        "patient", "green_to", "amber_to", "next_morning_rule", "nerve_rule"
    )
    return {row[0]: Zones(*row[1:]) for row in rows}
