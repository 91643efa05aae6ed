"""One tick of the sender at a given instant."""

from datetime import datetime

from reminders.services import sending


def send_notices(now: datetime) -> int:
    """What the tick does, with the clock at `now`."""
    return sending.send_notices(tell_time=lambda: now)
