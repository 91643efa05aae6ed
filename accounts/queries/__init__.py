"""Every read of this app, scoped by the requester."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import (
    AccessToken,
    Clinic,
    Episode,
    Invitation,
    Membership,
    Patient,
    User,
)
from accounts.queries.treating import LEAD_FIRST, managing, treating
from accounts.rules.invitation import InvitationState, Way, invitation_state, invitation_token
from accounts.rules.roles import Role
from accounts.rules.tokens import token_hash
from audit.queries import events_about
from common.addresses import normal_address


class UnknownInvitation(Exception):
    """There is no such invitation, or none that the requester may know of."""


class UnknownPatient(Exception):
    """There is no such patient, or none that the requester may know of."""


def own_patient(user: User) -> Patient | None:
    """The patient record of `user`, or None."""
    return Patient.objects.filter(user=user).first()


@dataclass(frozen=True)
class Workplace:
    """One clinic in which a person works, and their role."""

    clinic_id: UUID
    clinic_name: str
    role: Role


def work_of(user: User) -> list[Workplace]:
    """The clinics and roles of `user` now, by clinic name."""
    rows = (
        Membership.objects.filter(user=user, ended_at=None)
        .select_related("clinic")
        .order_by("clinic__name", "role")
    )
    return [Workplace(row.clinic_id, row.clinic.name, Role(row.role)) for row in rows]


def episode_in_care(patient: Patient) -> Episode | None:
    """The open episode of `patient`, with its clinic."""
    found = Episode.objects.filter(patient=patient, ended_on=None).select_related("clinic").first()
    if found is not None:
        found.patient = patient
    return found


def episodes_in_care(patient_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The open episode of each of these patients, by the patient's id; others are left out."""
    running = Episode.objects.filter(patient__in=patient_ids, ended_on=None)
    return dict(running.values_list("patient", "pk"))


def team_of(episode: Episode) -> QuerySet[User]:
    """The people who treat or cover in `episode` now, by name."""
    places = treating().filter(episode=episode)
    return User.objects.filter(pk__in=places.values("user")).order_by("name", "id")


@dataclass(frozen=True)
class Profile:
    """A person's own profile."""

    user: User
    work: list[Workplace]
    patient: Patient | None
    episode: Episode | None


def self_of(user: User) -> Profile:
    """`user` with their work, and their patient's record and open episode where there are any."""
    patient = own_patient(user)
    return Profile(user, work_of(user), patient, episode_in_care(patient) if patient else None)


def tokens_of(user: User) -> QuerySet[AccessToken]:
    """The access tokens of `user` that are not revoked, newest first."""
    return AccessToken.objects.filter(user=user, revoked_at=None).order_by("-id")


def access_records(user: User) -> QuerySet[Any]:
    """When staff opened or changed the patient's record of `user`, newest first, by the audit trail.

    Each row has `staff_name`, None where they are gone, and `clinic_name`, None where there was none.
    """
    own = Patient.objects.filter(user=user).values("pk")
    shown = events_about(own).exclude(actor=user.pk)
    staff = User.objects.filter(pk=OuterRef("actor")).values("name")
    clinics = Clinic.objects.filter(pk=OuterRef("clinic")).values("name")
    return shown.annotate(staff_name=Subquery(staff), clinic_name=Subquery(clinics))


def people_by_id(user_ids: Collection[UUID]) -> list[User]:
    """The people of these ids."""
    return list(User.objects.filter(pk__in=user_ids))


def person_by_email(email: str) -> User | None:
    """The person who signs in with `email`, in any case and either form of its domain."""
    return User.objects.filter(email__iexact=normal_address(email)).first()


def clinics_called(name_or_id: str) -> list[Clinic]:
    """The clinics of that name, or the one of that id; for operators."""
    try:
        return list(Clinic.objects.filter(pk=UUID(name_or_id)))
    except ValueError:
        return list(Clinic.objects.filter(name=name_or_id).order_by("id"))


def state_of(invitation: Invitation, now: datetime) -> InvitationState:
    """The state of `invitation` at `now`."""
    return invitation_state(invitation.accepted_at, invitation.revoked_at, invitation.expires_at, now)


def link_of(invitation: Invitation) -> str:
    """The link in the e-mail of `invitation`. It is a secret that proves the mailbox: its holder may
    accept.
    """
    return _link(invitation, Way.EMAIL)


def shown_link_of(invitation: Invitation) -> str:
    """The link that a screen shows: its holder accepts with a code from the invited mailbox."""
    return _link(invitation, Way.SCREEN)


def _link(invitation: Invitation, way: Way) -> str:
    token = invitation_token(settings.SECRET_KEY, invitation.pk, invitation.attempt, way)
    return f"{settings.PUBLIC_URL}/invite/{token}"


def holds(token: str) -> Q:
    """A filter for the invitation of `token`, in either form."""
    return Q(token_hash=token_hash(token)) | Q(shown_hash=token_hash(token))


def invitation_by_token(token: str) -> Invitation:
    """The invitation of `token`, in any state. Raises UnknownInvitation."""
    found = Invitation.objects.filter(holds(token)).select_related("clinic", "invited_by").first()
    if found is None:
        raise UnknownInvitation
    return found


def proves_mailbox(invitation: Invitation, token: str) -> bool:
    """Whether `token` is the one in the e-mail of `invitation`."""
    return invitation.token_hash == token_hash(token)


@dataclass(frozen=True)
class UnannouncedInvitation:
    """An invitation whose e-mail is due; `attempt` grows with each resend."""

    id: UUID
    attempt: int
    clinic_id: UUID


def unannounced_invitations(limit: int) -> list[UnannouncedInvitation]:
    """Up to `limit` open invitations without a planned e-mail, oldest first.

    The planner records them with `services.invitations.mark_invitations_announced`.
    """
    rows = Invitation.objects.filter(announced_at=None, accepted_at=None, revoked_at=None).order_by("id")
    return [UnannouncedInvitation(*row) for row in rows.values_list("id", "attempt", "clinic_id")[:limit]]


@dataclass(frozen=True)
class InvitationEmail:
    """The content of the e-mail of an invitation, read at the moment of sending."""

    email: str
    name: str
    clinic_name: str
    therapist_name: str  # empty if the inviter left the clinic
    link: str
    language: str
    message: str
    expires_at: datetime
    attempt: int
    state: InvitationState


def invitation_email(invitation_id: UUID, now: datetime) -> InvitationEmail:
    """The content for the invited person; send it only while `state` is open. Raises UnknownInvitation."""
    found = Invitation.objects.filter(pk=invitation_id).select_related("clinic", "invited_by").first()
    if found is None:
        raise UnknownInvitation
    return InvitationEmail(
        email=found.email,
        name=found.name,
        clinic_name=found.clinic.name,
        therapist_name=found.invited_by.name if found.invited_by else "",
        link=link_of(found),
        language=found.language,
        message=found.message,
        expires_at=found.expires_at,
        attempt=found.attempt,
        state=state_of(found, now),
    )


@dataclass(frozen=True, slots=True)
class InCare:
    """A patient in a clinic's care, their zone, the person responsible for them now, and the intake's answer
    about feet that may feel less ("yes", "no", "unsure", or None: not asked).

    `therapist_id` is the lead of those who treat or cover now; without any, the longest-standing manager, who
    sees the patient too. None only if the clinic has nobody left who can sign in.
    """

    patient_id: UUID
    clinic_id: UUID
    time_zone: str
    therapist_id: UUID | None
    diabetes: str | None
    loss_of_feeling: str | None


def in_clinics_care(patient_ids: Collection[UUID]) -> list[InCare]:
    """Those of the patients who are in a clinic's care now, in one statement."""
    team = treating().filter(episode=OuterRef("pk")).order_by(*LEAD_FIRST)
    managers = managing().filter(clinic=OuterRef("clinic")).order_by("created_at", "id")
    cared = Episode.objects.filter(patient__in=patient_ids, ended_on=None, patient__user__is_active=True)
    rows = cared.exclude(clinic=None).values_list(
        "patient",
        "clinic",
        "patient__user__time_zone",
        Coalesce(Subquery(team.values("user")[:1]), Subquery(managers.values("user")[:1])),
        "patient__diabetes",
        "patient__loss_of_feeling",
    )
    return [InCare(*row) for row in rows]


def newcomers_in_care(followed: QuerySet[Any], limit: int = 500) -> list[UUID]:
    """Up to `limit` patients in a clinic's care that `followed`, rows with a column `patient`, lacks."""
    known = followed.filter(patient=OuterRef("patient"))
    new = Episode.objects.filter(~Exists(known), ended_on=None).exclude(clinic=None)
    return list(new.values_list("patient", flat=True)[:limit])


# The clinic that cares for a patient now or null, as an SQL expression for the statements of layers above.
CLINIC_IN_CARE = (
    f"(SELECT clinic_id FROM {Episode._meta.db_table} "  # noqa: S608
    "WHERE patient_id = {patient} AND ended_on IS NULL)"
)
