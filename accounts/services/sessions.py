"""Sessions that ran out are taken away by those that begin, so that they never pile up."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

AT_ONCE = 10


def forget_old_sessions(*, now: datetime) -> None:
    """Delete a few sessions that ran out before `now`; whoever else does so at this moment takes others."""
    with transaction.atomic():
        old = Session.objects.filter(expire_date__lt=now).order_by("expire_date")
        some = old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE]
        Session.objects.filter(pk__in=list(some)).delete()
