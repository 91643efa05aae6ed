"""Every read of the ledger."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from reminders.ledger import FINAL, State
from reminders.models import Notice


@dataclass(frozen=True)
class Balance:
    """The ledger at one moment: everything planned is still ahead (waiting, leased) or in a final state."""

    planned: int
    ahead: int
    sent: int
    failed: int
    cancelled: int
    skipped: int


def balance() -> Balance:
    """How many notices were planned, and where they are."""
    counted = Notice.objects.order_by().values_list("state").annotate(Count("id"))
    by_state = {State(state): count for state, count in counted}
    ended = {state.value: by_state.get(state, 0) for state in FINAL}
    ahead = sum(count for state, count in by_state.items() if state not in FINAL)
    return Balance(planned=sum(by_state.values()), ahead=ahead, **ended)


def due_notices(now: datetime) -> QuerySet[Notice]:
    """The notices to be said at `now`, longest due first; those of an expired lease are among them."""
    unsettled = Notice.objects.filter(state__in=[State.WAITING, State.LEASED], due_at__lte=now)
    return unsettled.exclude(leased_until__gt=now).order_by("due_at", "id")


def oldest_due_at(now: datetime) -> datetime | None:
    """Since when the longest waiting notice is due; None when nothing is due."""
    return due_notices(now).values_list("due_at", flat=True).first()
