"""The e-mail of an invitation to work in a clinic: planned once, its text read when it is sent."""

from datetime import datetime

from django.db import transaction

from accounts.queries import UnknownInvitation
from accounts.queries.memberships import MembershipEmail, membership_email, unannounced_memberships
from accounts.rules.invitation import InvitationState
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


def plan_membership_notices(*, now: datetime) -> int:
    """Plan a notification for every unanswered invitation and every resend that has none. Returns their
    number. Planning twice plans once.
    """
    with transaction.atomic():
        found = unannounced_memberships(PLANNED_AT_ONCE)
        planned = [
            Notification(
                id=notification_id(f"membership:{each.id}:{each.attempt}"),
                kind=Kind.MEMBERSHIP,
                about=each.id,
                clinic_id=each.clinic_id,
                due_at=now,
                next_try_at=now,
                planned_at=now,
            )
            for each in found
        ]
        Notification.objects.bulk_create(planned, ignore_conflicts=True)
        mark_memberships_announced(invitation_ids=[each.id for each in found], now=now)
    return len(found)


def render(notifications: list[Claimed], now: datetime) -> list[RenderedNotification]:
    """Render these notifications from the present state of their invitations."""
    return [_rendered(notification, now) for notification in notifications]


def _rendered(notification: Claimed, now: datetime) -> RenderedNotification:
    try:
        found = membership_email(notification.about, now)
    except UnknownInvitation:
        return RenderedNotification(notification, SendDecision(State.CANCELLED, Reason.GONE))
    if found.state in _UNSAID:
        return RenderedNotification(notification, _UNSAID[found.state])
    if notification.id != notification_id(f"membership:{notification.about}:{found.attempt}"):
        return RenderedNotification(notification, SendDecision(State.CANCELLED, "superseded"))
    return RenderedNotification(notification, email=_email(notification, found))


def _email(notification: Claimed, found: MembershipEmail) -> Email:
    words = {
        "name": found.name,
        "clinic": found.clinic_name,
        "manager": found.manager_name,
        "role": found.role,
        "link": found.link,
        "expires_at": found.expires_at,
    }
    return Email(notification.id, found.email, found.language, "membership", words)
