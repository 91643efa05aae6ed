"""What the beat asks of this floor."""

from celery import shared_task

from common import clock
from reminders import services


@shared_task(name="reminders.send_notices", queue="reminders")
def send_notices() -> None:
    """Plan what became due to be said, and say it."""
    services.send_notices(now=clock.now())
