"""Records opened as a view opens them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.rules.purpose import Purpose
from accounts.services import records
from accounts.services.records import OpenRecord
from common import clock
from exercises.queries.care import Care, care_of


def opened(actor: User, patient_id: UUID | Literal["me"], purpose: Purpose = Purpose.PATIENT) -> OpenRecord:
    """The record of that id, or of the word `me`, opened now by `actor`."""
    with transaction.atomic():
        return records.open(actor=actor, patient_id=patient_id, purpose=purpose, now=clock.now())


def care_by(actor: User, patient_id: UUID, now: datetime) -> Care:
    """The patient's care in which `actor` may prescribe, as it is at `now`."""
    return care_of(opened(actor, patient_id, Purpose.PRESCRIPTION), now)
