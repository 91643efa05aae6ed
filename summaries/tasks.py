"""The periodic task of this app: it only wakes, the rows say what is due."""

from celery import shared_task

from common import clock
from summaries.services import summaries


@shared_task(name="summaries.summarise")
def summarise() -> None:
    """Sum up the week of those whose weekly time has come."""
    summaries.summarise(now=clock.now())
