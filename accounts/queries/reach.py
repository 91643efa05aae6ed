"""Contacts: address, language and zone of many people at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.models import Episode, User


@dataclass(frozen=True, slots=True)
class Contacts:
    """A person's contact data; `in_care`: they have an open episode of care."""

    user_id: UUID
    email: str
    name: str
    language: str
    time_zone: str
    is_active: bool
    in_care: bool


def reach_of(user_ids: Collection[UUID]) -> dict[UUID, Contacts]:
    """The contacts of these people, in one statement; erased people are left out."""
    open_care = Episode.objects.filter(patient__user=OuterRef("pk"), ended_on=None)
    columns = ("pk", "email", "name", "language", "time_zone", "is_active", "in_care")
    rows = User.objects.filter(pk__in=user_ids).annotate(in_care=Exists(open_care)).values_list(*columns)
    return {row[0]: Contacts(*row) for row in rows}


def moved_since(instant: datetime) -> dict[UUID, str]:
    """The zone of each person who changed it since `instant`, found by an index."""
    rows = User.objects.filter(zone_changed_at__gte=instant)
    return dict(rows.values_list("pk", "time_zone"))


# Who has a week to sum up, as SQL for the statements of layers above: `user_id`, `person_id` and `time_zone`
# of patients in care (`person_id` is the patient), and of therapists with an open episode (the user). Since
# when they are here is told by `since`.
PATIENTS_IN_CARE = """
SELECT u.id AS user_id, p.id AS person_id, u.time_zone, e.created_at AS since
FROM accounts_user u
JOIN accounts_patient p ON p.user_id = u.id
JOIN accounts_episode e ON e.patient_id = p.id AND e.ended_on IS NULL
WHERE u.is_active
"""
THERAPISTS_AT_WORK = """
SELECT u.id AS user_id, u.id AS person_id, u.time_zone, u.created_at AS since
FROM accounts_user u
WHERE u.is_active AND EXISTS (
  SELECT FROM accounts_careteammember m
  JOIN accounts_episode e ON e.id = m.episode_id AND e.ended_on IS NULL
  JOIN accounts_membership w ON w.user_id = m.user_id AND w.clinic_id = e.clinic_id
    AND w.role = 'therapist' AND w.ended_at IS NULL
  WHERE m.user_id = u.id AND m.ended_at IS NULL
    AND (m.begins_at IS NULL OR m.begins_at <= statement_timestamp())
    AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
)
"""
