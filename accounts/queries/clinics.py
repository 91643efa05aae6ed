"""Who works in a clinic, for those who manage it."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Clinic, Membership, User
from accounts.roles import Role


class UnknownClinic(Exception):
    """There is no such clinic, or none that the asker manages."""


def clinic_managed_by(user: User, clinic_id: UUID) -> Clinic:
    """The clinic of that id, which `user` manages. Raises UnknownClinic."""
    work = Membership.objects.filter(user=user, clinic=clinic_id, role=Role.MANAGER, ended_at=None)
    found = work.select_related("clinic").first()
    if found is None:
        raise UnknownClinic
    return found.clinic


def members_of(clinic: Clinic) -> QuerySet[Membership]:
    """Everybody's work in `clinic` now, with the people, latest first: one row for each role of a person."""
    return Membership.objects.filter(clinic=clinic, ended_at=None).select_related("user").order_by("-id")
