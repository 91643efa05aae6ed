"""Letters: one by one, each kept and marked before the next, so that a kill doubles one at most."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from types import TracebackType
from typing import Self

from notifications.rules.notification import Channel, Outcome, State, wait_after
from notifications.services.claiming import Attempt, Result, settle
from notifications.services.marking import ResultWriter
from notifications.services.pushing import InFlight
from notifications.services.saying import unworded
from notifications.services.stops import note_bounce
from notifications.transports import email
from notifications.transports.forms import WordingError

A_MINUTE = timedelta(minutes=1)


class EmailDispatcher:
    """The letters of one round, over one connection: `with EmailDispatcher(tell_time, marking) as posting`.

    What is left goes back untried: for a minute when the mail server is away, so that those behind it who can
    be pushed are not held up; at once when our hold on a letter runs out.
    """

    def __init__(self, tell_time: Callable[[], datetime], marking: ResultWriter) -> None:
        self._tell_time = tell_time
        self._marking = marking
        self._mailing = email.Mailing()
        self._waiting: deque[InFlight] = deque()
        self._away = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._mailing.__exit__(kind, error, at)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, held: InFlight) -> None:
        """Have this one posted after those that wait."""
        self._waiting.append(held)

    def post_next(self) -> None:
        """Send the letter that has waited longest, if there is one, and write down what came of it."""
        if not self._waiting:
            return
        if self._away or monotonic() > self._waiting[0].until:
            self._give_back()
        else:
            self._send(self._waiting.popleft())

    def _send(self, held: InFlight) -> None:
        result, reached = _hand_over(self._mailing, held, self._tell_time())
        self._marking.take(result)
        self._marking.mark()
        self._away = not reached

    def _give_back(self) -> None:
        now = self._tell_time()
        later = now + A_MINUTE if self._away else now
        settle(results=[_untried(held, later) for held in self._waiting], now=now)
        self._waiting.clear()


def _hand_over(mailing: email.Mailing, held: InFlight, now: datetime) -> tuple[Result, bool]:
    """Send one letter; what came of it, and whether the mail server could be reached."""
    letter = held.saying.letter
    assert letter  # noqa: S101 - what is held here goes by letter
    try:
        mailing.send(letter)
    except email.SendingError as error:
        if error.no_such_address:
            note_bounce(notice=held.saying.notice, address=letter.address, now=now)
        return _failed(held, error, now), not error.unreachable
    except WordingError as fault:
        verdict = unworded(held.saying.notice, str(fault), now)
        return Result(held.saying.notice, verdict.state, verdict.reason, verdict.later, held.attempts), True
    sent = Attempt(Channel.EMAIL, Outcome.SENT)
    return Result(held.saying.notice, State.SENT, attempts=[*held.attempts, sent]), True


def _failed(held: InFlight, error: email.SendingError, now: datetime) -> Result:
    notice = held.saying.notice
    wait = None if error.permanent else wait_after(notice.attempts)
    if wait is None:
        attempt = Attempt(Channel.EMAIL, Outcome.GIVEN_UP, error.code)
        return Result(notice, State.FAILED, error.code, attempts=[*held.attempts, attempt])
    attempt = Attempt(Channel.EMAIL, Outcome.TRY_AGAIN, error.code)
    return Result(notice, State.WAITING, later=now + wait, attempts=[*held.attempts, attempt])


def _untried(held: InFlight, later: datetime) -> Result:
    return Result(held.saying.notice, State.WAITING, later=later, attempts=held.attempts, untried=True)
