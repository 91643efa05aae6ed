"""The result of notifications, on a sender's own disk from the moment it is known until the notification log
has it.

A sender that is killed in between has said what nobody else knows of. Whoever begins the next round on this
machine writes it down instead, long before the lease runs out and it would be said again. It holds ids and
codes, no words. Lost with its disk, it costs what a kill cost without it: some are said once more.
"""

import fcntl
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from uuid import UUID, uuid4

import orjson
from django.conf import settings
from django.db import connection

from notifications.rules.notification import Channel, Claimed, Outcome, State
from notifications.services.claiming import Attempt, Result

log = logging.getLogger("footing.reminders")


class Journal:
    """The file of one run: `with Journal() as journal`. It stays behind when something in it was not
    cleared. A disk that takes no file holds up no reminder: it is told to the operator.
    """

    def __init__(self) -> None:
        self._path = _folder() / f"{uuid4().hex}.log"
        self._file: int | None = None
        self._is_empty = True

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            while self._file is None:
                self._file = _own(self._path)
        except OSError as problem:
            log.error("No journal in %s: %s", self._path.parent, problem.strerror)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._file is None:
            return
        if self._is_empty:
            self._path.unlink(missing_ok=True)
        os.close(self._file)

    def keep(self, result: Result) -> None:
        """Keep the result of a notification. It outlives this process, not the machine."""
        if self._file is None:
            return
        self._is_empty = False
        try:
            os.write(self._file, orjson.dumps(_told(result)) + b"\n")
        except OSError as problem:
            log.error("The journal in %s takes no more: %s", self._path.parent, problem.strerror)

    def clear(self) -> None:
        """The notification log has all of it."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            self._is_empty = True


def take_over(write_down: Callable[[list[Result]], None]) -> None:
    """Have what dead senders of this machine left behind recorded, and forget it.

    `write_down` may be told the same twice if it is killed.
    """
    for path in sorted(_folder().glob("*.log")):
        with suppress(FileNotFoundError, BlockingIOError), path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # held for as long as its sender lives
            results = _read(file)
            if results:
                write_down(results)
            file.truncate(0)  # for whoever has opened it as well
            path.unlink()


def _folder() -> Path:
    """Beside other databases' journals: what one left behind means nothing to another."""
    return Path(settings.JOURNAL) / str(connection.settings_dict["NAME"])


def _own(path: Path) -> int | None:
    """A new file of our own; None when somebody took it for left behind before it was locked."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    with suppress(FileNotFoundError):
        if path.stat().st_ino == os.fstat(file).st_ino:
            return file
    os.close(file)
    return None


def _told(result: Result) -> dict[str, Any]:
    return {
        "notice": result.notification._asdict(),
        "state": result.state,
        "reason": result.reason,
        "later": result.later,
        "untried": result.untried,
        "attempts": list(result.attempts),
    }


def _read(file: BinaryIO) -> list[Result]:
    """What can be read: its sender may have been killed in the middle of a line."""
    results = []
    for line in file:
        with suppress(ValueError, KeyError, TypeError):
            results.append(_result(orjson.loads(line)))
    return results


def _result(told: Mapping[str, Any]) -> Result:
    return Result(
        notification=Claimed(**{name: _value(name, value) for name, value in told["notice"].items()}),
        state=State(told["state"]),
        reason=told["reason"],
        later=_value("later", told["later"]),
        attempts=[_attempt(each) for each in told["attempts"]],
        untried=told["untried"],
    )


def _attempt(told: Mapping[str, Any]) -> Attempt:
    return Attempt(
        channel=Channel(told["channel"]),
        outcome=Outcome(told["outcome"]),
        detail=told["detail"],
        status=told["status"],
        subscription_id=_value("subscription_id", told["subscription_id"]),
    )


_READERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("id", "user_id", "patient_id", "about", "follows", "token", "subscription_id"), UUID),
    **dict.fromkeys(("due_at", "expires_at", "later"), datetime.fromisoformat),
    "local_on": date.fromisoformat,
}


def _value(name: str, value: Any) -> Any:
    return _READERS[name](value) if value is not None and name in _READERS else value
