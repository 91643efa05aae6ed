"""Every write of the ledger: plan, lease, re-check, send, mark."""

from datetime import datetime

from django.db import transaction

from accounts.invitation import InvitationState
from accounts.queries import InvitationLetter, UnknownInvitation, invitation_letter, unannounced_invitations
from accounts.services.invitations import mark_invitations_announced
from reminders.ledger import LEASE, Channel, Kind, Outcome, State, wait_after
from reminders.models import Delivery, Notice
from reminders.queries import due_notices
from reminders.transports import email

PLANNED_AT_ONCE = 500
SENT_AT_ONCE = 100

_UNSAID = {
    InvitationState.ACCEPTED: (State.SKIPPED, "accepted"),
    InvitationState.EXPIRED: (State.SKIPPED, "expired"),
    InvitationState.REVOKED: (State.CANCELLED, "revoked"),
}


class Unsaid(Exception):
    """A notice need not be said after all: its final `state`, and the `reason` as a code."""

    def __init__(self, state: State, reason: str) -> None:
        super().__init__(reason)
        self.state = state
        self.reason = reason


def send_notices(*, now: datetime) -> int:
    """Plan what became due to be said and say up to 100 due notices, one by one; how many were looked at.

    A mail server that cannot be reached ends the round: the rest stays due for the next one.
    """
    plan_invitation_notices(now=now)
    for done in range(SENT_AT_ONCE):
        notice = lease_next(now=now)
        if notice is None:
            return done
        if not say(notice=notice, now=now):
            return done + 1
    return SENT_AT_ONCE


def plan_invitation_notices(*, now: datetime) -> int:
    """Plan a notice for every open invitation, and every resend of one, that has none; how many there were.

    Planning twice plans once: the key names the invitation and its attempt.
    """
    with transaction.atomic():
        found = unannounced_invitations(PLANNED_AT_ONCE)
        planned = [
            Notice(
                kind=Kind.INVITATION,
                about=each.id,
                clinic_id=each.clinic_id,
                key=f"invitation:{each.id}:{each.attempt}",
                due_at=now,
                planned_at=now,
            )
            for each in found
        ]
        Notice.objects.bulk_create(planned, ignore_conflicts=True)
        mark_invitations_announced(invitation_ids=[each.id for each in found], now=now)
    return len(found)


def lease_next(*, now: datetime) -> Notice | None:
    """Take the longest due notice for five minutes, passing over what another sender holds; None when
    none is due.

    The lease is longer than a task may live, and runs out by itself: what a dead sender held is due
    again.
    """
    with transaction.atomic():
        notice = due_notices(now).select_for_update(skip_locked=True).first()
        if notice is not None:
            notice.state, notice.leased_until = State.LEASED, now + LEASE
            notice.attempts += 1
            notice.save(update_fields=["state", "leased_until", "attempts"])
    return notice


def say(*, notice: Notice, now: datetime) -> bool:
    """Say a leased notice, unless there is no need any more, and write down what came of it.

    The network is used outside any transaction; a crash between sending and marking sends the same Message-ID
    again. False when the mail server could not be reached at all.
    """
    try:
        email.send(_letter(notice, now))
    except Unsaid as unsaid:
        _settle(notice, unsaid.state, unsaid.reason, now)
    except email.SendingError as error:
        _mark_failure(notice, error, now)
        return not error.unreachable
    else:
        _write_delivery(notice, Outcome.SENT, "", now)
        _settle(notice, State.SENT, "", now)
    return True


def _letter(notice: Notice, now: datetime) -> email.Letter:
    """What to send for `notice`, read at this moment. Raises Unsaid."""
    try:
        found = invitation_letter(notice.about, now)
    except UnknownInvitation:
        raise Unsaid(State.CANCELLED, "gone") from None
    if found.state in _UNSAID:
        raise Unsaid(*_UNSAID[found.state])
    if notice.key != f"invitation:{notice.about}:{found.attempt}":
        raise Unsaid(State.CANCELLED, "superseded")
    return _invitation(notice, found)


def _invitation(notice: Notice, found: InvitationLetter) -> email.Letter:
    words = {
        "name": found.name,
        "clinic": found.clinic_name,
        "therapist": found.therapist_name,
        "message": found.message,
        "link": found.link,
        "expires_at": found.expires_at,
    }
    return email.Letter(notice.pk, found.email, found.language, "invitation", words)


def _mark_failure(notice: Notice, error: email.SendingError, now: datetime) -> None:
    wait = None if error.permanent else wait_after(notice.attempts)
    _write_delivery(notice, Outcome.GIVEN_UP if wait is None else Outcome.TRY_AGAIN, error.code, now)
    if wait is None:
        _settle(notice, State.FAILED, error.code, now)
    else:
        _held(notice, state=State.WAITING, leased_until=None, due_at=now + wait)


def _write_delivery(notice: Notice, outcome: Outcome, detail: str, now: datetime) -> None:
    Delivery.objects.create(notice=notice, channel=Channel.EMAIL, at=now, outcome=outcome, detail=detail)


def _settle(notice: Notice, state: State, reason: str, now: datetime) -> None:
    _held(notice, state=state, reason=reason, leased_until=None, settled_at=now)


def _held(notice: Notice, **columns: object) -> None:
    """Write to a notice only while the lease is still ours."""
    ours = Notice.objects.filter(pk=notice.pk, state=State.LEASED, leased_until=notice.leased_until)
    ours.update(**columns)
