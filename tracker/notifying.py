"""Which app renders which kind of notification, and who hears the result of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from notifications.rules.notification import REMINDERS, Claimed, Kind
from notifications.services import invitations, sending
from notifications.services.sending import SENT_AT_ONCE, Kinds
from progress.services.reachability import note_reach
from reminders.services import reminding
from reminders.services.settings import follow_moved
from summaries.services.weekly_letters import digest_sayings, summary_sayings

KINDS: Final = Kinds(
    renderers={
        Kind.INVITATION: invitations.render,
        Kind.MEMBERSHIP: invitations.render,
        Kind.SUMMARY: summary_sayings,
        Kind.DIGEST: digest_sayings,
        **dict.fromkeys(REMINDERS, reminding.render),
    },
    observers=(note_reach, follow_moved),
)


def send_due(*, tell_time: Callable[[], datetime], most: int = SENT_AT_ONCE) -> int:
    """Plan the e-mails of invitations, and send up to `most` due notifications; how many were looked at."""
    invitations.plan_invitation_emails(now=tell_time())
    return sending.send_due(kinds=KINDS, tell_time=tell_time, most=most)


def send_claimed(*, notifications: list[Claimed], now: datetime) -> None:
    """Send these claimed notifications, and record the result of each."""
    sending.send_claimed(kinds=KINDS, notifications=notifications, now=now)
