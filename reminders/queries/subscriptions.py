"""The devices that a person is pushed to."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from reminders.models import PushSubscription

if TYPE_CHECKING:
    from accounts.models import User


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
