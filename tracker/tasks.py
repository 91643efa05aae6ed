"""The periodic tasks that need several apps: each only wakes, the rows say what is due."""

from celery import shared_task

from accounts.rules.outgoing_mail import SWEPT_AFTER
from accounts.services.outgoing_mail import sweep_mail
from common import clock
from progress.services.reachability import note_refused_mails
from tracker import notifying


@shared_task(name="notifications.send_due")
def send_due() -> None:
    """Send what is due."""
    notifying.send_due(tell_time=clock.now)


@shared_task(name="accounts.sweep_mail")
def sweep_sign_in_mail() -> None:
    """Send the e-mails about signing in that a process left behind, and tell the clinics what came back."""
    sweep_mail(now=clock.now(), waiting_for=SWEPT_AFTER)
    note_refused_mails(now=clock.now())
