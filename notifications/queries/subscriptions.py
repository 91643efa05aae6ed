"""The devices that a person is pushed to."""

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
    """There is no such subscription, or none of the one who asks."""


def subscriptions_of(user: "User") -> QuerySet[PushSubscription]:
    """All of `user`'s subscriptions, the newest first; closed ones too, so that the app can heal them."""
    return PushSubscription.objects.filter(user=user).order_by("-created_at", "-id")


def own_subscription(user: "User", wanted: UUID) -> PushSubscription:
    """The subscription of that id that is `user`'s own. Raises UnknownSubscription."""
    found = subscriptions_of(user).filter(pk=wanted).first()
    if found is None:
        raise UnknownSubscription
    return found


def devices_refusing_our_key(now: datetime) -> int:
    """For how many open subscriptions our VAPID key was refused last, within a day: was it changed?"""
    refused = PushSubscription.objects.filter(closed_at=None, last_problem__in=REFUSED_KEY)
    return refused.filter(last_problem_at__gt=now - RECENTLY).count()
