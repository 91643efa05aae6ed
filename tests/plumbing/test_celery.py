"""Ticks: each names a task that exists, on a queue that the production worker empties."""

import ast
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection
from kombu.exceptions import OperationalError

from notifications.models import Notification
from notifications.rules.notification import LEASE
from notifications.services.sending import LONGEST_ROUND
from progress.models import Flag
from tests import factories
from tests.cast import Cast
from tests.plumbing.programs import all_gone, family, start
from tests.plumbing.tables import APPS
from tests.progress.weeks import Weeks
from tracker.celery import app
from tracker.embedded.orphan_cleanup import wait_until
from tracker.supervision.prefork import WORKER

PERIODIC_TASKS: list[dict[str, Any]] = [*settings.CELERY_BEAT_SCHEDULE.values()]


@pytest.fixture
def broker(transactional_db, tmp_path) -> Iterator[Celery]:
    """A broker of its own, with the production worker's very command at work on the test's database."""
    worker = ["-m", "celery", "--quiet", "--app", "tracker", "worker", *WORKER]
    running = start(tmp_path, *worker, DATABASE_URL=_database(), EMAIL_URL=_nowhere())
    processes = family(running)
    sender = Celery(broker=f"redis+socket://{tmp_path / 'sockets' / 'redis.sock'}?virtual_host=0")
    try:
        assert wait_until(lambda: _works(sender), seconds=120)
        yield sender
    finally:
        sender.close()
        processes += family(running)
        running.terminate()
        printed, _ = running.communicate(timeout=60)
        assert all_gone(processes, within=20), printed


def test_every_periodic_task_names_a_registered_task_and_queue():
    app.loader.import_default_modules()
    assert {task["task"] for task in PERIODIC_TASKS} <= set(app.tasks)
    for task in PERIODIC_TASKS:
        assert app.amqp.router.route({}, task["task"])["queue"].name == task["options"]["queue"]


def test_every_periodic_task_has_a_queue_and_expires_before_the_next():
    for task in PERIODIC_TASKS:
        assert task["options"]["queue"] in settings.CELERY_TASK_QUEUES
        assert task["options"]["expires"] <= task["schedule"]


def test_task_of_a_killed_worker_or_child_is_returned():
    conf = app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost) == (True, True)
    assert (conf.worker_prefetch_multiplier, conf.task_ignore_result) == (1, True)
    assert (conf.timezone, conf.enable_utc) == ("UTC", True)


def test_run_ends_before_its_task_and_a_task_before_its_lease():
    conf, hidden = app.conf, app.conf.broker_transport_options
    assert LONGEST_ROUND < conf.task_soft_time_limit < conf.task_time_limit < LEASE.total_seconds()
    assert hidden["visibility_timeout"] == conf["visibility_timeout"] >= 2 * conf.task_time_limit
    assert hidden["unacked_restore_interval"] * hidden["unacked_restore_throttle"] <= 10


def test_every_periodic_task_runs_through_the_broker(broker, cast: Cast):
    weeks = Weeks(cast.ana_patient, cast.tess)
    weeks.tell(weeks.foot_check(0, "blister"))
    factories.invitation(cast.tess)
    for task in PERIODIC_TASKS:
        broker.send_task(task["task"], **task["options"])
    assert wait_until(lambda: Flag.objects.filter(rule="foot_check").exists(), seconds=60)
    assert wait_until(lambda: Notification.objects.filter(state="waiting", attempts=1).exists(), seconds=60)


def _works(sender: Celery) -> bool:
    """Whether a worker answers; a periodic task that is sent before would expire unseen, as it should."""
    try:
        return bool(sender.control.ping(timeout=1))
    except OperationalError:
        return False


def _database() -> str:
    told = connection.settings_dict
    host, name = quote(told["HOST"], safe=""), quote(told["NAME"], safe="")
    secret = f":{quote(told['PASSWORD'], safe='')}" if told["PASSWORD"] else ""
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgresql://{told['USER']}{secret}@{host}{port}/{name}"


def _nowhere() -> str:
    """A mail server that is away, so that the notification is tried and stays."""
    return "smtp://127.0.0.1:1"


def test_celery_keeps_no_time_in_the_broker():
    """What is to happen later is a row: a task put off in Redis is lost with it, or runs several times."""
    put_off = [
        f"{path.relative_to(settings.PACKAGE.parent)}:{call.lineno}"
        for app_name in (*APPS, "tracker")
        for path in (settings.PACKAGE.parent / app_name).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and {each.arg for each in call.keywords} & {"eta", "countdown"}
    ]
    assert put_off == []
