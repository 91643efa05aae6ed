"""Lease, re-check, send, mark: due notices in batches, the network outside any transaction."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from reminders.ledger import REMINDERS, Channel, Claimed, Kind, Outcome, Reason, State, wait_after
from reminders.services import invitations, reminding
from reminders.services.claiming import Attempt, Lease, Result, claim, settle
from reminders.services.saying import Saying
from reminders.services.settings import follow_traveller
from reminders.transports import email

BATCH = 50
SENT_AT_ONCE = 5_000

Voice = Callable[[list[Claimed], datetime], list[Saying]]
# What each kind makes of its notices at the moment of speaking.
VOICES: Mapping[str, Voice] = {
    Kind.INVITATION: invitations.sayings,
    **dict.fromkeys(REMINDERS, reminding.sayings),
}


def send_notices(*, tell_time: Callable[[], datetime], most: int = SENT_AT_ONCE) -> int:
    """Plan letters that became due to be said, and say up to `most` due notices; how many were looked at.

    A mail server that cannot be reached ends the round: the rest stays due for the next one.
    """
    invitations.plan_invitation_notices(now=tell_time())
    looked_at = 0
    while looked_at < most:
        now = tell_time()
        lease = claim(now=now, most=min(BATCH, most - looked_at))
        if not lease.notices:
            break
        looked_at += len(lease.notices)
        if not say(lease=lease, now=now):
            break
    return looked_at


def say(*, lease: Lease, now: datetime) -> bool:
    """Say a batch of claimed notices, unless there is no need any more, and write down what came of each.

    A crash between sending and marking sends one again, with the same Message-ID. False when the mail server
    could not be reached at all.
    """
    sayings = list(_sayings(lease.notices, now))
    unsaid = [_unsaid(each) for each in sayings if each.verdict]
    settle(token=lease.token, results=unsaid, now=now)
    for each in unsaid:
        if each.reason == Reason.MOVED and each.notice.user_id:
            follow_traveller(user_id=each.notice.user_id, now=now)
    return _write([each for each in sayings if not each.verdict], lease, now)


def _sayings(notices: list[Claimed], now: datetime) -> Iterable[Saying]:
    by_voice: dict[Voice, list[Claimed]] = {}
    for notice in notices:
        by_voice.setdefault(VOICES[notice.kind], []).append(notice)
    for voice, asked in by_voice.items():
        yield from voice(asked, now)


def _unsaid(saying: Saying) -> Result:
    verdict = saying.verdict
    assert verdict  # noqa: S101 - only those with one are asked
    return Result(
        saying.notice, verdict.state, verdict.reason, verdict.later, untried=verdict.later is not None
    )


def _write(sayings: list[Saying], lease: Lease, now: datetime) -> bool:
    """Send the letters one by one; what is left when the server is away goes back untried."""
    for place, saying in enumerate(sayings):
        result, reached = _letter(saying, now)
        settle(token=lease.token, results=[result], now=now)
        if not reached:
            rest = [
                Result(each.notice, State.WAITING, later=now, untried=True) for each in sayings[place + 1 :]
            ]
            settle(token=lease.token, results=rest, now=now)
            return False
    return True


def _letter(saying: Saying, now: datetime) -> tuple[Result, bool]:
    assert saying.letter  # noqa: S101 - what is to be said has words
    try:
        email.send(saying.letter)
    except email.SendingError as error:
        return _failure(saying.notice, error, now), not error.unreachable
    return Result(saying.notice, State.SENT, attempts=[Attempt(Channel.EMAIL, Outcome.SENT)]), True


def _failure(notice: Claimed, error: email.SendingError, now: datetime) -> Result:
    wait = None if error.permanent else wait_after(notice.attempts)
    if wait is None:
        attempt = Attempt(Channel.EMAIL, Outcome.GIVEN_UP, error.code)
        return Result(notice, State.FAILED, error.code, attempts=[attempt])
    attempt = Attempt(Channel.EMAIL, Outcome.TRY_AGAIN, error.code)
    return Result(notice, State.WAITING, later=now + wait, attempts=[attempt])
