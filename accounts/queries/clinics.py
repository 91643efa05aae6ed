"""The members of a clinic, for its managers."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Clinic, Episode, Membership, User
from accounts.rules.roles import Role


class UnknownClinic(Exception):
    """There is no such clinic, or none that the requester manages."""


def clinic_managed_by(user: User, clinic_id: UUID) -> Clinic:
    """The clinic of that id, which `user` manages. Raises UnknownClinic."""
    work = Membership.objects.filter(user=user, clinic=clinic_id, role=Role.MANAGER, ended_at=None)
    found = work.select_related("clinic").first()
    if found is None:
        raise UnknownClinic
    return found.clinic


def members_of(clinic: Clinic) -> QuerySet[Membership]:
    """Every role in `clinic` now, with the people, latest first: one row for each role of a person."""
    return Membership.objects.filter(clinic=clinic, ended_at=None).select_related("user").order_by("-id")


def clinics_needing(user: User) -> QuerySet[Clinic]:
    """The clinics whose only manager is `user` and that others work in or are treated by, by name."""
    work = Membership.objects.filter(clinic=OuterRef("pk"), ended_at=None, user__is_active=True)
    care = Episode.objects.filter(clinic=OuterRef("pk"), ended_on=None)
    managed = Membership.objects.filter(user=user, role=Role.MANAGER, ended_at=None).values("clinic")
    others = work.exclude(user=user)
    alone = Clinic.objects.filter(pk__in=managed).exclude(Exists(others.filter(role=Role.MANAGER)))
    return alone.filter(Exists(others) | Exists(care.exclude(patient__user=user))).order_by("name", "pk")
