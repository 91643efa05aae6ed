"""The supervisor of one embedded server: starts it, watches it, and stops it when nobody holds its lock.

It is a process of its own, so that neither the first nor the last program has to own the server.
`server_lock` starts it; its standard output tells the starter "ready" or the reason why not.
"""

import os
import signal
import sys
import threading

from tracker import paths
from tracker.embedded.locks import FileLock
from tracker.embedded.orphan_cleanup import wait_until
from tracker.embedded.postgres import Postgres
from tracker.embedded.problems import EmbeddedServerError
from tracker.embedded.redis_server import RedisServer
from tracker.supervision.guarded import Guarded

SERVERS: dict[str, type[Postgres] | type[RedisServer]] = {"postgres": Postgres, "redis": RedisServer}
LOOK_EVERY = 0.2  # seconds between two checks of the locks and the server
AGAIN_AFTER = 1.0  # seconds between a start that failed and the next
START_WITHIN = 60.0  # seconds; recovery after a power cut is the slowest start
LARGEST_LOG = 5_000_000  # bytes


class ServerSupervisor:
    """Supervises one server of the home directory."""

    def __init__(self, name: str) -> None:
        home = paths.home()
        log = home / "log" / f"{name}.log"
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        self._holders = FileLock(home / f"{name}.holders")
        self._alive = FileLock(home / f"{name}.keeper")
        self._server = SERVERS[name](home / name, paths.sockets(), log)
        self._program: Guarded | None = None
        self._told_to_stop = threading.Event()

    def own(self) -> bool:
        """Become the supervisor; False when there is one."""
        return self._alive.try_to_own()

    def start(self) -> None:
        """Start the server, and return when it accepts connections. Raises EmbeddedServerError."""
        self._server.prepare()
        self._program = program = self._server.program()
        program.start()
        wait_until(lambda: self._server.ready() or program.exit_code() is not None, START_WITHIN)
        if not self._server.ready():
            raise EmbeddedServerError(
                f"The embedded {program.name} did not start; its reasons are in {program.log}."
            )

    def mind(self) -> None:
        """Start the server again when it dies; return when no holder is left or a stop was requested."""
        while not self._told_to_stop.wait(LOOK_EVERY):
            if self._holders.try_to_own():
                return
            if self._program and self._program.exit_code() is not None:
                self._start_again()

    def _start_again(self) -> None:
        """Try until it accepts connections: it does not start on a full disk, and does once there is room."""
        while not self._told_to_stop.is_set() and not self._holders.try_to_own():
            if self._program:
                self._program.sweep()
            try:
                self.start()
                return
            except (EmbeddedServerError, OSError) as problem:
                sys.stderr.write(f"supervisor: {problem}\n")
            self._told_to_stop.wait(AGAIN_AFTER)

    def stop(self) -> None:
        """Stop the server; newcomers wait for that, find no supervisor and start one."""
        if self._program:
            self._program.ask_to_stop()
            self._program.wait_until_stopped(self._program.grace)
        self._alive.release()
        self._holders.release()

    def ask_to_stop(self) -> None:
        self._told_to_stop.set()


def _tell(answer: str) -> None:
    """Answer the starter, and detach from it."""
    os.write(1, answer.encode())
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def main(name: str) -> int:
    try:
        supervisor = ServerSupervisor(name)
        if not supervisor.own():
            _tell("ready")
            return 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: supervisor.ask_to_stop())
        try:
            supervisor.start()
            _tell("ready")
            supervisor.mind()
        finally:
            supervisor.stop()
    except EmbeddedServerError as problem:
        _tell(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
