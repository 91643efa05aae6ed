"""Periodic tasks of this app."""

from celery import shared_task

from common import clock
from progress.services import review


@shared_task(name="progress.review_diaries")
def review_diaries() -> None:
    """Review the diaries that moved, and those whose local day began."""
    review.review_diaries(now=clock.now())
