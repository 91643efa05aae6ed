"""Letters: one by one, each marked before the next, so that a kill doubles one at most."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic

from reminders.ledger import Channel, Outcome, State, wait_after
from reminders.services.claiming import Attempt, Result, settle
from reminders.services.pushing import Held
from reminders.services.stops import note_bounce
from reminders.transports import email

A_MINUTE = timedelta(minutes=1)


def post(*, letters: Sequence[Held], tell_time: Callable[[], datetime], away: bool = False) -> bool:
    """Send `letters` one by one and write down what came of each; whether the mail server is there.

    What is left goes back untried: for a minute when the server is `away`, so that those behind it who can be
    pushed are not held up; at once when our hold on a letter runs out.
    """
    with email.Mailing() as mailing:
        for place, held in enumerate(letters):
            if away or monotonic() > held.until:
                now = tell_time()
                later = now + A_MINUTE if away else now
                settle(results=[_untried(each, later) for each in letters[place:]], now=now)
                break
            away = not _send(mailing, held, tell_time())
    return not away


def _send(mailing: email.Mailing, held: Held, now: datetime) -> bool:
    """Send one letter and mark it; whether the mail server could be reached."""
    letter = held.saying.letter
    assert letter  # noqa: S101 - what is held here goes by letter
    try:
        mailing.send(letter)
    except email.SendingError as error:
        if error.no_such_address:
            note_bounce(notice=held.saying.notice, address=letter.address, now=now)
        settle(results=[_failed(held, error, now)], now=now)
        return not error.unreachable
    sent = Attempt(Channel.EMAIL, Outcome.SENT)
    settle(results=[Result(held.saying.notice, State.SENT, attempts=[*held.attempts, sent])], now=now)
    return True


def _failed(held: Held, error: email.SendingError, now: datetime) -> Result:
    notice = held.saying.notice
    wait = None if error.permanent else wait_after(notice.attempts)
    if wait is None:
        attempt = Attempt(Channel.EMAIL, Outcome.GIVEN_UP, error.code)
        return Result(notice, State.FAILED, error.code, attempts=[*held.attempts, attempt])
    attempt = Attempt(Channel.EMAIL, Outcome.TRY_AGAIN, error.code)
    return Result(notice, State.WAITING, later=now + wait, attempts=[*held.attempts, attempt])


def _untried(held: Held, later: datetime) -> Result:
    return Result(held.saying.notice, State.WAITING, later=later, attempts=held.attempts, untried=True)
