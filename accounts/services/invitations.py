"""Invitations into a clinic's care: sent by a therapist, accepted once, within seven days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Clinic, Episode, Invitation, Membership, Patient, User
from accounts.queries import UnknownInvitation, holds, person_by_email, proves_mailbox, state_of
from accounts.queries.inviting import invitation_seen_by
from accounts.queries.treating import therapists_of
from accounts.rules.invitation import LIFETIME, InvitationState, Way, invitation_token
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Fact, Foot, Role
from accounts.rules.tokens import token_hash
from accounts.services.care import start_episode
from accounts.services.corrections import correct_record
from accounts.services.people import create_person
from accounts.services.records import note_change
from accounts.services.team import join_team
from common.addresses import normal_address
from common.clock import local_date
from common.ids import new_id


class WhichClinic(Exception):
    """The therapist works in several clinics, or not in the one named."""


class InvitedAlready(Exception):
    """That address has an open invitation of this clinic; it can be sent again."""


class InvitationClosed(Exception):
    """The invitation is accepted, expired or revoked; `state` says which."""

    def __init__(self, state: InvitationState) -> None:
        super().__init__(state)
        self.state = state


class SignInFirst(Exception):
    """The invited address has an account: only its owner, signed in, may accept."""


class MailboxUnproved(Exception):
    """The link came from a screen: a code from the invited mailbox is needed with it."""


class SignedInAsAnother(Exception):
    """The browser is signed in as somebody else than the invited person."""


@dataclass(frozen=True)
class Invited:
    """The person whom a therapist invites, and the condition (a library slug)."""

    email: str
    name: str
    condition: str
    foot: Foot
    language: str = "en"
    time_zone: str = "UTC"
    message: str = ""


def invite(*, therapist: User, invited: Invited, now: datetime, clinic_id: UUID | None = None) -> Invitation:
    """Invite a person into the care of `therapist`'s clinic; a therapist of several names the `clinic_id`.

    Raises WhichClinic and InvitedAlready.
    """
    clinic = _clinic_of(therapist, clinic_id)
    email = normal_address(invited.email)
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)
        if _open_invitations(clinic, email, now).exists():
            raise InvitedAlready
        invitation = Invitation(
            id=new_id(),
            clinic=clinic,
            invited_by=therapist,
            created_at=now,
            **{**vars(invited), "email": email},
        )
        _give_token(invitation, now)
        invitation.save(force_insert=True)
        _note(invitation, therapist, Purpose.INVITATION, now)
    return invitation


def resend_invitation(*, user: User, invitation_id: UUID, now: datetime) -> Invitation:
    """Make a new token, valid for seven days; the old link is invalid from now on, and a new e-mail is due.

    Raises UnknownInvitation, and InvitationClosed for an accepted or revoked one.
    """
    with transaction.atomic():
        invitation = _locked(user, invitation_id)
        state = state_of(invitation, now)
        if state in (InvitationState.ACCEPTED, InvitationState.REVOKED):
            raise InvitationClosed(state)
        invitation.attempt += 1
        invitation.announced_at = invitation.returned_at = None
        _give_token(invitation, now)
        invitation.save(
            update_fields=["attempt", "announced_at", "returned_at", "token_hash", "shown_hash", "expires_at"]
        )
        _note(invitation, user, Purpose.INVITATION_RESENT, now)
    return invitation


def revoke_invitation(*, user: User, invitation_id: UUID, now: datetime) -> Invitation:
    """Revoke an invitation; a second call is no error. Raises UnknownInvitation; InvitationClosed if
    accepted.
    """
    with transaction.atomic():
        invitation = _locked(user, invitation_id)
        if invitation.accepted_at is not None:
            raise InvitationClosed(InvitationState.ACCEPTED)
        if invitation.revoked_at is None:
            invitation.revoked_at = now
            invitation.save(update_fields=["revoked_at"])
        _note(invitation, user, Purpose.INVITATION_REVOKED, now)
    return invitation


def mark_invitations_announced(*, invitation_ids: Iterable[UUID], now: datetime) -> None:
    """Record that the e-mails of these invitations are planned, so that nobody plans them again."""
    Invitation.objects.filter(pk__in=list(invitation_ids), announced_at=None).update(announced_at=now)


def note_invitation_returned(*, invitation_id: UUID, now: datetime) -> None:
    """Record that the e-mail of this invitation bounced; an erased or accepted one is not changed."""
    Invitation.objects.filter(pk=invitation_id, accepted_at=None).update(returned_at=now)


def accept_invitation(
    *,
    token: str,
    signed_in: User | None,
    now: datetime,
    time_zone: str | None = None,
    mailbox_proved: bool = False,
) -> User:
    """Accept an invitation once: create the account if needed, the patient record and the episode of care.

    `signed_in` is the person of the session, `time_zone` the zone of their device. A newcomer's mailbox is
    proved by the link of the e-mail, or by a code before this call (`mailbox_proved`). The inviting therapist
    joins the care team while they work in the clinic; if that clinic cares for the patient already, they join
    the team of the open episode. Accepting again in the session of the person who did is no error.

    Raises UnknownInvitation, InvitationClosed, SignedInAsAnother, SignInFirst, MailboxUnproved and
    AlreadyInCare; then nothing is written.
    """
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(holds(token)).first()
        if invitation is None:
            raise UnknownInvitation
        if signed_in is not None and invitation.accepted_by_id == signed_in.pk:
            return signed_in
        state = state_of(invitation, now)
        if state is not InvitationState.OPEN:
            raise InvitationClosed(state)
        proved = mailbox_proved or proves_mailbox(invitation, token)
        user = _invited_person(invitation, signed_in, proved, time_zone, now)
        patient = _take_into_care(invitation, user, now)
        invitation.accepted_at, invitation.accepted_by = now, user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        _note(invitation, user, Purpose.INVITATION_ACCEPTED, now, patient)
    return user


def _invited_person(
    invitation: Invitation, signed_in: User | None, proved: bool, time_zone: str | None, now: datetime
) -> User:
    if signed_in is not None:
        if normal_address(signed_in.email) != invitation.email:
            raise SignedInAsAnother
        return signed_in
    if person_by_email(invitation.email) is not None:
        raise SignInFirst
    if not proved:
        raise MailboxUnproved
    return create_person(
        email=invitation.email,
        name=invitation.name,
        time_zone=time_zone or invitation.time_zone,
        language=invitation.language,
        now=now,
    )


def _take_into_care(invitation: Invitation, user: User, now: datetime) -> Patient:
    patient, made = Patient.objects.get_or_create(
        user=user, defaults={"foot": invitation.foot, "created_at": now}
    )
    works = therapists_of(invitation.clinic_id).filter(user=invitation.invited_by_id)
    team = [work.user for work in works]
    running = Episode.objects.filter(patient=patient, clinic=invitation.clinic, ended_on=None).first()
    if running is not None:
        for therapist in team:
            join_team(episode=running, user=therapist, now=now)
        return patient
    start_episode(
        patient=patient,
        clinic=invitation.clinic,
        condition=invitation.condition,
        team=team,
        started_on=local_date(now, user.time_zone),
        now=now,
    )
    if not made:  # the invitation says what this care is about; an older answer may be outdated
        foot = {Fact.FOOT: invitation.foot}
        correct_record(patient=patient, by=invitation.invited_by, changes=foot, now=now)
    return patient


def _note(
    invitation: Invitation, by: User, purpose: Purpose, now: datetime, patient: Patient | None = None
) -> None:
    note_change(
        by=by,
        patient_id=patient.pk if patient else None,
        clinic_id=invitation.clinic_id,
        purpose=purpose,
        now=now,
        object_kind="invitation",
        object_id=invitation.pk,
    )


def _clinic_of(therapist: User, clinic_id: UUID | None) -> Clinic:
    works = Membership.objects.filter(user=therapist, role=Role.THERAPIST, ended_at=None)
    if clinic_id is not None:
        works = works.filter(clinic=clinic_id)
    places = [row.clinic for row in works.select_related("clinic")[:2]]
    if len(places) != 1:
        raise WhichClinic
    return places[0]


def _open_invitations(clinic: Clinic, email: str, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        clinic=clinic, email=email, accepted_at=None, revoked_at=None, expires_at__gt=now
    )


def _locked(user: User, invitation_id: UUID) -> Invitation:
    invitation_seen_by(user, invitation_id)
    return Invitation.objects.select_for_update().get(pk=invitation_id)


def _give_token(invitation: Invitation, now: datetime) -> None:
    told = settings.SECRET_KEY, invitation.pk, invitation.attempt
    invitation.token_hash = token_hash(invitation_token(*told, Way.EMAIL))
    invitation.shown_hash = token_hash(invitation_token(*told, Way.SCREEN))
    invitation.expires_at = now + LIFETIME
