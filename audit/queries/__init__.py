"""Reads of the audit trail."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from audit.models import AuditEvent


def events_about(patient_ids: Collection[UUID] | QuerySet[Any, Any]) -> QuerySet[AuditEvent]:
    """What was done by people to the records of these patients, one by one, newest first (by the ids, which
    sort by when they were made); lists on which they stood are left out.
    """
    return AuditEvent.objects.filter(patient__in=patient_ids, actor__isnull=False).order_by("-id")
