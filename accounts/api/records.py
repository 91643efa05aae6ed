"""Opening a patient's record in a view."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.http import Http404

from accounts.api.requests import PersonRequest
from accounts.queries import UnknownPatient
from accounts.rules.purpose import Purpose
from accounts.services import records
from accounts.services.records import OpenRecord
from common import clock


@contextmanager
def opened(request: PersonRequest, patient_id: UUID | str, purpose: Purpose) -> Iterator[OpenRecord]:
    """The record of that id, or of the word `me`, opened by the person who asks, in one transaction with all
    that is done inside. What is no id, or a stranger's, is 404.
    """
    with transaction.atomic():
        try:
            wanted: UUID | Literal["me"] = "me" if patient_id == "me" else UUID(str(patient_id))
            record = records.open(actor=request.user, patient_id=wanted, purpose=purpose, now=clock.now())
        except (UnknownPatient, ValueError):
            raise Http404 from None
        yield record
