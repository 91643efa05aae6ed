"""A patient's pain zones."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.rules.purpose import Purpose
from exercises.models import PainZones
from exercises.queries.care import Care
from exercises.rules.zones import Zones, in_order
from exercises.services.plan_versions import bump_plan_version
from exercises.services.trail import note_plan_change

if TYPE_CHECKING:
    from accounts.models import User


class ZonesOutOfOrder(Exception):
    """Green must end before amber does, and amber on the scale."""


def set_zones(*, care: Care, by: "User", zones: Zones, now: datetime) -> None:
    """Set the pain zones of one patient. Raises ZonesOutOfOrder."""
    if not in_order(zones.green_to, zones.amber_to):
        raise ZonesOutOfOrder
    with transaction.atomic():
        PainZones.objects.update_or_create(
            patient=care.patient, defaults={**asdict(zones), "set_by": by, "set_at": now}
        )
        bump_plan_version(care.patient.pk)
        note_plan_change(care, Purpose.ZONES_CHANGE, by=by, now=now)
