"""Streams of e-mails that a person has stopped, or whose address does not exist."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.queries.reach import reach_of
from accounts.services.invitations import note_invitation_returned
from accounts.services.memberships import note_membership_returned
from notifications.models import StreamStop
from notifications.queries.preferences import BOUNCED, UNSUBSCRIBED, address_hash
from notifications.queries.stopping import STREAM_OF
from notifications.rules.notification import Claimed, Kind


def stop_stream(*, user_id: UUID, stream: str, now: datetime) -> None:
    """Stop one stream of e-mails (a value of `stopping.STREAM_OF`) at the person's request.

    A second call changes nothing; neither does one for an erased person.
    """
    if user_id in reach_of([user_id]):
        _stop(StreamStop(user_id=user_id, stream=stream, reason=UNSUBSCRIBED, stopped_at=now))


def note_bounce(*, notification: Claimed, address: str, now: datetime) -> None:
    """Stop the stream of `notification` to an address that the mail server refused permanently (5xx).

    Another address of the same person is not affected. An invitation has no stream: its sender is told.
    """
    if notification.kind == Kind.INVITATION and notification.about:
        note_invitation_returned(invitation_id=notification.about, now=now)
    if notification.kind == Kind.MEMBERSHIP and notification.about:
        note_membership_returned(invitation_id=notification.about, now=now)
    stream = STREAM_OF.get(notification.kind)
    if notification.user_id and stream:
        hashed = address_hash(address)
        _stop(
            StreamStop(
                user_id=notification.user_id,
                stream=stream,
                reason=BOUNCED,
                address_hash=hashed,
                stopped_at=now,
            )
        )


def resume_streams(*, user_id: UUID, streams: Collection[str]) -> None:
    """Resume these streams, which the person wants again; an address that bounced is tried once more."""
    StreamStop.objects.filter(user=user_id, stream__in=streams).delete()


def free_addresses(*, user_ids: Collection[UUID]) -> None:
    """Forget the bounces of these people: their address accepted an e-mail."""
    StreamStop.objects.filter(user__in=user_ids, reason=BOUNCED).delete()


def _stop(wanted: StreamStop) -> None:
    """A person's own stop outranks a bounce, and the first stop outranks a later one."""
    with transaction.atomic():
        same = StreamStop.objects.filter(user=wanted.user_id, stream=wanted.stream)
        if not same.filter(
            reason__in=[UNSUBSCRIBED, wanted.reason], address_hash__in=["", wanted.address_hash]
        ):
            same.delete()
            StreamStop.objects.bulk_create([wanted], ignore_conflicts=True)
