"""What the beat asks of this floor."""

from celery import shared_task

from common import clock
from reminders.services import sending


@shared_task(name="reminders.send_notices")
def send_notices() -> None:
    """Plan what became due to be said, and say it."""
    sending.send_notices(tell_time=clock.now)
