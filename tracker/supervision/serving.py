"""Serving: from nothing running to an address people can open, and back."""

import hashlib
import http.client
import signal
import sys
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from common import clock
from common.zones import zone_data
from tracker.embedded import lease
from tracker.supervision.ports import PortTakenError, choose_port
from tracker.supervision.programs import SOURCE, footing_programs, preparation
from tracker.supervision.tree import ProgramFailedError, Tree
from tracker.time_zones import stale_zones

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve() -> None:
    """Run Footing until a signal comes. Exits with a sentence when it cannot start or cannot be kept up."""
    for number in SIGNALS:
        # Under nohup a closed terminal is to be survived.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        lease.hold(*settings.EMBEDDED_SERVERS)
        _serve(_choose_port())
    except (PortTakenError, ProgramFailedError) as problem:
        sys.exit(f"footing: {problem}")
    except KeyboardInterrupt:
        _say("Stopped.")
    finally:
        lease.release(*settings.EMBEDDED_SERVERS, wait_seconds=35)


def _serve(port: int) -> None:
    web, *behind = footing_programs(settings.HOST, port, settings.WEB_WORKERS)
    with Tree() as tree:
        # When the tables of last time fit the code of now, nobody has to wait while we make sure.
        if first_time := not _was_prepared():
            tree.finish(preparation(port, "--skip-demo"))
        tree.add(web)
        tree.look_until(lambda: _answers(settings.HOST, port))
        if settings.DEMO or not first_time:
            tree.finish(preparation(port))
        _note_prepared()
        tree.add(*behind)
        _say(f"Time zones: IANA release {zone_data().release}.")
        if mails := getattr(settings, "EMAIL_FILE_PATH", None):
            _say(
                f"No mail server is set (EMAIL_URL): mails are written to {mails}, sign-in codes shown here."
            )
        if stale := stale_zones(clock.now().date()):
            _say(stale)
        _say(f"Footing is ready at {_address(port)}  (Ctrl-C stops it)")
        while True:
            tree.look()
            lease.hold(*settings.EMBEDDED_SERVERS)


def _choose_port() -> int:
    port = choose_port(settings.HOST, settings.PORT, may_move=settings.PORT_MAY_MOVE)
    if settings.PORT not in (0, port):
        _say(f"Port {settings.PORT} is taken by another program; using {port}.")
    return port


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
