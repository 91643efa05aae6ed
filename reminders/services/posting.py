"""Letters: one by one, each marked before the next, so that a kill doubles one at most."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic

from reminders.ledger import Channel, Outcome, State, wait_after
from reminders.services.claiming import Attempt, Result, settle
from reminders.services.pushing import Held
from reminders.services.reaching import note_reach
from reminders.services.stops import note_bounce
from reminders.transports import email

A_MINUTE = timedelta(minutes=1)


def post(*, letters: Sequence[Held], tell_time: Callable[[], datetime], away: bool = False) -> bool:
    """Send `letters` one by one and write down what came of each; whether the mail server is there.

    What is left goes back untried: for a minute when the server is `away`, so that those behind it who can be
    pushed are not held up; at once when our hold on a letter runs out.
    """
    results: list[Result] = []
    with email.Mailing() as mailing:
        for place, held in enumerate(letters):
            if away or monotonic() > held.until:
                now = tell_time()
                later = now + A_MINUTE if away else now
                settle(results=[_untried(each, later) for each in letters[place:]], now=now)
                break
            result, reached = _send(mailing, held, tell_time())
            results.append(result)
            away = not reached
    note_reach(results=results, now=tell_time())
    return not away


def _send(mailing: email.Mailing, held: Held, now: datetime) -> tuple[Result, bool]:
    """Send one letter and mark it; what came of it, and whether the mail server could be reached."""
    result, reached = _hand_over(mailing, held, now)
    settle(results=[result], now=now)
    return result, reached


def _hand_over(mailing: email.Mailing, held: Held, now: datetime) -> tuple[Result, bool]:
    letter = held.saying.letter
    assert letter  # noqa: S101 - what is held here goes by letter
    try:
        mailing.send(letter)
    except email.SendingError as error:
        if error.no_such_address:
            note_bounce(notice=held.saying.notice, address=letter.address, now=now)
        return _failed(held, error, now), not error.unreachable
    sent = Attempt(Channel.EMAIL, Outcome.SENT)
    return Result(held.saying.notice, State.SENT, attempts=[*held.attempts, sent]), True


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
