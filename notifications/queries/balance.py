"""The notification log as a whole: the states of all planned notifications, and the longest wait."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from notifications.models import Notification
from notifications.rules.notification import FINAL, State


@dataclass(frozen=True)
class Balance:
    """The notification log at one moment: each planned one is waiting, leased or in a final state."""

    planned: int
    ahead: int
    sent: int
    failed: int
    cancelled: int
    skipped: int


def balance() -> Balance:
    """The number of planned notifications in each state."""
    counted = Notification.objects.order_by().values_list("state").annotate(Count("id"))
    by_state = {State(state): count for state, count in counted}
    ended = {state.value: by_state.get(state, 0) for state in FINAL}
    ahead = sum(count for state, count in by_state.items() if state not in FINAL)
    return Balance(planned=sum(by_state.values()), ahead=ahead, **ended)


def oldest_due_at(now: datetime) -> datetime | None:
    """When the notification that waits longest for a sender was due; None if none waits.

    One that is to be tried again counts from that time; a leased one counts as soon as its lease has expired.
    """
    unsettled = Notification.objects.filter(settled_at=None, next_try_at__lte=now).exclude(
        leased_until__gt=now
    )
    return unsettled.order_by("next_try_at").values_list("next_try_at", flat=True).first()
