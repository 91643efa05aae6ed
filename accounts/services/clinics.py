"""Clinics and who works in them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Clinic, Membership, User
from accounts.queries import person_by_email
from accounts.roles import Role
from accounts.services.people import create_person


class MemberAlready(Exception):
    """The person has that role in the clinic already."""


class UnknownMember(Exception):
    """Nobody works in the clinic under that id."""


class LastManager(Exception):
    """A clinic keeps at least one manager."""


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


@transaction.atomic
def take_in(*, clinic: Clinic, email: str, name: str, role: Role, now: datetime) -> Membership:
    """Let whoever signs in with `email` work in `clinic`; an unknown address gets an account of that `name`.

    Raises MemberAlready.
    """
    user = person_by_email(email) or create_person(email=email, name=name, now=now)
    if not add_member(clinic=clinic, user=user, role=role, now=now):
        raise MemberAlready
    return Membership.objects.select_related("user").get(clinic=clinic, user=user, role=role, ended_at=None)


def end_membership(*, clinic: Clinic, member_id: UUID, now: datetime) -> None:
    """End one person's work of one role in `clinic`: what it opened closes at once.

    Raises UnknownMember, and LastManager where nobody would be left to manage the clinic.
    """
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)
        running = Membership.objects.filter(clinic=clinic, ended_at=None)
        member = running.filter(pk=member_id).first()
        if member is None:
            raise UnknownMember
        managers = running.filter(role=Role.MANAGER, user__is_active=True)
        if member.role == Role.MANAGER and not managers.exclude(pk=member_id).exists():
            raise LastManager
        member.ended_at = now
        member.save(update_fields=["ended_at"])
