"""All serving processes as forks of one: `python -m tracker.supervision.prefork DESCRIPTOR PORT`.

The program is loaded once and then forked, so the web processes, the worker and beat share its memory, and a
lost one is back at once. The web processes answer on the supervisor's socket; worker and beat wait until
migrations have run.
"""

import os
import sys
import threading
import warnings

from tracker.preparing import is_preparing
from tracker.servers import limit_statements
from tracker.supervision.forks import Fork, ForkPool

AS_ROOT = "You're running the worker with superuser"  # in a container that is how it is
# Gossip and mingle let workers talk to each other; ours have nothing to say.
WORKER = ["--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
# The schedule is constant, so there is nothing to store between two runs and no file to lock.
BEAT = ["--scheduler", "celery.beat.Scheduler", "--pidfile", "", "--loglevel", "WARNING"]
WORKER_SECONDS = 80  # a statement of the worker ends before CELERY_TASK_SOFT_TIME_LIMIT
LOOK_EVERY = 0.2  # seconds


def main(descriptor: int, port: int) -> None:
    """Serve with as many web processes as WEB_WORKERS says, a worker and a beat, until SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from django.conf import settings

    from tracker.front.process import load, web

    application = load()
    _load_celery()
    forks = [Fork("footing-web", lambda: web(descriptor, application)) for _ in range(settings.WEB_WORKERS)]
    ForkPool([*forks, Fork("footing-worker", lambda: _work(port)), Fork("footing-beat", _beat)]).keep()


def _load_celery() -> None:
    from tracker import beat
    from tracker.celery import app

    app.loader.import_default_modules()
    app.finalize()
    beat.app.finalize()
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


def _beat() -> None:
    from tracker.beat import app

    _await_the_database()
    app.set_current()
    app.start(["--quiet", "beat", *BEAT])


def _await_the_database() -> None:
    pause = threading.Event()
    while is_preparing():
        pause.wait(LOOK_EVERY)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
