"""Flags, scoped by who asks."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import patients_seen_by, work_of
from progress.models import Flag


class UnknownFlag(Exception):
    """There is no such flag, or none that the asker may know of."""


def flags_seen_by(user: Any) -> QuerySet[Flag]:
    """The flags, in every state, that `user`'s own clinics raised on the patients they may see; newest
    first.
    """
    clinics = {work.clinic_id for work in work_of(user)}
    flags = Flag.objects.filter(patient__in=patients_seen_by(user), clinic__in=clinics)
    return flags.select_related("patient__user", "owner").order_by("-raised_at", "-id")


def flag_seen_by(user: Any, flag_id: UUID) -> Flag:
    """The one flag of that id which `user` may see. Raises UnknownFlag."""
    found = flags_seen_by(user).filter(pk=flag_id).first()
    if found is None:
        raise UnknownFlag
    return found
