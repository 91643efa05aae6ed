"""E-mails: one by one, each kept and marked before the next, so that a kill doubles one at most."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from types import TracebackType
from typing import Self

from notifications.rules.notification import Channel, Outcome, State, wait_after
from notifications.services.claiming import Attempt, Result, settle
from notifications.services.push_dispatcher import InFlight
from notifications.services.rendering import render_failure
from notifications.services.result_writer import ResultWriter
from notifications.services.stops import note_bounce
from notifications.transports.email import Mailing, SendingError
from notifications.transports.email_templates import RenderError

A_MINUTE = timedelta(minutes=1)


class EmailDispatcher:
    """The e-mails of one run, over one connection: `with EmailDispatcher(tell_time, writer) as posting`.

    What is left goes back untried: for a minute when the mail server is away, so that those behind it who can
    be pushed are not held up; at once when our hold on an e-mail runs out.
    """

    def __init__(self, tell_time: Callable[[], datetime], writer: ResultWriter) -> None:
        self._tell_time = tell_time
        self._writer = writer
        self._mailing = Mailing()
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

    def add(self, in_flight: InFlight) -> None:
        """Have this one posted after those that wait."""
        self._waiting.append(in_flight)

    def post_next(self) -> None:
        """Send the e-mail that has waited longest, if there is one, and record the result of it."""
        if not self._waiting:
            return
        if self._away or monotonic() > self._waiting[0].until:
            self._give_back()
        else:
            self._send(self._waiting.popleft())

    def _send(self, in_flight: InFlight) -> None:
        result, reached = _hand_over(self._mailing, in_flight, self._tell_time())
        self._writer.take(result)
        self._writer.mark()
        self._away = not reached

    def _give_back(self) -> None:
        now = self._tell_time()
        later = now + A_MINUTE if self._away else now
        settle(results=[_untried(in_flight, later) for in_flight in self._waiting], now=now)
        self._waiting.clear()


def _hand_over(mailing: Mailing, in_flight: InFlight, now: datetime) -> tuple[Result, bool]:
    """Send one e-mail; the result of it, and whether the mail server could be reached."""
    email = in_flight.rendered.email
    assert email  # noqa: S101 - what is held here goes by e-mail
    try:
        mailing.send(email)
    except SendingError as error:
        if error.no_such_address:
            note_bounce(notification=in_flight.rendered.notification, address=email.address, now=now)
        return _failed(in_flight, error, now), not error.unreachable
    except RenderError as fault:
        decision = render_failure(in_flight.rendered.notification, str(fault), now)
        return Result(
            in_flight.rendered.notification,
            decision.state,
            decision.reason,
            decision.later,
            in_flight.attempts,
        ), True
    sent = Attempt(Channel.EMAIL, Outcome.SENT)
    return Result(in_flight.rendered.notification, State.SENT, attempts=[*in_flight.attempts, sent]), True


def _failed(in_flight: InFlight, error: SendingError, now: datetime) -> Result:
    notification = in_flight.rendered.notification
    wait = None if error.permanent else wait_after(notification.attempts)
    if wait is None:
        attempt = Attempt(Channel.EMAIL, Outcome.GIVEN_UP, error.code)
        return Result(notification, State.FAILED, error.code, attempts=[*in_flight.attempts, attempt])
    attempt = Attempt(Channel.EMAIL, Outcome.TRY_AGAIN, error.code)
    return Result(notification, State.WAITING, later=now + wait, attempts=[*in_flight.attempts, attempt])


def _untried(in_flight: InFlight, later: datetime) -> Result:
    return Result(
        in_flight.rendered.notification, State.WAITING, later=later, attempts=in_flight.attempts, untried=True
    )
