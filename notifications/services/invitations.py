"""The e-mails of invitations: planned once for every attempt, read again when they are sent.

Patients are invited to an account and people to work in a clinic; both go the same way.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from accounts.queries import (
    InvitationEmail,
    UnannouncedInvitation,
    UnknownInvitation,
    invitation_email,
    unannounced_invitations,
)
from accounts.queries.memberships import MembershipEmail, membership_email, unannounced_memberships
from accounts.rules.invitation import InvitationState
from accounts.services.invitations import mark_invitations_announced
from accounts.services.memberships import mark_memberships_announced
from notifications.models import Notification
from notifications.rules.decision import SendDecision
from notifications.rules.messages import Email
from notifications.rules.notification import Claimed, Kind, Reason, State, notification_id
from notifications.services.rendering import RenderedNotification

PLANNED_AT_ONCE = 500

_UNSAID = {
    InvitationState.ACCEPTED: SendDecision(State.SKIPPED, "accepted"),
    InvitationState.DECLINED: SendDecision(State.SKIPPED, "declined"),
    InvitationState.EXPIRED: SendDecision(State.SKIPPED, Reason.EXPIRED),
    InvitationState.REVOKED: SendDecision(State.CANCELLED, "revoked"),
}


class _Mark(Protocol):
    def __call__(self, *, invitation_ids: Collection[UUID], now: datetime) -> None: ...


@dataclass(frozen=True)
class _Invitations:
    """One kind of invitation: what has no e-mail yet, how that is noted, and what the e-mail says."""

    unannounced: Callable[[int], list[UnannouncedInvitation]]
    mark_announced: _Mark
    read: Callable[[UUID, datetime], InvitationEmail | MembershipEmail]


_KINDS = {
    Kind.INVITATION: _Invitations(unannounced_invitations, mark_invitations_announced, invitation_email),
    Kind.MEMBERSHIP: _Invitations(unannounced_memberships, mark_memberships_announced, membership_email),
}


def plan_invitation_emails(*, now: datetime) -> int:
    """Plan a notification for each attempt of an open invitation that has none. Returns their number.

    Planning twice plans once: the id is made of the invitation and its attempt.
    """
    return sum(_plan(kind, now) for kind in _KINDS)


def _plan(kind: Kind, now: datetime) -> int:
    invitations = _KINDS[kind]
    with transaction.atomic():
        found = invitations.unannounced(PLANNED_AT_ONCE)
        planned = [
            Notification(
                id=_id(kind, each.id, each.attempt),
                kind=kind,
                about=each.id,
                clinic_id=each.clinic_id,
                due_at=now,
                next_try_at=now,
                planned_at=now,
            )
            for each in found
        ]
        Notification.objects.bulk_create(planned, ignore_conflicts=True)
        invitations.mark_announced(invitation_ids=[each.id for each in found], now=now)
    return len(found)


def _id(kind: Kind, invitation_id: UUID, attempt: int) -> UUID:
    return notification_id(f"{kind.value}:{invitation_id}:{attempt}")


def render(notifications: list[Claimed], now: datetime) -> list[RenderedNotification]:
    """Render these notifications from the present state of their invitations."""
    return [_rendered(notification, now) for notification in notifications]


def _rendered(notification: Claimed, now: datetime) -> RenderedNotification:
    kind = Kind(notification.kind)
    try:
        found = _KINDS[kind].read(notification.about, now)
    except UnknownInvitation:
        return RenderedNotification(notification, SendDecision(State.CANCELLED, Reason.GONE))
    if found.state in _UNSAID:
        return RenderedNotification(notification, _UNSAID[found.state])
    if notification.id != _id(kind, notification.about, found.attempt):
        return RenderedNotification(notification, SendDecision(State.CANCELLED, "superseded"))
    email = Email(notification.id, found.email, found.language, kind.value, _words(found))
    return RenderedNotification(notification, email=email)


def _words(found: InvitationEmail | MembershipEmail) -> dict[str, Any]:
    words = {
        "name": found.name,
        "clinic": found.clinic_name,
        "link": found.link,
        "expires_at": found.expires_at,
    }
    if isinstance(found, MembershipEmail):
        return {**words, "manager": found.manager_name, "role": found.role}
    return {**words, "therapist": found.therapist_name, "message": found.message}
