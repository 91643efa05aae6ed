"""Every read of who is who, scoped by who asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet

from accounts.models import AccessToken, CareTeamMember, Episode, Membership, Patient, StaffAccess, User
from accounts.roles import Role, Scope, Standing


class UnknownPatient(Exception):
    """There is no such patient, or none that the asker may know of."""


def patients_seen_by(user: User) -> QuerySet[Patient]:
    """The patients whose record `user` may open as staff: access follows the care team and ends with it.

    A therapist sees the open episodes whose team names them, while they work in that clinic; a manager sees
    every open episode of their clinic. One's own record is not in it: see `own_patient`.
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


@dataclass(frozen=True, slots=True)
class Bearer:
    """A living access token and the person it speaks for."""

    user: User
    token_id: UUID
    scope: Scope
    last_used_at: datetime | None


_COLUMNS = [field.attname for field in User._meta.concrete_fields]
# Names of our own tables and columns only; every value is a parameter.
_PERSON = f"""
    SELECT {", ".join(f'u."{field.column}"' for field in User._meta.concrete_fields)}, p.id,
           ARRAY(SELECT DISTINCT m.role FROM {Membership._meta.db_table} m
                 WHERE m.user_id = u.id AND m.ended_at IS NULL)
"""  # noqa: S608
_FROM_PERSON = f"{User._meta.db_table} u LEFT JOIN {Patient._meta.db_table} p ON p.user_id = u.id"
_SIGNED_IN = f"{_PERSON} FROM {_FROM_PERSON} WHERE u.id = %s AND u.is_active"
_BEARER = f"""
    {_PERSON}, t.id, t.scope, t.last_used_at
    FROM {AccessToken._meta.db_table} t JOIN ({_FROM_PERSON}) ON u.id = t.user_id
    WHERE t.token_hash = %s AND t.revoked_at IS NULL AND t.expires_at > %s AND u.is_active
"""


def signed_in(user_id: UUID | str) -> User | None:
    """The active person of that id with their `standing`, in one statement: every session's request asks."""
    row = _row(_SIGNED_IN, [user_id])
    return _person(row) if row else None


def bearer(token_hash: str, now: datetime) -> Bearer | None:
    """The person and the scope behind the hash of a living token, in one statement; else None."""
    row = _row(_BEARER, [token_hash, now])
    return Bearer(_person(row), row[-3], Scope(row[-2]), row[-1]) if row else None


def episode_in_care(patient: Patient) -> Episode | None:
    """The open episode of `patient`, with its clinic."""
    return Episode.objects.filter(patient=patient, ended_on=None).select_related("clinic").first()


@dataclass(frozen=True)
class Self:
    """A person as they see themselves."""

    user: User
    work: list[Work]
    patient: Patient | None
    episode: Episode | None


def self_of(user: User) -> Self:
    """`user` with their work, and their patient's record and open episode where there are any."""
    patient = own_patient(user)
    return Self(user, work_of(user), patient, episode_in_care(patient) if patient else None)


def tokens_of(user: User) -> QuerySet[AccessToken]:
    """The access tokens of `user` that are not revoked, newest first."""
    return AccessToken.objects.filter(user=user, revoked_at=None).order_by("-id")


def access_records(patient: Patient) -> QuerySet[StaffAccess]:
    """When staff opened the record of `patient`, newest first."""
    return StaffAccess.objects.filter(patient=patient).select_related("staff", "clinic").order_by("-id")


def person_by_email(email: str) -> User | None:
    """The person who signs in with `email`, whatever its case."""
    return User.objects.filter(email__iexact=email.strip()).first()


@dataclass(frozen=True)
class DemoPerson:
    """A synthetic person whom the demo lets one be: `role` is patient, therapist or manager."""

    email: str
    name: str
    role: str
    place: str


DEMO_PATIENTS = 6


def demo_people() -> list[DemoPerson]:
    """The synthetic staff, and the first few synthetic patients, each with the clinic's name or none."""
    staff = Membership.objects.filter(ended_at=None, user__synthetic=True, user__is_active=True)
    staff = staff.select_related("user", "clinic").order_by("role", "user_id")
    patients = Patient.objects.filter(user__synthetic=True, user__is_active=True).select_related("user")
    open_care = Episode.objects.filter(ended_on=None).select_related("clinic")
    treated = patients.order_by("user_id").prefetch_related(Prefetch("episodes", open_care, "open_care"))
    return [
        *(DemoPerson(row.user.email, row.user.name, row.role, row.clinic.name) for row in staff),
        *(
            DemoPerson(row.user.email, row.user.name, "patient", _place(row.open_care))
            for row in treated[:DEMO_PATIENTS]
        ),
    ]


def demo_person(email: str) -> User | None:
    """The active synthetic person with that address; never a real one."""
    return User.objects.filter(email=email.strip().lower(), synthetic=True, is_active=True).first()


def _place(episodes: list[Episode]) -> str:
    clinic = episodes[0].clinic if episodes else None
    return clinic.name if clinic else ""


def _row(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _person(row: tuple[Any, ...]) -> User:
    user = User.from_db(connection.alias, _COLUMNS, row[: len(_COLUMNS)])
    patient_id, roles = row[len(_COLUMNS) : len(_COLUMNS) + 2]
    user.standing = Standing(patient_id, frozenset(map(Role, roles)))
    return user


# The clinic that cares for a patient now or null, as an SQL expression for the statements of the floors above.
CLINIC_IN_CARE = (
    f"(SELECT clinic_id FROM {Episode._meta.db_table} WHERE patient_id = {{patient}} AND ended_on IS NULL)"
)
