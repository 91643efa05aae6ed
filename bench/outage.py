"""Outages of ten minutes, six hours and three days: planner and senders are away, and come back.

`python -m bench.outage [--short]`: each patient has reminders at 08:30, 12:00 and 13:00. What is no longer
worth saying is skipped with its reason, at most one catch-up a patient is said, and the notification log
balances. Time is handed in, so nobody waits.
"""

import os
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
RULES = (("pain", "08:30"), ("foot_check", "12:00"), ("pain", "13:00"))
OUTAGES = {
    "10 minutes": (timedelta(minutes=25), timedelta(minutes=10)),
    "6 hours": (timedelta(minutes=25), timedelta(hours=6)),
    "3 days": (timedelta(minutes=25), timedelta(days=3, hours=5, minutes=30)),
}
AFTER = timedelta(hours=30)
TICK = timedelta(minutes=15 if "--short" in sys.argv else 5)


@dataclass(frozen=True)
class Outcome:
    """What an outage left behind."""

    due: int
    caught_up: int
    most: int
    reasons: Counter[str]
    forgotten: int
    unbalanced: int

    @property
    def met(self) -> bool:
        return self.most <= 1 and not self.forgotten and not self.unbalanced


def outage(people: int, after: timedelta, lasts: timedelta) -> Outcome:
    """One outage, from an empty database on to thirty hours after it."""
    from django.core import mail

    from bench.crowd import gather
    from notifications.models import Notification

    gather(people, START, *RULES)
    _run(START, START + after)
    back = START + after + lasts
    mail.outbox = []
    _tick(back)
    emails = Counter(email.to[0] for email in mail.outbox)
    missed = Notification.objects.filter(due_at__gt=START + after, due_at__lte=back)
    reasons = Counter(missed.exclude(state="sent").values_list("reason", flat=True))
    due = missed.count()
    _run(back, back + AFTER)
    forgotten = Notification.objects.filter(due_at__lte=back + AFTER, settled_at=None).count()
    return Outcome(
        due=due,
        caught_up=sum(emails.values()),
        most=max(emails.values(), default=0),
        reasons=reasons,
        forgotten=forgotten + people * _dates(START, back + AFTER) - _settled(back + AFTER),
        unbalanced=_unbalanced(),
    )


def _run(since: datetime, until: datetime) -> None:
    while since < until:
        _tick(since)
        since += TICK


def _tick(now: datetime) -> None:
    from notifications.services.sending import SENT_AT_ONCE
    from reminders.services.planning import plan
    from tracker.notifying import send_due

    plan(now=now)
    while send_due(tell_time=lambda: now) == SENT_AT_ONCE:
        pass


def _dates(since: datetime, until: datetime) -> int:
    """How many reminders each patient has from `since` to `until`."""
    found = 0
    on = since.date()
    while on <= until.date():
        for _kind, at in RULES:
            found += since <= datetime.combine(on, time.fromisoformat(at), UTC) <= until
        on += timedelta(days=1)
    return found


def _settled(until: datetime) -> int:
    from notifications.models import Notification

    return Notification.objects.filter(due_at__gte=START, due_at__lte=until, settled_at__isnull=False).count()


def _unbalanced() -> int:
    from notifications.queries.balance import balance

    sums = balance()
    return sums.planned - sums.ahead - sums.sent - sums.failed - sums.cancelled - sums.skipped


def main() -> None:
    """Prints the table; fails when a patient is caught up with twice, or a notification is forgotten."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ["LOG_LEVEL"] = "CRITICAL"
    import django

    django.setup()
    from django.conf import settings

    from bench.seed import bench_database

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    people = 100 if "--short" in sys.argv else 1_000
    print(f"{people:,} patients\n")
    print(
        "| outage | due in it | said at its end | most a patient | not said, and why | forgotten | ledger |"
    )
    print("|---|---|---|---|---|---|---|")
    met = True
    for name, (after, lasts) in OUTAGES.items():
        with bench_database():
            found = outage(people, after, lasts)
        met = met and found.met
        _show(name, found)
    sys.exit(not met)


def _show(name: str, found: Outcome) -> None:
    why = ", ".join(f"{number:,} {reason}" for reason, number in sorted(found.reasons.items()))
    ledger = "balances" if not found.unbalanced else f"off by {found.unbalanced}"
    cells: list[Any] = [
        name,
        f"{found.due:,}",
        f"{found.caught_up:,}",
        found.most,
        why,
        found.forgotten,
        ledger,
    ]
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
