"""Lease, decide, send, mark: due notifications in batches, the network outside any transaction."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from notifications.rules.notification import FAULTS, LEASE, Claimed, Reason, State
from notifications.services.claiming import Result, claim, settle
from notifications.services.email_dispatcher import EmailDispatcher
from notifications.services.push_dispatcher import InFlight, PushDispatcher
from notifications.services.rendering import RenderedNotification, render_failure
from notifications.services.result_writer import Observer, ResultWriter
from notifications.transports import webpush

BATCH = 200
SENT_AT_ONCE = 5_000
PACE = 1500.0  # pushes a second of one sender, as far as the machine keeps up
A_WHILE = 0.2  # seconds without an answer, after which a push counts as slow
A_MOMENT = 0.01  # seconds without an answer, after which the sender does something else
LONGEST_ROUND = 60.0  # seconds, well within the task's limit and the lease
HOLDS_FOR = LEASE.total_seconds() / 2  # seconds after which unsent notifications are returned

Renderer = Callable[[list[Claimed], datetime], list[RenderedNotification]]


@dataclass(frozen=True)
class Kinds:
    """What the apps above provide: for each `Kind` the function that renders its notifications at the moment
    of sending, and the observers of recorded results.
    """

    renderers: Mapping[str, Renderer]
    observers: Sequence[Observer] = ()


def send_due(*, kinds: Kinds, tell_time: Callable[[], datetime], most: int = SENT_AT_ONCE) -> int:
    """Send up to `most` due notifications. Returns how many were handled.

    Push goes first, to all devices at once; an e-mail follows where push fails. An unreachable mail server is
    asked once a run; its e-mails wait for a minute.
    """
    return SendLoop(kinds, tell_time, most).run()


def send_claimed(*, kinds: Kinds, notifications: list[Claimed], now: datetime) -> None:
    """Send these claimed notifications if they are still needed, and record the results.

    A crash between sending and marking sends one again, with the same Message-ID, Topic and tag.
    """
    SendLoop(kinds, lambda: now, 0).run(notifications)


class SendLoop:
    """One run of a sender: as many pushes in flight as keep the rate, e-mails one by one.

    A killed sender repeats only what was in flight, because each answer is stored on disk as it arrives, and
    repeated messages replace themselves. While an answer may arrive at any moment, the sender does nothing
    else; slow pushes delay nobody.
    """

    def __init__(self, kinds: Kinds, tell_time: Callable[[], datetime], most: int) -> None:
        self._kinds = kinds
        self._tell_time = tell_time
        self._most = most
        self._ends = monotonic() + LONGEST_ROUND
        self._sender = webpush.sender()
        self._dispatcher = PushDispatcher()
        self._pushes: deque[webpush.Push] = deque()
        self._writer = ResultWriter(tell_time, kinds.observers)
        self._emails = EmailDispatcher(tell_time, self._writer)
        self.looked_at = 0

    def run(self, notifications: list[Claimed] | None = None) -> int:
        """Send `notifications`, then what is due. Returns how many were handled."""
        try:
            with self._writer, self._emails:
                self._say(notifications or [])
                while self._claim() or self._is_busy():
                    self._push()
                    if self._is_free():
                        self._writer.mark()
                        self._emails.post_next()
                    if not self._emails:
                        self._writer.tell()
        finally:
            if self._sender:
                self._sender.start_over()
        return self.looked_at

    @property
    def _awaited(self) -> int:
        """The number of pushes that may be answered at any moment."""
        return self._sender.unheard(A_WHILE) if self._sender else 0

    def _is_free(self) -> bool:
        """Whether the sender can do something else: it waits only for slow pushes."""
        can_push = self._pushes and self._sender and self._sender.places
        return not self._awaited and not can_push

    def _is_busy(self) -> bool:
        on_their_way = self._sender.on_their_way if self._sender else 0
        return bool(on_their_way or self._pushes or self._emails or self._writer)

    def _claim(self) -> bool:
        """Claim due notifications if there is nothing else to do. Returns whether there were any."""
        most = min(BATCH, self._most - self.looked_at)
        if self._pushes or self._emails or self._awaited or most <= 0 or monotonic() > self._ends:
            return False
        notifications = claim(now=self._tell_time(), most=most)
        if not notifications:
            self._most = 0  # the next run checks again
        self.looked_at += len(notifications)
        self._say(notifications)
        return bool(notifications)

    def _say(self, notifications: list[Claimed]) -> None:
        now, until = self._tell_time(), monotonic() + HOLDS_FOR
        for rendered in self._judged(notifications, now):
            in_flight = InFlight(rendered, until)
            pushes = self._dispatcher.begin(in_flight, now) if self._sender else []
            self._pushes.extend(pushes)
            if not pushes:
                self._end(self._dispatcher.unpushed(in_flight, now), in_flight)

    def _judged(self, notifications: list[Claimed], now: datetime) -> list[RenderedNotification]:
        """Those of these that are to be sent; the others are settled with a reason."""
        groups = self._by_renderer(notifications)
        render = [each for render, asked in groups for each in _render(render, asked, now)]
        unsaid = [_unsaid(each) for each in render if each.decision]
        settle(results=unsaid, now=now)
        for observer in self._kinds.observers:
            observer(results=unsaid, now=now)
        return [each for each in render if not each.decision]

    def _by_renderer(self, notifications: list[Claimed]) -> list[tuple[Renderer, list[Claimed]]]:
        found: dict[Renderer, list[Claimed]] = {}
        for notification in notifications:
            found.setdefault(self._kinds.renderers[notification.kind], []).append(notification)
        return list(found.items())

    def _push(self) -> None:
        """Begin pushes as long as the rate allows more, and handle the answers."""
        if not self._sender:
            return
        now = self._tell_time()
        while self._pushes and self._sender.places and self._awaited < self._sender.window(PACE):
            unsent = self._sender.begin(self._pushes.popleft(), now)
            if unsent:
                self._take(unsent)
        within = A_MOMENT if self._awaited or not self._emails else 0.0
        for answer in self._sender.hear(now, within) if self._sender.on_their_way else []:
            self._take(answer)

    def _take(self, answer: webpush.Answer) -> None:
        self._writer.note(answer)
        in_flight, result = self._dispatcher.take(answer, self._tell_time())
        if in_flight:
            self._end(result, in_flight)

    def _end(self, result: Result | None, in_flight: InFlight) -> None:
        """All pushes of a notification have ended in `result`; None: send the e-mail."""
        if result is None:
            self._emails.add(in_flight)
        else:
            self._writer.take(result)


def _render(render: Renderer, notifications: list[Claimed], now: datetime) -> list[RenderedNotification]:
    """The notifications as `render` makes them. One that fails by an error of ours is tried again later and
    affects no other.
    """
    try:
        return render(notifications, now)
    except FAULTS as fault:
        if len(notifications) > 1:
            return [
                rendered
                for notification in notifications
                for rendered in _render(render, [notification], now)
            ]
        return [
            RenderedNotification(
                notifications[0], render_failure(notifications[0], type(fault).__name__, now)
            )
        ]


def _unsaid(rendered: RenderedNotification) -> Result:
    decision = rendered.decision
    assert decision  # noqa: S101 - only those with one are asked
    untried = decision.state == State.WAITING and decision.reason != Reason.FAULT
    return Result(rendered.notification, decision.state, decision.reason, decision.later, untried=untried)
