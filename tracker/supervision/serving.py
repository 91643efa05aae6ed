"""Serving: from nothing running to an address people can open, and back."""

import hashlib
import http.client
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from common import clock
from common.zones import zone_data
from tracker.embedded import server_lock
from tracker.embedded.problems import EmbeddedServerError
from tracker.preparing import preparing
from tracker.supervision.ports import PortTakenError, listen
from tracker.supervision.programs import SOURCE, footing_program, preparation
from tracker.supervision.tree import ProgramFailedError, Tree
from tracker.time_zones import stale_zones

TRIED_AGAIN_AFTER = 2.0  # seconds
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve() -> None:
    """Run Footing until a signal comes. Exits with a sentence when it cannot start or cannot be kept up."""
    for number in SIGNALS:
        # Under nohup a closed terminal is to be survived.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        server_lock.hold(*settings.EMBEDDED_SERVERS)
        with _listen() as listening:
            _serve(listening)
    except (PortTakenError, ProgramFailedError) as problem:
        sys.exit(f"footing: {problem}")
    except KeyboardInterrupt:
        _say("Stopped.")
    finally:
        server_lock.release(*settings.EMBEDDED_SERVERS, wait_seconds=35)


def _serve(listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    footing = footing_program(listening.fileno(), port)
    with Tree() as tree:
        # When the tables of last time fit the code of now, nobody has to wait while we make sure.
        with preparing():
            if first_time := not _was_prepared():
                tree.finish(preparation(port, "--skip-demo"))
            tree.add(footing)
            tree.look_until(lambda: _answers(settings.HOST, port))
            if settings.DEMO or not first_time:
                tree.finish(preparation(port))
            _note_prepared()
        _say(f"Time zones: IANA release {zone_data().release}.")
        if mails := getattr(settings, "EMAIL_FILE_PATH", None):
            _say(
                f"No mail server is set (EMAIL_URL): mails are written to {mails}, sign-in codes shown here."
            )
        if stale := stale_zones(clock.now().date()):
            _say(stale)
        _say(f"Footing is ready at {_address(port)}  (Ctrl-C stops it)")
        servers = _Servers()
        while True:
            tree.look()
            servers.mend()


class _Servers:
    """Start the supervisors of the embedded servers again when they die, until that succeeds."""

    def __init__(self) -> None:
        self._no_try_before = 0.0

    def mend(self) -> None:
        """A server that does not start (its disk is full, perhaps) is a reason to wait, not to end."""
        if time.monotonic() < self._no_try_before:
            return
        try:
            server_lock.hold(*settings.EMBEDDED_SERVERS)
        except (EmbeddedServerError, OSError) as problem:
            _say(f"footing: {problem} It is tried again every {TRIED_AGAIN_AFTER:g} seconds.")
            self._no_try_before = time.monotonic() + TRIED_AGAIN_AFTER


def _listen() -> socket.socket:
    listening = listen(settings.HOST, settings.PORT, may_move=settings.PORT_MAY_MOVE)
    port = listening.getsockname()[1]
    if settings.PORT not in (0, port):
        _say(f"Port {settings.PORT} is taken by another program; using {port}.")
    return listening


def _stop(number: int, frame: object) -> None:
    # From here on a second signal must not interrupt the orderly end of what the first one began.
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def _was_prepared() -> bool:
    stamp = _stamp()
    return stamp.exists() and stamp.read_text() == _state()


def _note_prepared() -> None:
    _stamp().write_text(_state())


def _stamp() -> Path:
    return settings.HOME / "prepared"


def _state() -> str:
    """Which database, and which migrations it has been through."""
    names = sorted(str(path.relative_to(SOURCE)) for path in SOURCE.glob("*/migrations/*.py"))
    return hashlib.sha256("\n".join([str(settings.DATABASES["default"]), *names]).encode()).hexdigest()


def _answers(host: str, port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=2)  # noqa: S104
    with suppress(OSError, http.client.HTTPException):
        asked.request("GET", "/healthz")
        return asked.getresponse().status == http.client.OK
    return False


def _address(port: int) -> str:
    """Where people find it: what the operator says, or this machine when nothing is said."""
    return settings.PUBLIC_URL.replace(f"localhost:{settings.PORT}", f"localhost:{port}")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
