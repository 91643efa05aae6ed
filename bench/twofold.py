"""Two of everything: two planners, two beats and ten senders at once; 10,000 reminders, none twice.

`python -m bench.twofold [--short]`
"""

import os
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

PLANNERS, SENDERS = 2, 10


def twofold(people: int, log: Path) -> tuple[int, Counter[str], set[str]]:
    """How many were planned, what reached the mail server, and what should have."""
    from django.db import connection

    from bench.crowd import gather, on_the_wire
    from common import clock
    from notifications.models import Notification
    from notifications.transports.email import message_id

    now = clock.now()
    gather(people, now - timedelta(minutes=10), ("pain", f"{now - timedelta(minutes=1):%H:%M}"))
    connection.close()
    workers = [_start(_plan) for _ in range(PLANNERS)] + [_start(_send) for _ in range(SENDERS)]
    while _unsettled() or Notification.objects.filter(state="sent").count() < people:
        Event().wait(0.5)
    Event().wait(2.0)  # whoever would send one again has the time to do it
    for worker in workers:
        worker.kill()
        worker.join()
    due = Notification.objects.filter(due_at__lte=now).values_list("id", flat=True)
    return Notification.objects.count(), on_the_wire(log), {message_id(key) for key in due}


def _unsettled() -> bool:
    from common import clock
    from notifications.models import Notification

    return Notification.objects.filter(due_at__lte=clock.now(), settled_at=None).exists()


def _start(work: Callable[[], None]) -> ForkProcess:
    process = get_context("fork").Process(target=work, daemon=True)
    process.start()
    return process


def _plan() -> None:
    from common import clock
    from reminders.services.planning import plan

    while True:
        plan(now=clock.now())
        Event().wait(0.1)


def _send() -> None:
    from common import clock
    from tracker.notifying import send_due

    while True:
        send_due(tell_time=clock.now)
        Event().wait(0.1)


def main() -> None:
    """Prints the figures; fails when one was sent twice, or not at all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.conf import settings

    from bench.crowd import mail_sink
    from bench.seed import bench_database

    people = 200 if "--short" in sys.argv else 10_000
    with TemporaryDirectory() as folder, mail_sink(Path(folder) / "wire", 0) as port, bench_database():
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        planned, wire, due = twofold(people, Path(folder) / "wire")
    doubles, lost = sum(wire.values()) - len(wire), len(due - set(wire))
    print("| due | planned in all | letters on the wire | doubled | lost |\n|---|---|---|---|---|")
    print(f"| {people:,} | {planned:,} | {sum(wire.values()):,} | {doubles} | {lost} |")
    sys.exit(bool(doubles or lost or len(due) != people))


if __name__ == "__main__":
    main()
