"""How a person wants to be spoken to, and which ways to them are open."""

from collections.abc import Collection
from uuid import UUID

from reminders.models import NotificationSettings, PushSubscription, StreamStop
from reminders.recurrence import QuietHours

REMINDER_STREAM = "reminders"


def settings_of(user_ids: Collection[UUID]) -> dict[UUID, NotificationSettings]:
    """The settings of these people; who has none has the defaults, with an empty zone."""
    kept = NotificationSettings.objects.in_bulk(list(user_ids))
    return {key: kept.get(key) or NotificationSettings(user_id=key, zone="") for key in user_ids}


def quiet_of(settings: NotificationSettings) -> QuietHours:
    """The quiet hours of these settings."""
    return QuietHours(settings.quiet_from, settings.quiet_to)


def open_subscriptions(user_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The ids of each person's open push subscriptions, newest first; who has none is left out."""
    rows = PushSubscription.objects.filter(user__in=user_ids, closed_at=None).order_by("-created_at", "id")
    found: dict[UUID, list[UUID]] = {}
    for user_id, subscription_id in rows.values_list("user_id", "id"):
        found.setdefault(user_id, []).append(subscription_id)
    return found


def stops_of(user_ids: Collection[UUID], stream: str) -> dict[UUID, StreamStop]:
    """The stop of each person who has stopped this stream of mail, or whose address bounced."""
    stops = StreamStop.objects.filter(user__in=user_ids, stream=stream)
    return {stop.user_id: stop for stop in stops}
