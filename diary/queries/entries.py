"""The diary entry by entry, and the history of one."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from diary.models import Entry


def entries_between(
    patient_id: UUID, from_on: date | None = None, to_on: date | None = None
) -> QuerySet[Entry]:
    """One patient's entries as they stand, both dates included, newest day first, without deleted ones."""
    found = Entry.objects.filter(patient=patient_id, deleted=False).order_by("-local_date", "-seq")
    if from_on is not None:
        found = found.filter(local_date__gte=from_on)
    if to_on is not None:
        found = found.filter(local_date__lte=to_on)
    return found
