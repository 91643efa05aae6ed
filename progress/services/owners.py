"""Owners: a flag belongs to a person who works in the clinic and sees the patient, whoever leaves, covers or
takes over.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.queries import in_clinics_care
from accounts.queries.treating import treating
from progress.models import Flag, FlagEvent
from progress.rules.flagging import UNSETTLED, Act

LIMIT = 500


def hand_on_flags(*, now: datetime) -> int:
    """Give unresolved flags whose owner no longer treats the patient to the person responsible now. Returns
    their number. Five statements at most; a second call changes nothing.
    """
    treats = treating().filter(
        user=OuterRef("owner"), episode__patient=OuterRef("patient"), episode__clinic=OuterRef("clinic")
    )
    left = Flag.objects.filter(~Exists(treats), state__in=UNSETTLED).order_by("id")
    patients = set(left.values_list("patient", flat=True)[:LIMIT])
    if not patients:
        return 0
    owners = {(care.patient_id, care.clinic_id): care.therapist_id for care in in_clinics_care(patients)}
    with transaction.atomic():
        flags = [
            flag
            for flag in left.filter(patient__in=patients).select_for_update(skip_locked=True)
            if owners.get((flag.patient_id, flag.clinic_id), flag.owner_id) != flag.owner_id
        ]
        for flag in flags:
            flag.owner_id = owners[flag.patient_id, flag.clinic_id]
        Flag.objects.bulk_update(flags, ["owner"])
        FlagEvent.objects.bulk_create(
            FlagEvent(flag=flag, act=Act.ASSIGNED, at=now, to_id=flag.owner_id) for flag in flags
        )
    return len(flags)
