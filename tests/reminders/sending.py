"""One tick of the sender, or of the summarisers, at a given instant."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from summaries.rules.weekly import WeeklyOccurrence
from summaries.services import summaries
from tracker import notifying


def send_notices(now: datetime) -> int:
    """What the periodic task does, with the clock at `now`."""
    return notifying.send_due(tell_time=lambda: now)


def make_summaries(occurrences: Sequence[WeeklyOccurrence], now: datetime) -> int:
    """The summaries of everybody whose weekly time is one of these slots; how many."""
    with transaction.atomic():
        return sum(
            summaries.make_summaries(occurrences=occurrences, shard=shard, due_at=now, now=now)
            for shard in summaries.SHARDS
        )
