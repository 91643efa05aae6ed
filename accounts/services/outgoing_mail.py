"""E-mails about signing in: the row is the queue, and a sender holds a lease on it."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import cast
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction

from accounts.models import OutgoingMail
from accounts.rules.outgoing_mail import KEPT_FOR, LEASE, WAITING, MailState, Message, wait_after

log = logging.getLogger("footing.sign_in")
_FORGOTTEN_AT_ONCE = 100
_SWEEP = "accounts.outgoing_mail"


def queue_mail(
    *, address: str, message: Message, lives: timedelta, held_back: bool = False, now: datetime
) -> UUID:
    """Store an e-mail to be sent at once and tried again for as long as it `lives`. Returns its id.

    One that is `held_back` is never sent, and its requester cannot tell.
    """
    made = OutgoingMail.objects.create(
        address=address,
        message=message,
        held_back=held_back,
        created_at=now,
        expires_at=now + lives,
        next_try_at=now,
    )
    return made.pk


def send_due_mail(*, now: datetime, waiting_for: timedelta = timedelta()) -> int:
    """Send what has been due for `waiting_for` or longer, one after the other. Returns the number of
    attempts.

    The mail server is asked outside any transaction. If a process dies in the meantime, another one sends its
    e-mail again: the same code once more.
    """
    tried = 0
    while (mail := _claim(now, now - waiting_for)) is not None:
        _settle(mail, now)
        tried += 1
    return tried


def sweep_mail(*, now: datetime, waiting_for: timedelta) -> int:
    """`send_due_mail` by one process at a time; then delete what is older than a day."""
    old = OutgoingMail.objects.filter(created_at__lt=now - KEPT_FOR).values("pk")[:_FORGOTTEN_AT_ONCE]
    OutgoingMail.objects.filter(pk__in=old).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [_SWEEP])
        if not cursor.fetchone()[0]:
            return 0
        try:
            return send_due_mail(now=now, waiting_for=waiting_for)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [_SWEEP])


def note_refusals_reported(*, mail_ids: Sequence[UUID], now: datetime) -> None:
    """Record that the app above knows that these addresses refuse mail."""
    OutgoingMail.objects.filter(pk__in=mail_ids).update(reported_at=now)


def _claim(now: datetime, due_by: datetime) -> OutgoingMail | None:
    with transaction.atomic():
        due = OutgoingMail.objects.filter(state__in=WAITING, next_try_at__lte=due_by)
        mail = due.order_by("next_try_at").select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.attempts += 1
        mail.next_try_at = now + LEASE
        mail.save(update_fields=["attempts", "next_try_at"])
    return mail


def _settle(mail: OutgoingMail, now: datetime) -> None:
    state = MailState.FAILED if now >= mail.expires_at else _sent(mail)
    mine = OutgoingMail.objects.filter(pk=mail.pk, state__in=WAITING, attempts=mail.attempts)
    if state is MailState.DELAYED:
        mine.update(state=state, next_try_at=now + wait_after(mail.attempts))
    else:
        mine.update(state=state, message=None)


def _sent(mail: OutgoingMail) -> MailState:
    if mail.held_back:
        return MailState.SENT
    message = cast(Message, mail.message)  # present until the e-mail is settled
    email = EmailMultiAlternatives(
        message["subject"], message["text"], to=[mail.address], headers=message["headers"]
    )
    if message["html"]:
        email.attach_alternative(message["html"], "text/html")
    try:
        email.send()
    except OSError as error:  # smtplib's errors are among them
        log.error("A sign-in mail could not be handed to the mail server: %s", type(error).__name__)
        return MailState.REFUSED if _is_refused_for_good(error) else MailState.DELAYED
    return MailState.SENT


def _is_refused_for_good(error: OSError) -> bool:
    """Whether the mail server reported an unknown mailbox (5xx)."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return min(code for code, _answer in error.recipients.values()) >= 500
