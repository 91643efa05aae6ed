"""The notification log as a whole: where the planned notifications are, and what waits longest."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from notifications.models import Notification
from notifications.rules.notification import FINAL, State


@dataclass(frozen=True)
class Balance:
    """The notification log at one moment: everything planned is still ahead (waiting, leased) or in a final
    state.
    """

    planned: int
    ahead: int
    sent: int
    failed: int
    cancelled: int
    skipped: int


def balance() -> Balance:
    """How many notifications were planned, and where they are."""
    counted = Notification.objects.order_by().values_list("state").annotate(Count("id"))
    by_state = {State(state): count for state, count in counted}
    ended = {state.value: by_state.get(state, 0) for state in FINAL}
    ahead = sum(count for state, count in by_state.items() if state not in FINAL)
    return Balance(planned=sum(by_state.values()), ahead=ahead, **ended)


def oldest_due_at(now: datetime) -> datetime | None:
    """Since when the notification that waits longest for a sender is to be looked at; None when none is.

    One that waits to be tried again counts from then on; one in a sender's hands counts as soon as its
    lease has run out.
    """
    unsettled = Notification.objects.filter(settled_at=None, next_try_at__lte=now).exclude(
        leased_until__gt=now
    )
    return unsettled.order_by("next_try_at").values_list("next_try_at", flat=True).first()
