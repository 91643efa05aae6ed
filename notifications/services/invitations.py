"""The letter of an invitation: planned once for every attempt, its words read when it is sent."""

from datetime import datetime

from django.db import transaction

from accounts.queries import InvitationLetter, UnknownInvitation, invitation_letter, unannounced_invitations
from accounts.rules.invitation import InvitationState
from accounts.services.invitations import mark_invitations_announced
from notifications.models import Notification
from notifications.rules.decision import SendDecision
from notifications.rules.messages import Letter
from notifications.rules.notification import Claimed, Kind, Reason, State, notice_id
from notifications.services.saying import RenderedNotification

PLANNED_AT_ONCE = 500

_UNSAID = {
    InvitationState.ACCEPTED: SendDecision(State.SKIPPED, "accepted"),
    InvitationState.EXPIRED: SendDecision(State.SKIPPED, Reason.EXPIRED),
    InvitationState.REVOKED: SendDecision(State.CANCELLED, "revoked"),
}


def plan_invitation_notices(*, now: datetime) -> int:
    """Plan a notice for every open invitation, and every resend of one, that has none; how many there were.

    Planning twice plans once: the id is made of the invitation and its attempt.
    """
    with transaction.atomic():
        found = unannounced_invitations(PLANNED_AT_ONCE)
        planned = [
            Notification(
                id=notice_id(f"invitation:{each.id}:{each.attempt}"),
                kind=Kind.INVITATION,
                about=each.id,
                clinic_id=each.clinic_id,
                due_at=now,
                next_try_at=now,
                planned_at=now,
            )
            for each in found
        ]
        Notification.objects.bulk_create(planned, ignore_conflicts=True)
        mark_invitations_announced(invitation_ids=[each.id for each in found], now=now)
    return len(found)


def sayings(notices: list[Claimed], now: datetime) -> list[RenderedNotification]:
    """What to say for each of these notices about invitations, read at this moment."""
    return [_saying(notice, now) for notice in notices]


def _saying(notice: Claimed, now: datetime) -> RenderedNotification:
    try:
        found = invitation_letter(notice.about, now)
    except UnknownInvitation:
        return RenderedNotification(notice, SendDecision(State.CANCELLED, Reason.GONE))
    if found.state in _UNSAID:
        return RenderedNotification(notice, _UNSAID[found.state])
    if notice.id != notice_id(f"invitation:{notice.about}:{found.attempt}"):
        return RenderedNotification(notice, SendDecision(State.CANCELLED, "superseded"))
    return RenderedNotification(notice, letter=_letter(notice, found))


def _letter(notice: Claimed, found: InvitationLetter) -> Letter:
    words = {
        "name": found.name,
        "clinic": found.clinic_name,
        "therapist": found.therapist_name,
        "message": found.message,
        "link": found.link,
        "expires_at": found.expires_at,
    }
    return Letter(notice.id, found.email, found.language, "invitation", words)
