"""Invitations to work in a clinic: a manager sends them, and only the invited person can accept."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import Clinic, Membership, MembershipInvitation, User
from accounts.queries import UnknownInvitation, person_by_email
from accounts.queries.memberships import invitation_of_clinic, invitations_for, membership_state
from accounts.rules.invitation import LIFETIME, InvitationState, invitation_token
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Role
from accounts.rules.tokens import token_hash
from accounts.services.clinics import MemberAlready, add_member
from accounts.services.invitations import InvitationClosed, InvitedAlready, SignedInAsAnother, SignInFirst
from accounts.services.people import create_person
from accounts.services.records import note_change
from common.addresses import normal_address
from common.ids import new_id


def invite_member(
    *, by: User, clinic: Clinic, email: str, name: str, role: Role, now: datetime
) -> MembershipInvitation:
    """Invite the owner of the mailbox `email` to work in `clinic`. Whether the address has an account changes
    neither the answer nor the work done for it.

    Raises MemberAlready for a person who has that role here, which managers see anyway, and InvitedAlready.
    """
    address = normal_address(email)
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)
        works = Membership.objects.filter(clinic=clinic, role=role, ended_at=None)
        if works.filter(user__email__iexact=address).exists():
            raise MemberAlready
        if invitations_for(address, now).filter(clinic=clinic, role=role).exists():
            raise InvitedAlready
        made = MembershipInvitation(
            id=new_id(),
            clinic=clinic,
            invited_by=by,
            email=address,
            name=name,
            role=role,
            language=by.language,
            created_at=now,
        )
        _give_token(made, now)
        made.save(force_insert=True)
        note_change(by=by, patient_id=None, clinic_id=clinic.pk, purpose=Purpose.MEMBER_INVITATION, now=now)
    return made


def resend_member_invitation(
    *, by: User, clinic: Clinic, invitation_id: UUID, now: datetime
) -> MembershipInvitation:
    """A new link, valid for seven days; the old one is invalid from now on, and a new e-mail is due.

    Raises UnknownInvitation, and InvitationClosed unless it is open or expired.
    """
    with transaction.atomic():
        invitation = _locked(clinic, invitation_id)
        state = membership_state(invitation, now)
        if state not in (InvitationState.OPEN, InvitationState.EXPIRED):
            raise InvitationClosed(state)
        invitation.attempt += 1
        invitation.announced_at = invitation.returned_at = None
        _give_token(invitation, now)
        invitation.save(update_fields=["attempt", "announced_at", "returned_at", "token_hash", "expires_at"])
        note_change(by=by, patient_id=None, clinic_id=clinic.pk, purpose=Purpose.MEMBER_INVITATION, now=now)
    return invitation


def revoke_member_invitation(
    *, by: User, clinic: Clinic, invitation_id: UUID, now: datetime
) -> MembershipInvitation:
    """Revoke it; a second call is no error. Raises UnknownInvitation, and InvitationClosed if accepted."""
    with transaction.atomic():
        invitation = _locked(clinic, invitation_id)
        if invitation.accepted_at is not None:
            raise InvitationClosed(InvitationState.ACCEPTED)
        if invitation.revoked_at is None:
            invitation.revoked_at = now
            invitation.save(update_fields=["revoked_at"])
            note_change(
                by=by,
                patient_id=None,
                clinic_id=clinic.pk,
                purpose=Purpose.MEMBER_INVITATION_REVOKED,
                now=now,
            )
    return invitation


def accept_membership(*, user: User, invitation_id: UUID, now: datetime) -> None:
    """Accept for `user`, by their address; a second call is no error.

    Raises UnknownInvitation for one to another address, and InvitationClosed.
    """
    with transaction.atomic():
        _accept(_locked_for(user, invitation_id), user, now)


def decline_membership(*, user: User, invitation_id: UUID, now: datetime) -> None:
    """Decline it; a second call is no error. Raises UnknownInvitation, and InvitationClosed if accepted."""
    with transaction.atomic():
        invitation = _locked_for(user, invitation_id)
        if invitation.accepted_at is not None:
            raise InvitationClosed(InvitationState.ACCEPTED)
        if invitation.declined_at is None:
            invitation.declined_at = now
            invitation.save(update_fields=["declined_at"])


def accept_membership_link(
    *, token: str, signed_in: User | None, now: datetime, time_zone: str | None = None
) -> User:
    """Accept by the link that only the e-mail shows; an unknown address gets an account.

    `signed_in` is the person of the session, `time_zone` the zone of their device. Raises UnknownInvitation,
    InvitationClosed, SignedInAsAnother, and SignInFirst if the address has an account.
    """
    with transaction.atomic():
        found = MembershipInvitation.objects.select_for_update(of=["self"]).select_related("clinic")
        invitation = found.filter(token_hash=token_hash(token)).first()
        if invitation is None:
            raise UnknownInvitation
        if signed_in is not None and normal_address(signed_in.email) != invitation.email:
            raise SignedInAsAnother
        state = membership_state(invitation, now)
        if signed_in is None and state is not InvitationState.OPEN:
            raise InvitationClosed(state)
        if signed_in is None and person_by_email(invitation.email) is not None:
            raise SignInFirst
        user = signed_in or create_person(
            email=invitation.email,
            name=invitation.name,
            time_zone=time_zone or "UTC",
            language=invitation.language,
            now=now,
        )
        _accept(invitation, user, now)
    return user


def mark_memberships_announced(*, invitation_ids: Iterable[UUID], now: datetime) -> None:
    """Record that the e-mails of these invitations are planned, so that nobody plans them again."""
    rows = MembershipInvitation.objects.filter(pk__in=list(invitation_ids), announced_at=None)
    rows.update(announced_at=now)


def note_membership_returned(*, invitation_id: UUID, now: datetime) -> None:
    """Record that the e-mail of this invitation bounced; an erased or accepted one is not changed."""
    MembershipInvitation.objects.filter(pk=invitation_id, accepted_at=None).update(returned_at=now)


def _accept(invitation: MembershipInvitation, user: User, now: datetime) -> None:
    if invitation.accepted_by_id == user.pk:
        return
    state = membership_state(invitation, now)
    if state is not InvitationState.OPEN:
        raise InvitationClosed(state)
    add_member(clinic=invitation.clinic, user=user, role=Role(invitation.role), now=now)
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    note_change(
        by=user, patient_id=None, clinic_id=invitation.clinic_id, purpose=Purpose.MEMBER_ACCEPTED, now=now
    )


def _locked(clinic: Clinic, invitation_id: UUID) -> MembershipInvitation:
    invitation_of_clinic(clinic, invitation_id)
    return MembershipInvitation.objects.select_for_update().get(pk=invitation_id)


def _locked_for(user: User, invitation_id: UUID) -> MembershipInvitation:
    rows = MembershipInvitation.objects.select_for_update(of=["self"]).select_related("clinic")
    found = rows.filter(pk=invitation_id, email=normal_address(user.email)).first()
    if found is None:
        raise UnknownInvitation
    return found


def _give_token(invitation: MembershipInvitation, now: datetime) -> None:
    token = invitation_token(settings.SECRET_KEY, invitation.pk, invitation.attempt)
    invitation.token_hash = token_hash(token)
    invitation.expires_at = now + LIFETIME
