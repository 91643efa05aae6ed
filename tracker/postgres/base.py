"""The backend that `ENGINE` names."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, cast

import psycopg
from django.db import connection
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel
from psycopg.abc import PQGen

SLOW = 1.0  # seconds; who refuses a connection sooner is away, and asking costs nothing
PAUSE = 2.0  # seconds without a new try after one that had to wait


class BoundedConnection(psycopg.Connection[Any]):
    """Waits for an answer no longer than `seconds`; None is without end.

    PostgreSQL's own `statement_timeout` ends what takes long there. This ends what never comes: from a server
    that is frozen, or from behind a network that is gone.
    """

    seconds: float | None = None

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg's. Raises psycopg.OperationalError, and drops the connection, when no answer comes."""
        bound = self.seconds if timeout is None else timeout
        try:
            return super().wait(gen, interval, bound)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                self.close()  # its answer may still come, and would be taken for the next one's
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks the socket, not the server, whether an idle connection still lives; never waits without an end.

    Django's health check sends a query before the first one of every request: a whole round trip, a third of
    the time of a small answer. A server that stopped, restarted or dropped us has closed its end, and that
    makes the socket readable; an idle connection otherwise has nothing to read.
    """

    _no_try_before = 0.0  # one for the process: when one thread waited in vain, the others need not

    def get_new_connection(self, conn_params: dict[str, Any]) -> BoundedConnection:
        """A connection. Raises psycopg.OperationalError, at once while a server that hangs is left alone."""
        began = monotonic()
        if began < DatabaseWrapper._no_try_before:
            raise psycopg.OperationalError("The database did not answer a moment ago.")
        self.isolation_level = IsolationLevel.READ_COMMITTED
        try:
            made = BoundedConnection.connect(**conn_params)
        except psycopg.OperationalError:
            if monotonic() - began > SLOW:
                DatabaseWrapper._no_try_before = monotonic() + PAUSE
            raise
        made.seconds = self.settings_dict["LONGEST_WAIT"]
        return made

    def is_usable(self) -> bool:
        kept = self.connection
        if kept is None or kept.closed:
            return False
        try:
            readable, _, broken = select.select([kept], [], [kept], 0)
        except (OSError, ValueError):
            return False
        return not readable and not broken


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The statements in this block have this long. Raises OperationalError when there is no connection."""
    connection.ensure_connection()
    bounded = cast(BoundedConnection, connection.connection)
    usual, bounded.seconds = bounded.seconds, seconds
    try:
        yield
    finally:
        bounded.seconds = usual
