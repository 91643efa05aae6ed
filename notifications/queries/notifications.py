"""The notification log as its own person may read it."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from notifications.models import Delivery, Notification
from notifications.rules.notification import REMINDERS, Action, notification_id

if TYPE_CHECKING:
    from accounts.models import User


class UnknownNotification(Exception):
    """There is no such notification, or it belongs to somebody else."""


def notifications_of(user: "User") -> QuerySet[Notification]:
    """All notifications of `user`, past and future, with each attempt; the latest due first."""
    attempts = Prefetch("deliveries", Delivery.objects.order_by("id"))
    return Notification.objects.filter(user=user).order_by("-due_at", "-id").prefetch_related(attempts)


def own_reminder(user: "User", wanted: UUID, *, lock: bool = False) -> Notification:
    """The reminder with that id, if it belongs to `user`. Raises UnknownNotification."""
    own = Notification.objects.filter(user=user, pk=wanted, kind__in=REMINDERS)
    found = (own.select_for_update() if lock else own).first()
    if found is None:
        raise UnknownNotification
    return found


def follow_up_id(snoozed: UUID) -> UUID:
    """The id of the notification that follows a snoozed one."""
    return notification_id(f"snooze:{snoozed}")


def again_at(notification: Notification) -> datetime | None:
    """When a snoozed notification is sent again; None if it is not, or if it was done in the meantime."""
    if notification.action != Action.SNOOZE:
        return None
    return (
        Notification.objects.filter(pk=follow_up_id(notification.pk)).values_list("due_at", flat=True).first()
    )
