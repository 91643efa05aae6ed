"""The pain zones that therapists set."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from exercises.models import PainZones
from exercises.rules.zones import Zones


def zones_by_patient(patient_ids: Iterable[UUID]) -> dict[UUID, Zones]:
    """The zones of those patients for whom a therapist set some; `zones.DEFAULT` applies to the others."""
    rows = PainZones.objects.filter(patient__in=list(patient_ids)).values_list(
        "patient", "green_to", "amber_to", "next_morning_rule", "nerve_rule"
    )
    return {row[0]: Zones(*row[1:]) for row in rows}


def zones_set_at(patient_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When a therapist last set the zones of each of the patients; those with the default are left out."""
    rows = PainZones.objects.filter(patient__in=list(patient_ids))
    return dict(rows.values_list("patient", "set_at"))


def zones_newer_than(cursors: QuerySet[Any], since: datetime) -> list[UUID]:
    """The patients whose zones were set after `since` and are others than those noted in `zones_at` of
    `cursors`: rows of a layer above, one a patient.
    """
    noted = cursors.filter(patient=OuterRef("patient"), zones_at=OuterRef("set_at"))
    return list(PainZones.objects.filter(~Exists(noted), set_at__gt=since).values_list("patient", flat=True))
