"""A person's push subscriptions."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from notifications.models import PushSubscription

if TYPE_CHECKING:
    from accounts.models import User


REFUSED_KEY = ("push_401", "push_403")
RECENTLY = timedelta(days=1)


class UnknownSubscription(Exception):
    """There is no such subscription, or it belongs to somebody else."""


def subscriptions_of(user: "User") -> QuerySet[PushSubscription]:
    """All subscriptions of `user`, the newest first; closed ones too, so that the app can renew them."""
    return PushSubscription.objects.filter(user=user).order_by("-created_at", "-id")


def own_subscription(user: "User", wanted: UUID) -> PushSubscription:
    """The subscription with that id, if it belongs to `user`. Raises UnknownSubscription."""
    found = subscriptions_of(user).filter(pk=wanted).first()
    if found is None:
        raise UnknownSubscription
    return found


def devices_refusing_our_key(now: datetime) -> int:
    """The number of open subscriptions whose last push within a day was refused for our VAPID key."""
    refused = PushSubscription.objects.filter(closed_at=None, last_problem__in=REFUSED_KEY)
    return refused.filter(last_problem_at__gt=now - RECENTLY).count()
