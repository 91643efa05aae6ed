"""Results on their way to the notification log: stored on disk at once, recorded in batches."""

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from notifications.services.claiming import Result, settle
from notifications.services.journal import Journal, take_over
from notifications.services.subscriptions import note_answers
from notifications.transports.webpush import Answer


class Observer(Protocol):
    """Receives results of notifications; when a sender dies, it may miss some or get them twice."""

    def __call__(self, *, results: Collection[Result], now: datetime) -> None: ...


class ResultWriter:
    """The results of one run: `with ResultWriter(tell_time) as writer` records first what others left."""

    def __init__(self, tell_time: Callable[[], datetime], observers: Sequence[Observer] = ()) -> None:
        self._tell_time = tell_time
        self._observers = observers
        self._journal = Journal()
        self._results: list[Result] = []
        self._answers: list[Answer] = []
        self._marked: list[Result] = []
        self._left = ExitStack()

    def __enter__(self) -> Self:
        take_over(self._write_down)
        self._left.enter_context(self._journal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._left.close()

    def __bool__(self) -> bool:
        """Whether something is not in the notification log yet."""
        return bool(self._results or self._answers)

    def note(self, answer: Answer) -> None:
        """Record the answer of a push service about a device."""
        self._answers.append(answer)

    def take(self, result: Result) -> None:
        """Store the result of a notification: from now on a kill does not send it again."""
        self._journal.keep(result)
        self._results.append(result)

    def mark(self) -> None:
        """Record all stored results. Tries for half a minute while the database is away."""
        if not self:
            return
        now = self._tell_time()
        settle(results=self._results, now=now)
        self._journal.clear()
        note_answers(answers=self._answers, now=now)
        self._marked += self._results
        self._results, self._answers = [], []

    def tell(self) -> None:
        """Pass the recorded results to the observers."""
        if self._marked:
            self._observe(self._marked, self._tell_time())
            self._marked = []

    def _write_down(self, results: list[Result]) -> None:
        now = self._tell_time()
        settle(results=results, now=now)
        self._observe(results, now)

    def _observe(self, results: Collection[Result], now: datetime) -> None:
        for observer in self._observers:
            observer(results=results, now=now)
