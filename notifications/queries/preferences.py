"""A person's preferences, and the channels that reach them."""

from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from notifications.models import NotificationSettings, PushSubscription, StreamStop

REMINDER_STREAM = "reminders"
UNSUBSCRIBED = "unsubscribed"
BOUNCED = "bounced"


def settings_of(user_ids: Collection[UUID]) -> dict[UUID, NotificationSettings]:
    """The settings of these people; a person without a row has the defaults, with an empty zone."""
    kept = NotificationSettings.objects.in_bulk(list(user_ids))
    return {key: kept.get(key) or NotificationSettings(user_id=key, zone="") for key in user_ids}


def open_subscriptions(user_ids: Collection[UUID]) -> dict[UUID, list[PushSubscription]]:
    """Each person's open push subscriptions, newest first; people without one are left out."""
    found: dict[UUID, list[PushSubscription]] = {}
    rows = PushSubscription.objects.filter(user__in=user_ids, closed_at=None)
    for subscription in rows.order_by("-created_at", "id"):
        found.setdefault(subscription.user_id, []).append(subscription)
    return found


def stops_of(user_ids: Collection[UUID], stream: str) -> dict[UUID, StreamStop]:
    """The stop of each person who stopped this stream of e-mails, or whose present address bounced."""
    stops = StreamStop.objects.filter(user__in=user_ids, stream=stream).select_related("user")
    return {stop.user_id: stop for stop in stops if stop.address_hash in ("", address_hash(stop.user.email))}


def stops_against(user_id: UUID) -> list[StreamStop]:
    """The streams of e-mails that this person does not get: stopped, or bounced from the present address."""
    stops = StreamStop.objects.filter(user=user_id).select_related("user").order_by("stream")
    return [stop for stop in stops if stop.address_hash in ("", address_hash(stop.user.email))]


def bounced_addresses(user_ids: Collection[UUID]) -> dict[UUID, str]:
    """The `address_hash` of each person whose present address bounced, in any stream."""
    stops = StreamStop.objects.filter(user__in=user_ids, reason=BOUNCED).select_related("user")
    return {
        stop.user_id: stop.address_hash
        for stop in stops
        if stop.address_hash == address_hash(stop.user.email)
    }


def pushable(user_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have an open device and want push."""
    unwilling = NotificationSettings.objects.filter(user__in=user_ids, push=False)
    devices = PushSubscription.objects.filter(user__in=user_ids, closed_at=None)
    return set(devices.exclude(user__in=unwilling.values("user")).values_list("user", flat=True))


def address_hash(address: str) -> str:
    """The stored hash of an address that bounced."""
    return sha256(address.lower().encode()).hexdigest()
