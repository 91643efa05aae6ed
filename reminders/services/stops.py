"""Streams of mail that a person has stopped, or whose address does not exist."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.queries.reach import reach_of
from reminders.models import StreamStop
from reminders.queries.standing import address_hash

UNSUBSCRIBED = "unsubscribed"
BOUNCED = "bounced"


def stop_stream(*, user_id: UUID, stream: str, now: datetime) -> None:
    """Stop one stream of mail (a word of `stopping.STREAMS`) by the person's own wish.

    Again is no fault and changes nothing; nor does it for a person who is gone.
    """
    if user_id in reach_of([user_id]):
        _stop(StreamStop(user_id=user_id, stream=stream, reason=UNSUBSCRIBED, stopped_at=now))


def stop_bounced(*, user_id: UUID, stream: str, address: str, now: datetime) -> None:
    """Stop one stream to an address that the mail server refused for good; another address is free again."""
    hashed = address_hash(address)
    _stop(
        StreamStop(user_id=user_id, stream=stream, reason=BOUNCED, address_hash=hashed, stopped_at=now),
    )


def resume_streams(*, user_id: UUID) -> None:
    """Take back what the person stopped, all streams; an address that bounced stays stopped."""
    StreamStop.objects.filter(user=user_id, reason=UNSUBSCRIBED).delete()


def _stop(wanted: StreamStop) -> None:
    """A person's own wish stands above a bounce, and the first of the same above the next."""
    with transaction.atomic():
        same = StreamStop.objects.filter(user=wanted.user_id, stream=wanted.stream)
        if not same.filter(
            reason__in=[UNSUBSCRIBED, wanted.reason], address_hash__in=["", wanted.address_hash]
        ):
            same.delete()
            StreamStop.objects.bulk_create([wanted], ignore_conflicts=True)
