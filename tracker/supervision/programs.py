"""The programs that together are a running Footing."""

import os
import sys
from pathlib import Path

from tracker import places
from tracker.supervision.guarded import Guarded

AS_ROOT = "ignore:You're running the worker with superuser"  # in a container that is how it is
SOURCE = Path(__file__).resolve().parent.parent.parent


def footing_programs(listening: int, port: int) -> list[Guarded]:
    """The web server, the Celery worker and the beat, to be started in this order.

    The web server answers on the open socket `listening`, which stays the supervisor's; `port` is its port.
    """
    environment = _environment(port)
    celery = [sys.executable, "-W", AS_ROOT, "-m", "celery", "--quiet", "--app"]
    web = [sys.executable, "-m", "tracker.front.process", str(listening)]
    return [
        Guarded("web", web, {**environment, **_within(10)}, descriptors=(listening,)),
        # The worker may finish what it holds; CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT ends what takes longer.
        # Its statements end before CELERY_TASK_SOFT_TIME_LIMIT does.
        Guarded("worker", [*celery, "tracker", *_worker(port)], {**environment, **_within(80)}, grace=25.0),
        Guarded("beat", [*celery, "tracker.ticks", *_beat()], environment),
    ]


def preparation(port: int, *options: str) -> Guarded:
    """The errand that brings the database up to date before anybody is served."""
    order = "from tracker.command import main; main()"
    return Guarded("preparation", [sys.executable, "-c", order, "prepare", *options], _environment(port))


def _environment(port: int) -> dict[str, str]:
    return {
        **os.environ,
        "FOOTING_HOME": str(places.home()),
        "PORT": str(port),
        "MALLOC_ARENA_MAX": "2",  # glibc else keeps free memory apart for each thread
        "PYTHONPATH": os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")])),
    }


def _within(seconds: int) -> dict[str, str]:
    """How long a statement may take, unless the operator says otherwise."""
    return {"DATABASE_SECONDS": os.environ.get("DATABASE_SECONDS", str(seconds))}


def _worker(port: int) -> list[str]:
    # Gossip and mingle let workers talk to each other; ours have nothing to say.
    quiet = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return ["worker", "--concurrency", "2", "--hostname", f"footing-{port}@%h", *quiet]


def _beat() -> list[str]:
    # Ticks only, so there is nothing to remember between two runs and no file to fight over.
    return ["beat", "--scheduler", "celery.beat.Scheduler", "--pidfile", "", "--loglevel", "WARNING"]
