"""Invitations to work in a clinic: the clinic's for its managers, a person's own by their address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.models import Clinic, MembershipInvitation
from accounts.queries import UnannouncedInvitation, UnknownInvitation
from accounts.rules.invitation import InvitationState, invitation_state, invitation_token
from accounts.rules.tokens import token_hash
from common.addresses import normal_address

SHOWN_FOR = timedelta(days=30)  # how long managers see an ended one; our judgement


def membership_state(invitation: MembershipInvitation, now: datetime) -> InvitationState:
    """The state of `invitation` at `now`."""
    return invitation_state(
        invitation.accepted_at, invitation.revoked_at, invitation.expires_at, now, invitation.declined_at
    )


def membership_link(invitation: MembershipInvitation) -> str:
    """The link to accept `invitation`, only for its e-mail: its holder may accept."""
    token = invitation_token(settings.SECRET_KEY, invitation.pk, invitation.attempt)
    return f"{settings.PUBLIC_URL}/join/{token}"


def _unanswered() -> QuerySet[MembershipInvitation]:
    rows = MembershipInvitation.objects.filter(accepted_at=None, declined_at=None, revoked_at=None)
    return rows.select_related("clinic", "invited_by")


def invitations_for(email: str, now: datetime) -> QuerySet[MembershipInvitation]:
    """The open ones to that address, newest first."""
    return _unanswered().filter(email=normal_address(email), expires_at__gt=now).order_by("-id")


def invitations_of_clinic(clinic: Clinic, now: datetime) -> QuerySet[MembershipInvitation]:
    """Those that the clinic's managers may still act on: not accepted, not revoked, and not long expired."""
    rows = MembershipInvitation.objects.filter(clinic=clinic, accepted_at=None, revoked_at=None)
    lately = Q(expires_at__gt=now - SHOWN_FOR) & (Q(declined_at=None) | Q(declined_at__gt=now - SHOWN_FOR))
    return rows.filter(lately).select_related("invited_by").order_by("-id")


def invitation_of_clinic(clinic: Clinic, invitation_id: UUID) -> MembershipInvitation:
    """The one of that id. Raises UnknownInvitation for another clinic's."""
    found = MembershipInvitation.objects.filter(clinic=clinic, pk=invitation_id).first()
    if found is None:
        raise UnknownInvitation
    return found


def membership_by_token(token: str) -> MembershipInvitation:
    """The one of `token`, in any state. Raises UnknownInvitation."""
    rows = MembershipInvitation.objects.select_related("clinic", "invited_by")
    found = rows.filter(token_hash=token_hash(token)).first()
    if found is None:
        raise UnknownInvitation
    return found


def unannounced_memberships(limit: int) -> list[UnannouncedInvitation]:
    """Up to `limit` unanswered ones without a planned e-mail, oldest first."""
    rows = _unanswered().filter(announced_at=None).order_by("id")
    return [UnannouncedInvitation(*row) for row in rows.values_list("id", "attempt", "clinic_id")[:limit]]


@dataclass(frozen=True)
class MembershipEmail:
    """The content of the e-mail, read at the moment of sending; the same with and without an account."""

    email: str
    name: str
    clinic_name: str
    manager_name: str  # empty if the inviter is gone
    role: str
    link: str
    language: str
    expires_at: datetime
    attempt: int
    state: InvitationState


def membership_email(invitation_id: UUID, now: datetime) -> MembershipEmail:
    """The content for the invited person; send it only while `state` is open. Raises UnknownInvitation."""
    rows = MembershipInvitation.objects.select_related("clinic", "invited_by")
    found = rows.filter(pk=invitation_id).first()
    if found is None:
        raise UnknownInvitation
    return MembershipEmail(
        email=found.email,
        name=found.name,
        clinic_name=found.clinic.name,
        manager_name=found.invited_by.name if found.invited_by else "",
        role=found.role,
        link=membership_link(found),
        language=found.language,
        expires_at=found.expires_at,
        attempt=found.attempt,
        state=membership_state(found, now),
    )
