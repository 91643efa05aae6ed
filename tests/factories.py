"""Plain functions that make the rows tests start from."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from allauth.account.models import EmailAddress

from accounts.models import CareTeamMember, Clinic, Episode, Invitation, Membership, Patient, User
from accounts.queries import invitation_email
from accounts.rules.roles import Foot, Role
from accounts.services.invitations import Invited, invite
from common import clock

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STARTED_ON = NOW.date() - timedelta(days=90)
_number = count(1)


def user(name: str = "Someone", **columns) -> User:
    email = columns.pop("email", None) or f"{name.lower().replace(' ', '.')}.{next(_number)}@example.org"
    person = User.objects.create(
        email=email, name=name, **{"time_zone": "Europe/Madrid", "created_at": NOW, **columns}
    )
    EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
    return person


def clinic(name: str = "North Clinic", **columns) -> Clinic:
    return Clinic.objects.create(name=name, **{"created_at": NOW, **columns})


def membership(person: User, place: Clinic, role: Role) -> Membership:
    return Membership.objects.create(user=person, clinic=place, role=role, created_at=NOW)


def patient(name: str = "Pat", **columns) -> Patient:
    person = columns.pop("user", None) or user(name)
    return Patient.objects.create(user=person, foot="right", created_at=NOW, **columns)


def episode(
    ill: Patient,
    place: Clinic | None,
    *team: User,
    started_on: date = STARTED_ON,
    **columns,
) -> Episode:
    care = Episode.objects.create(
        patient=ill,
        clinic=place,
        started_on=started_on,
        created_at=NOW,
        **{"condition": "metatarsalgia", **columns},
    )
    for member in team:
        CareTeamMember.objects.create(episode=care, user=member, created_at=NOW)
    return care


def invitation(
    therapist: User, email: str = "new.patient@example.org", now: datetime | None = None, **words
) -> Invitation:
    invited = Invited(
        email, **{"name": "New Patient", "condition": "metatarsalgia", "foot": Foot.LEFT, **words}
    )
    return invite(therapist=therapist, invited=invited, now=now or clock.now())


def mailed_token(row: Invitation) -> str:
    """The secret that only the e-mail of an invitation shows."""
    return invitation_email(row.pk, row.created_at).link.rsplit("/", 1)[1]
