"""Flags, scoped by who asks."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FloatField, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Cast, Extract

from accounts.queries import patients_seen_by, work_of
from accounts.queries.judging import patients_treated_by
from progress.models import Flag, FlagEvent

_A_LONG_TIME = 1e11  # seconds: more than lie between any two flags


class UnknownFlag(Exception):
    """There is no such flag, or none that the asker may know of."""


class NotTreating(Exception):
    """The asker may see the patient, and does not treat them."""


def flags_seen_by(user: Any) -> QuerySet[Flag]:
    """The flags, in every state, that `user`'s own clinics raised on the patients they may see; the most
    urgent first, and of those the newest.

    Each has `may_act`, whether `user` treats the patient, and `place`, its place in that order.
    """
    clinics = {work.clinic_id for work in work_of(user)}
    flags = Flag.objects.filter(patient__in=patients_seen_by(user), clinic__in=clinics)
    happened = FlagEvent.objects.select_related("by", "to").order_by("at", "id")
    return (
        flags.select_related("patient__user", "owner", "acknowledged_by")
        .prefetch_related(Prefetch("events", queryset=happened))
        .annotate(
            may_act=Exists(patients_treated_by(user).filter(pk=OuterRef("patient"))),
            place=Cast(F("urgency"), FloatField()) * _A_LONG_TIME
            - Cast(Extract("raised_at", "epoch"), FloatField()),
        )
        .order_by("place", "-id")
    )


def flag_seen_by(user: Any, flag_id: UUID) -> Flag:
    """The one flag of that id which `user` may see. Raises UnknownFlag."""
    found = flags_seen_by(user).filter(pk=flag_id).first()
    if found is None:
        raise UnknownFlag
    return found


def flag_acted_on_by(user: Any, flag_id: UUID) -> Flag:
    """The one flag of that id on which `user` may act, who treats the patient or covers for who does.

    Raises UnknownFlag, and NotTreating for a manager who only sees the patient.
    """
    found = flag_seen_by(user, flag_id)
    if not patients_treated_by(user).filter(pk=found.patient_id).exists():
        raise NotTreating
    return found
