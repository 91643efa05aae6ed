"""The embedded Redis: the broker. No data is only there."""

import signal
import socket
from pathlib import Path

from tracker.embedded.binaries import redis_program
from tracker.embedded.orphan_cleanup import end_orphan
from tracker.supervision.guarded import Guarded


class RedisServer:
    """One server with its files in `data`, listening on a socket in `sockets` only."""

    def __init__(self, data: Path, sockets: Path, log: Path) -> None:
        self._data, self._socket, self._log = data, sockets / "redis.sock", log
        self._pid_file = data / "redis.pid"
        self._program = redis_program()

    def prepare(self) -> None:
        """Create its directory, and check that nobody else writes there."""
        self._data.mkdir(mode=0o700, exist_ok=True)
        end_orphan(self._pid_file, "-server", signal.SIGTERM)
        self._socket.unlink(missing_ok=True)

    def program(self) -> Guarded:
        """The server, ready to start. It writes every change to disk and never drops a queued task."""
        settings = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self._data),
            "pidfile": str(self._pid_file),
            "daemonize": "no",
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        command = [str(self._program)]
        for name, value in settings.items():
            command += [f"--{name}", value]
        return Guarded("redis", command, log=self._log)

    def ready(self) -> bool:
        """Whether it answers and has loaded its files."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1.0)
            try:
                connection.connect(str(self._socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
