"""The periodic task that needs every app: it only wakes, the rows say what is due."""

from celery import shared_task

from common import clock
from tracker import notifying


@shared_task(name="notifications.send_due")
def send_due() -> None:
    """Send what is due."""
    notifying.send_due(tell_time=clock.now)
