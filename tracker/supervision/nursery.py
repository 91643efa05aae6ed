"""All that serves, as forks of one process: `python -m tracker.supervision.nursery DESCRIPTOR PORT`.

The program is loaded once and then forked, so the web processes, the worker and the beat share its memory,
and one that is lost is back at once. The web processes answer on the supervisor's socket; worker and beat
wait until the start has brought the database up to date.
"""

import os
import sys
import threading
import warnings

from tracker.preparing import is_preparing
from tracker.servers import limit_statements
from tracker.supervision.brood import Brood, Work

AS_ROOT = "You're running the worker with superuser"  # in a container that is how it is
# Gossip and mingle let workers talk to each other; ours have nothing to say.
WORKER = ["--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
# Ticks only, so there is nothing to remember between two runs and no file to fight over.
BEAT = ["--scheduler", "celery.beat.Scheduler", "--pidfile", "", "--loglevel", "WARNING"]
WORKER_SECONDS = 80  # a statement of its ends before CELERY_TASK_SOFT_TIME_LIMIT does
LOOK_EVERY = 0.2  # seconds


def main(descriptor: int, port: int) -> None:
    """Serve with as many web processes as WEB_WORKERS says, a worker and a beat, until SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from django.conf import settings

    from tracker.front.process import load, web

    application = load()
    _load_celery()
    works = [Work("footing-web", lambda: web(descriptor, application)) for _ in range(settings.WEB_WORKERS)]
    Brood([*works, Work("footing-worker", lambda: _work(port)), Work("footing-beat", _tick)]).keep()


def _load_celery() -> None:
    from tracker import ticks
    from tracker.celery import app

    app.loader.import_default_modules()
    app.finalize()
    ticks.app.finalize()
    for part in ("bin.celery", "worker", "concurrency.prefork", "beat"):
        __import__(f"celery.{part}")


def _work(port: int) -> None:
    from django.db import connection

    from tracker.celery import app

    warnings.filterwarnings("ignore", message=AS_ROOT)
    limit_statements(connection.settings_dict, WORKER_SECONDS)
    _await_the_database()
    app.set_current()
    app.start(["--quiet", "worker", "--hostname", f"footing-{port}@%h", *WORKER])


def _tick() -> None:
    from tracker.ticks import app

    _await_the_database()
    app.set_current()
    app.start(["--quiet", "beat", *BEAT])


def _await_the_database() -> None:
    pause = threading.Event()
    while is_preparing():
        pause.wait(LOOK_EVERY)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
