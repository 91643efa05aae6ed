"""The programs that together are a running Footing."""

import os
import sys
from pathlib import Path

from tracker import places
from tracker.supervision.guarded import Guarded

AS_ROOT = "ignore:You're running the worker with superuser"  # in a container that is how it is
SOURCE = Path(__file__).resolve().parent.parent.parent


def footing_programs(host: str, port: int, web_workers: int) -> list[Guarded]:
    """The web server, the Celery worker and the beat, to be started in this order.

    `web_workers` processes answer on `host`:`port`, one request at a time each: with a database behind every
    request more threads only wait for each other.
    """
    environment = _environment(port)
    celery = [sys.executable, "-W", AS_ROOT, "-m", "celery", "--quiet", "--app", "tracker"]
    return [
        Guarded("web", [sys.executable, *_web(host, port, web_workers)], environment),
        # The worker may finish what it holds; CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT ends what takes longer.
        Guarded("worker", [*celery, *_worker(port)], environment, grace=25.0),
        Guarded("beat", [*celery, *_beat()], environment),
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
        "PYTHONPATH": os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")])),
    }


def _web(host: str, port: int, workers: int) -> list[str]:
    place = ["--host", host, "--port", str(port), "--workers", str(workers)]
    manner = ["--interface", "wsgi", "--blocking-threads", "1", "--no-ws", "--respawn-failed-workers"]
    limits = ["--workers-kill-timeout", "8", "--log-level", "warning"]
    return ["-m", "granian", *place, *manner, *limits, "tracker.wsgi:application"]


def _worker(port: int) -> list[str]:
    # Gossip and mingle let workers talk to each other; ours have nothing to say.
    quiet = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return ["worker", "--concurrency", "2", "--hostname", f"footing-{port}@%h", *quiet]


def _beat() -> list[str]:
    # Ticks only, so there is nothing to remember between two runs and no file to fight over.
    return ["beat", "--scheduler", "celery.beat.Scheduler", "--pidfile", "", "--loglevel", "WARNING"]
