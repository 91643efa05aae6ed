"""The programs that are a running Footing, and the errand before them."""

import os
import sys
from pathlib import Path

from tracker import paths
from tracker.supervision.guarded import Guarded

WEB_SECONDS = "10"  # how long a statement may take unless the operator says otherwise
SOURCE = Path(__file__).resolve().parent.parent.parent


def footing_program(listening: int, port: int) -> Guarded:
    """All serving processes: the web processes on the open socket `listening`, the Celery worker and beat.

    The socket stays the supervisor's; `port` is its port. The worker may finish what it holds:
    CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT ends what takes longer.
    """
    order = [sys.executable, "-m", "tracker.supervision.prefork", str(listening), str(port)]
    patience = {"DATABASE_SECONDS": os.environ.get("DATABASE_SECONDS", WEB_SECONDS)}
    return Guarded("footing", order, _environment(port) | patience, descriptors=(listening,), grace=25.0)


def preparation(port: int, *options: str) -> Guarded:
    """The errand that migrates the database before anybody is served."""
    order = "from tracker.command import main; main()"
    environment = _environment(port) | {"DATABASE_SECONDS": "0"}  # a migration takes its time
    return Guarded("preparation", [sys.executable, "-c", order, "prepare", *options], environment)


def _environment(port: int) -> dict[str, str]:
    return {
        **os.environ,
        "FOOTING_HOME": str(paths.home()),
        "PORT": str(port),
        "MALLOC_ARENA_MAX": "2",  # glibc else keeps free memory apart for each thread
        "PYTHONPATH": os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")])),
    }
