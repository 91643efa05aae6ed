"""The person's data in this app, for the account export."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import (
    AccessToken,
    CareTeamMember,
    Episode,
    Membership,
    Patient,
    RecordChange,
    User,
)
from accounts.queries import access_records, own_patient


@dataclass(frozen=True)
class Account:
    """One person's rows, including ended roles, ended care and revoked tokens."""

    user: User
    patient: Patient | None
    work: QuerySet[Membership]
    episodes: QuerySet[Episode]
    tokens: QuerySet[AccessToken]
    access: QuerySet[Any]
    changes: QuerySet[RecordChange]


def account_of(user: User) -> Account:
    """Everything about `user`, oldest first; `episodes` come with their `team` and its members."""
    members = CareTeamMember.objects.select_related("user").order_by("created_at")
    episodes = Episode.objects.filter(patient__user=user).select_related("clinic")
    return Account(
        user=user,
        patient=own_patient(user),
        work=Membership.objects.filter(user=user).select_related("clinic").order_by("created_at"),
        episodes=episodes.prefetch_related(Prefetch("team", members)).order_by("started_on", "id"),
        tokens=AccessToken.objects.filter(user=user).order_by("created_at"),
        access=access_records(user).order_by("at", "id"),
        changes=RecordChange.objects.filter(patient__user=user)
        .select_related("changed_by")
        .order_by("changed_at", "id"),
    )
