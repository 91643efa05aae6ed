"""Clinics and who works in them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Clinic, Membership, User
from accounts.queries import person_by_email
from accounts.roles import Role
from accounts.services.people import create_person


@dataclass(frozen=True)
class OpenedClinic:
    """A clinic and its manager; `made` is false when it was there already."""

    clinic: Clinic
    manager: User
    made: bool


def create_clinic(*, name: str, now: datetime, synthetic: bool = False) -> Clinic:
    """Open a clinic."""
    return Clinic.objects.create(name=name, synthetic=synthetic, created_at=now)


@transaction.atomic
def open_clinic(*, name: str, manager_email: str, manager_name: str, now: datetime) -> OpenedClinic:
    """Open the clinic `name` with a manager, making the account if need be.

    A clinic of that name which this person manages already is answered unchanged.
    """
    manager = person_by_email(manager_email) or create_person(email=manager_email, name=manager_name, now=now)
    managed = Membership.objects.filter(user=manager, role=Role.MANAGER, ended_at=None, clinic__name=name)
    known = managed.select_related("clinic").first()
    if known is not None:
        return OpenedClinic(known.clinic, manager, made=False)
    clinic = create_clinic(name=name, now=now)
    add_member(clinic=clinic, user=manager, role=Role.MANAGER, now=now)
    return OpenedClinic(clinic, manager, made=True)


def add_member(*, clinic: Clinic, user: User, role: Role, now: datetime) -> bool:
    """Give `user` the `role` in `clinic`; false when they had it already."""
    _row, made = Membership.objects.get_or_create(
        clinic=clinic, user=user, role=role, ended_at=None, defaults={"created_at": now}
    )
    return made


def end_membership(*, clinic: Clinic, user: User, role: Role, now: datetime) -> bool:
    """Take the `role` in `clinic` from `user`: its patients' records close. False when they had none."""
    running = Membership.objects.filter(clinic=clinic, user=user, role=role, ended_at=None)
    return bool(running.update(ended_at=now))
