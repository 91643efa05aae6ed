"""Lease, re-check, send, mark: due notices in batches, the network outside any transaction."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from notifications.rules.notification import FAULTS, LEASE, Claimed, Reason, State
from notifications.services.claiming import Result, claim, settle
from notifications.services.marking import Observer, ResultWriter
from notifications.services.posting import EmailDispatcher
from notifications.services.pushing import InFlight, PushDispatcher
from notifications.services.saying import RenderedNotification, unworded
from notifications.transports import webpush

BATCH = 200
SENT_AT_ONCE = 5_000
PACE = 1500.0  # pushes a second of one sender, as far as the machine keeps up
A_WHILE = 0.2  # seconds without an answer, after which what is on its way counts as slow
A_MOMENT = 0.01  # seconds without an answer, after which something else is done
LONGEST_ROUND = 60.0  # seconds, well within the task's limit and the lease
HOLDS_FOR = LEASE.total_seconds() / 2  # seconds after which what is not yet sent is given back

Renderer = Callable[[list[Claimed], datetime], list[RenderedNotification]]


@dataclass(frozen=True)
class Kinds:
    """What the apps above hand in: of each kind (a `Kind`), what it makes of its notifications at the moment
    of sending; and who hears what came of them, once it is written down.
    """

    renderers: Mapping[str, Renderer]
    observers: Sequence[Observer] = ()


def send_due(*, kinds: Kinds, tell_time: Callable[[], datetime], most: int = SENT_AT_ONCE) -> int:
    """Send up to `most` due notifications; how many were looked at.

    Push goes first, to all devices at once, and what cannot be pushed goes by e-mail. A mail server that
    cannot be reached is asked once a round; the e-mails wait for a minute.
    """
    return SendLoop(kinds, tell_time, most).run()


def send_claimed(*, kinds: Kinds, notices: list[Claimed], now: datetime) -> None:
    """Send these claimed notifications, unless there is no need any more, and write down what came of each.

    A crash between sending and marking sends one again, with the same Message-ID, Topic and tag.
    """
    SendLoop(kinds, lambda: now, 0).run(notices)


class SendLoop:
    """One round of a sender: pushes as many at once as keep the pace, letters one by one.

    What a killed sender says again, and what replaces itself, is what was on its way: an answer is kept on
    disk as it is heard. Nothing that may be answered any moment is on its way while something else is done,
    but what nobody answers for a while holds up nobody.
    """

    def __init__(self, kinds: Kinds, tell_time: Callable[[], datetime], most: int) -> None:
        self._kinds = kinds
        self._tell_time = tell_time
        self._most = most
        self._ends = monotonic() + LONGEST_ROUND
        self._sender = webpush.sender()
        self._pushing = PushDispatcher()
        self._pushes: deque[webpush.Push] = deque()
        self._marking = ResultWriter(tell_time, kinds.observers)
        self._letters = EmailDispatcher(tell_time, self._marking)
        self.looked_at = 0

    def run(self, notices: list[Claimed] | None = None) -> int:
        """Say `notices`, then what is due; how many were looked at."""
        try:
            with self._marking, self._letters:
                self._say(notices or [])
                while self._claim() or self._is_busy():
                    self._push()
                    if self._is_free():
                        self._marking.mark()
                        self._letters.post_next()
                    if not self._letters:
                        self._marking.tell()
        finally:
            if self._sender:
                self._sender.start_over()
        return self.looked_at

    @property
    def _awaited(self) -> int:
        """How many pushes may be answered any moment."""
        return self._sender.unheard(A_WHILE) if self._sender else 0

    def _is_free(self) -> bool:
        """Whether something else than pushing can be done: there is nothing to wait for but what is slow."""
        can_push = self._pushes and self._sender and self._sender.places
        return not self._awaited and not can_push

    def _is_busy(self) -> bool:
        on_their_way = self._sender.on_their_way if self._sender else 0
        return bool(on_their_way or self._pushes or self._letters or self._marking)

    def _claim(self) -> bool:
        """Take up what is due, when nothing else is to be done just now; whether there was anything."""
        most = min(BATCH, self._most - self.looked_at)
        if self._pushes or self._letters or self._awaited or most <= 0 or monotonic() > self._ends:
            return False
        notices = claim(now=self._tell_time(), most=most)
        if not notices:
            self._most = 0  # the next round looks again
        self.looked_at += len(notices)
        self._say(notices)
        return bool(notices)

    def _say(self, notices: list[Claimed]) -> None:
        now, until = self._tell_time(), monotonic() + HOLDS_FOR
        for saying in self._judged(notices, now):
            held = InFlight(saying, until)
            pushes = self._pushing.begin(held, now) if self._sender else []
            self._pushes.extend(pushes)
            if not pushes:
                self._end(self._pushing.unpushed(held, now), held)

    def _judged(self, notices: list[Claimed], now: datetime) -> list[RenderedNotification]:
        """What is to be said of these; the rest is settled with its reason."""
        groups = self._by_renderer(notices)
        sayings = [each for render, asked in groups for each in _sayings(render, asked, now)]
        unsaid = [_unsaid(each) for each in sayings if each.verdict]
        settle(results=unsaid, now=now)
        for observer in self._kinds.observers:
            observer(results=unsaid, now=now)
        return [each for each in sayings if not each.verdict]

    def _by_renderer(self, notices: list[Claimed]) -> list[tuple[Renderer, list[Claimed]]]:
        found: dict[Renderer, list[Claimed]] = {}
        for notice in notices:
            found.setdefault(self._kinds.renderers[notice.kind], []).append(notice)
        return list(found.items())

    def _push(self) -> None:
        """Put pushes on their way as long as the pace asks for more, and take what answers come."""
        if not self._sender:
            return
        now = self._tell_time()
        while self._pushes and self._sender.places and self._awaited < self._sender.window(PACE):
            unsent = self._sender.begin(self._pushes.popleft(), now)
            if unsent:
                self._take(unsent)
        within = A_MOMENT if self._awaited or not self._letters else 0.0
        for answer in self._sender.hear(now, within) if self._sender.on_their_way else []:
            self._take(answer)

    def _take(self, answer: webpush.Answer) -> None:
        self._marking.note(answer)
        held, result = self._pushing.take(answer, self._tell_time())
        if held:
            self._end(result, held)

    def _end(self, result: Result | None, held: InFlight) -> None:
        """The pushes of a notice came to `result`; None: it goes by letter."""
        if result is None:
            self._letters.add(held)
        else:
            self._marking.take(result)


def _sayings(render: Renderer, notices: list[Claimed], now: datetime) -> list[RenderedNotification]:
    """What `render` makes of these. One of which it can make nothing, by a fault of ours, is tried again
    later and takes no other with it.
    """
    try:
        return render(notices, now)
    except FAULTS as fault:
        if len(notices) > 1:
            return [saying for notice in notices for saying in _sayings(render, [notice], now)]
        return [RenderedNotification(notices[0], unworded(notices[0], type(fault).__name__, now))]


def _unsaid(saying: RenderedNotification) -> Result:
    verdict = saying.verdict
    assert verdict  # noqa: S101 - only those with one are asked
    untried = verdict.state == State.WAITING and verdict.reason != Reason.FAULT
    return Result(saying.notice, verdict.state, verdict.reason, verdict.later, untried=untried)
