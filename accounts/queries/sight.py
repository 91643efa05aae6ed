"""Who sees whom. One record is opened by `accounts.services.records`; lists of many ask here."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import Patient, User

_SEEN = "SELECT patient_id FROM accounts_sight WHERE user_id = %s"
_SEEN_BY_EACH = (
    "SELECT user_id, array_agg(patient_id) FROM accounts_sight WHERE user_id = ANY(%s) GROUP BY user_id"
)


def patients_seen_by(user: User) -> QuerySet[Patient]:
    """The patients whose record `user` may open as staff: access follows the care team and ends with it.

    A therapist sees the open episodes in whose team they have a place at this moment, while they work in
    that clinic; a manager sees every open episode of their clinic. One's own record is not in it: see
    `own_patient`. Nobody is seen through roles that are withheld until a second factor is used.
    """
    return Patient.objects.filter(pk__in=RawSQL(_SEEN, [asker_of(user)]))  # noqa: S611 - our own words only


def asker_of(user: User) -> UUID | None:
    """The `user_id` by which `user` asks the views `accounts_sight` (who sees whom) and `accounts_work` (who
    works where); None, which finds nothing, through roles that are withheld.
    """
    standing = getattr(user, "standing", None)
    return None if standing and standing.withheld else user.pk


def seen_by_each(user_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """The ids of what `patients_seen_by` gives for each of these people, in one statement; who sees nobody
    is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SEEN_BY_EACH, [list(user_ids)])
        return {user_id: set(patient_ids) for user_id, patient_ids in cursor.fetchall()}


def patients_of_ids(patient_ids: Collection[UUID]) -> QuerySet[Patient]:
    """The patients of these ids, which were found by who may see them."""
    return Patient.objects.filter(pk__in=patient_ids)
