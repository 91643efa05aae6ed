"""How a view opens one patient's record, and how it writes down whom a list told of."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import Http404
from rest_framework.generics import GenericAPIView

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


def own_patient_id(request: PersonRequest) -> UUID:
    """The id of the own record of the person who asks, as their sign-in found it: what a phone asks for most
    takes no statement more. Whoever has none is told 404.
    """
    patient_id = request.auth.standing.patient_id
    if patient_id is None:
        raise Http404
    return patient_id


def note_listed(request: PersonRequest, patient_ids: Iterable[UUID | None], purpose: Purpose) -> None:
    """Write down that the person who asks is shown these patients together, before they are."""
    told = [patient_id for patient_id in patient_ids if patient_id is not None]
    records.note_list(actor=request.user, patient_ids=told, purpose=purpose, now=clock.now())


def note_export(request: PersonRequest, purpose: Purpose) -> None:
    """Write down that the person who asks takes along what is theirs: it can be kept and passed on."""
    patient_id = request.auth.standing.patient_id
    records.note_export(actor=request.user, patient_id=patient_id, purpose=purpose, now=clock.now())


class PatientsListed(GenericAPIView[Any]):
    """A list whose rows tell of patients: each page that is shown is written down, for `purpose`."""

    purpose: Purpose
    request: PersonRequest

    def patient_id_of(self, row: Any) -> UUID | None:
        """Of whom a row tells; None: of nobody who is a patient."""
        raise NotImplementedError

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        note_listed(self.request, map(self.patient_id_of, page or ()), self.purpose)
        return page
