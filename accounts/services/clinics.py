"""Clinics and their members."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Clinic, Membership, User
from accounts.queries import person_by_email
from accounts.queries.treating import managing
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Role
from accounts.services.people import create_person
from accounts.services.records import note_change
from accounts.services.team import hand_over_patients


class MemberAlready(Exception):
    """The person has that role in the clinic already."""


class UnknownMember(Exception):
    """The clinic has no member with that id."""


class LastManager(Exception):
    """A clinic keeps at least one manager."""


@dataclass(frozen=True)
class OpenedClinic:
    """A clinic and its manager; `made` is false if it existed already."""

    clinic: Clinic
    manager: User
    made: bool


def create_clinic(*, name: str, now: datetime, synthetic: bool = False) -> Clinic:
    """Create a clinic."""
    return Clinic.objects.create(name=name, synthetic=synthetic, created_at=now)


def change_clinic(
    *, clinic: Clinic, name: str | None = None, urgent_help: str | None = None, phone: str | None = None
) -> Clinic:
    """Change a clinic's settings; None keeps a value. `phone` is what `common.phone` accepts, or ""."""
    given = {"name": name, "urgent_help": urgent_help, "phone": phone}
    changes = {column: value for column, value in given.items() if value is not None}
    for column, value in changes.items():
        setattr(clinic, column, value)
    clinic.save(update_fields=list(changes))
    return clinic


@transaction.atomic
def open_clinic(*, name: str, manager_email: str, manager_name: str, now: datetime) -> OpenedClinic:
    """Create the clinic `name` with a manager, and their account if needed.

    A clinic of that name which this person manages already is returned unchanged.
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
    """Give `user` the `role` in `clinic`; false if they had it already."""
    _row, made = Membership.objects.get_or_create(
        clinic=clinic, user=user, role=role, ended_at=None, defaults={"created_at": now}
    )
    return made


def end_membership(
    *, by: User, clinic: Clinic, member_id: UUID, now: datetime, hand_over_to: UUID | None = None
) -> None:
    """End one role of a person in `clinic`: its access ends at once.

    Patients of a therapist whom nobody else treats go to `hand_over_to`, a therapist of the clinic. Raises
    UnknownMember; LastManager if nobody would be left to manage the clinic; PatientsLeft; and
    NotATherapistHere for a wrong `hand_over_to`.
    """
    with transaction.atomic():
        running = _running_work(clinic)
        member = running.filter(pk=member_id).select_related("user").first()
        if member is None:
            raise UnknownMember
        _end_work(by, clinic, member.user, [member], hand_over_to, now)


def leave_clinic(*, user: User, clinic_id: UUID, now: datetime, hand_over_to: UUID | None = None) -> None:
    """End all roles of `user` in the clinic at their own request; as `end_membership`.

    Raises UnknownMember for a person who does not work there, LastManager, PatientsLeft and
    NotATherapistHere.
    """
    with transaction.atomic():
        clinic = Clinic.objects.filter(pk=clinic_id).first()
        mine = list(_running_work(clinic).filter(user=user)) if clinic else []
        if clinic is None or not mine:
            raise UnknownMember
        _end_work(user, clinic, user, mine, hand_over_to, now)


def _running_work(clinic: Clinic) -> QuerySet[Membership]:
    """All roles in `clinic`, whose row is locked from now on."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    return Membership.objects.filter(clinic=clinic, ended_at=None)


def _end_work(
    by: User,
    clinic: Clinic,
    leaving: User,
    work: list[Membership],
    hand_over_to: UUID | None,
    now: datetime,
) -> None:
    roles, ids = {row.role for row in work}, [row.pk for row in work]
    if Role.MANAGER in roles and not managing().filter(clinic=clinic).exclude(pk__in=ids).exists():
        raise LastManager
    if Role.THERAPIST in roles:
        hand_over_patients(by=by, clinic=clinic, leaving=leaving, hand_over_to=hand_over_to, now=now)
    Membership.objects.filter(pk__in=ids).update(ended_at=now)
    note_change(by=by, patient_id=None, clinic_id=clinic.pk, purpose=Purpose.MEMBER_ENDED, now=now)
