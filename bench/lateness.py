"""Lateness: 10,000 reminders due at one minute, pushed by two senders to a push service that takes 5 ms.

`python -m bench.lateness [--short]`: from the instant they were due to the instant that it was recorded
that they were sent. The senders wake as often as the beat wakes them.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic
from typing import Any

SENDERS = 2
AIM = 20.0  # seconds, p95


def lateness(people: int, origin: str) -> list[float]:
    """How late each of `people` reminders was, in seconds, least first."""
    from django.db import connection

    from bench.crowd import gather, next_minute, subscribe
    from common import clock
    from notifications.models import Notification
    from reminders.services.planning import plan
    from tests.push_service.browser import Browser

    due_at, now = next_minute(people), clock.now()
    gather(people, now, ("pain", f"{due_at:%H:%M}"))
    subscribe(people, Browser(origin, "/"), now)
    plan(now=now)
    with _senders():
        while Notification.objects.filter(due_at__lte=due_at, settled_at=None).exists():
            Event().wait(0.5)
            connection.close()
    settled = Notification.objects.filter(due_at=due_at, state="sent").values_list("settled_at", flat=True)
    return sorted((at - due_at).total_seconds() for at in settled if at)


@contextmanager
def _senders() -> Iterator[None]:
    from django.db import connection

    connection.close()
    senders = [get_context("fork").Process(target=_work, daemon=True) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    try:
        yield
    finally:
        for sender in senders:
            sender.kill()
            sender.join()


def _work() -> None:
    from django.conf import settings

    from common import clock
    from tracker.notifying import send_due

    tick: Any = settings.CELERY_BEAT_SCHEDULE["send-notifications"]["schedule"]  # seconds
    while True:
        woken = monotonic()
        send_due(tell_time=clock.now)
        Event().wait(max(tick - (monotonic() - woken), 0))


def main() -> None:
    """Prints the figures; fails when the aim is missed, in short only when a reminder is not sent."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.conf import settings

    from bench.push import push_sink
    from bench.seed import bench_database
    from notifications.rules.vapid import new_key
    from tests.push_service.certificates import AUTHORITY

    short = "--short" in sys.argv
    people = 200 if short else 10_000
    with TemporaryDirectory() as folder, push_sink(Path(folder), "bench.push_sink:thoughtful") as origin:
        settings.VAPID_PRIVATE_KEY = new_key()
        settings.PUSH_SERVICES = [origin.removeprefix("https://")]
        settings.PUSH_CA_FILE = str(Path(folder) / AUTHORITY)
        with bench_database():
            late = lateness(people, origin)
    median, p95 = late[len(late) // 2], late[int(len(late) * 0.95)]
    print("| due at one minute | sent | median | p95 | max | aim (p95) |\n|---|---|---|---|---|---|")
    print(
        f"| {people:,} | {len(late):,} | {median:.1f} s | {p95:.1f} s | {late[-1]:.1f} s | <= {AIM:.0f} s |"
    )
    sys.exit(len(late) < people or (p95 > AIM and not short))


if __name__ == "__main__":
    main()
