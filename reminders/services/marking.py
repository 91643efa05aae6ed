"""What came of notices on its way into the ledger: kept on disk at once, written down by the batch."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import Self

from reminders.services.claiming import Result, settle
from reminders.services.journal import Journal, take_over
from reminders.services.reaching import note_reach
from reminders.services.subscriptions import note_answers
from reminders.transports.webpush import Answer


class ResultWriter:
    """The results of one round: `with ResultWriter(tell_time) as marking`, which begins with what dead
    senders left behind.
    """

    def __init__(self, tell_time: Callable[[], datetime]) -> None:
        self._tell_time = tell_time
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
        """Whether something is not in the ledger yet."""
        return bool(self._results or self._answers)

    def note(self, answer: Answer) -> None:
        """What a push service said of a device."""
        self._answers.append(answer)

    def take(self, result: Result) -> None:
        """What a notice came to: from now on a kill does not have it said again."""
        self._journal.keep(result)
        self._results.append(result)

    def mark(self) -> None:
        """Write down all that was taken. Tries for half a minute while the database is away."""
        if not self:
            return
        now = self._tell_time()
        settle(results=self._results, now=now)
        self._journal.clear()
        note_answers(answers=self._answers, now=now)
        self._marked += self._results
        self._results, self._answers = [], []

    def tell(self) -> None:
        """Tell the clinics whom all that was marked reached, and whom it did not."""
        if self._marked:
            note_reach(results=self._marked, now=self._tell_time())
            self._marked = []

    def _write_down(self, results: list[Result]) -> None:
        now = self._tell_time()
        settle(results=results, now=now)
        note_reach(results=results, now=now)
