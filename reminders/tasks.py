"""Periodic tasks of this app: each only starts a service, and the rows say what is due."""

from celery import shared_task

from common import clock
from reminders.services import settings
from reminders.services.planning import plan as plan_ahead


@shared_task(name="reminders.plan")
def plan() -> None:
    """Lay the rules of who travelled again, and plan what falls within 48 hours."""
    settings.follow_travellers(now=clock.now())
    plan_ahead(now=clock.now())
