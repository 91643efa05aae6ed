"""Every read of who is who, scoped by who asks."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import CareTeamMember, Membership, Patient, User
from accounts.roles import Role


class UnknownPatient(Exception):
    """There is no such patient, or none that the asker may know of."""


def patients_seen_by(user: User) -> QuerySet[Patient]:
    """The patients whose record `user` may open as staff: access follows the care team and ends with it.

    A therapist sees the open episodes whose team names them, while they work in that clinic; a manager sees every
    open episode of their clinic. One's own record is not in it: see `own_patient`.
    """
    works = Membership.objects.filter(user=user, ended_at=None)
    manages = works.filter(role=Role.MANAGER).values("clinic")
    treats = CareTeamMember.objects.filter(
        user=user, ended_at=None, episode__ended_on=None, episode__clinic__in=works.values("clinic")
    ).values("episode__patient")
    managed = Patient.objects.filter(episodes__ended_on=None, episodes__clinic__in=manages).values("pk")
    return Patient.objects.filter(pk__in=treats.union(managed, all=True))


def own_patient(user: User) -> Patient | None:
    """The patient that `user` is, or None."""
    return Patient.objects.filter(user=user).first()


def patient_seen_by(user: User, patient_id: UUID | str) -> Patient:
    """The one patient of that id, or of the word `me`, whom `user` may see.

    Raises UnknownPatient for a stranger's id as for one that does not exist, so that the two look alike.
    """
    if str(patient_id) == "me":
        found = own_patient(user)
    else:
        found = patients_seen_by(user).filter(pk=patient_id).first()
        if found is None:
            found = Patient.objects.filter(pk=patient_id, user=user).first()
    if found is None:
        raise UnknownPatient
    return found


@dataclass(frozen=True)
class Work:
    """One clinic in which a person works, and as what."""

    clinic_id: UUID
    clinic_name: str
    role: Role


def work_of(user: User) -> list[Work]:
    """Where `user` works now, by clinic name."""
    rows = (
        Membership.objects.filter(user=user, ended_at=None)
        .select_related("clinic")
        .order_by("clinic__name", "role")
    )
    return [Work(row.clinic_id, row.clinic.name, Role(row.role)) for row in rows]
