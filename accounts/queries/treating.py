"""Who treats or covers a patient at this moment, and who is in the team at all.

The moment is the database's own: access is asked about the present only, never about an instant handed in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from accounts.models import CareTeamMember, Clinic, Episode, Membership, Patient
from accounts.rules.roles import Role
from accounts.rules.team import Period, PlaceState, place_state
from common.clock import local_date

IN_FORCE = (
    Q(ended_at=None)
    & (Q(begins_at=None) | Q(begins_at__lte=Now()))
    & (Q(ends_at=None) | Q(ends_at__gt=Now()))
)
# The lead comes first: the person made lead last, else the longest in the team.
LEAD_FIRST = (F("lead_at").desc(nulls_last=True), F("created_at").asc(), F("id").asc())


def places() -> QuerySet[CareTeamMember]:
    """The places in open episodes that were not ended, past and future covers too, of people who can sign in
    and work there as therapists.
    """
    works = Membership.objects.filter(
        user=OuterRef("user"), clinic=OuterRef("episode__clinic"), role=Role.THERAPIST, ended_at=None
    )
    return CareTeamMember.objects.filter(
        Exists(works), ended_at=None, episode__ended_on=None, user__is_active=True
    )


def treating() -> QuerySet[CareTeamMember]:
    """Those of the `places` that grant access to the patient's record at this moment."""
    return places().filter(IN_FORCE)


def managing() -> QuerySet[Membership]:
    """The roles of every manager who can sign in."""
    return Membership.objects.filter(role=Role.MANAGER, ended_at=None, user__is_active=True)


def treating_ids(patient_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The ids of the people who treat or cover each of these patients now, the lead first; patients without
    any are left out.
    """
    rows = treating().filter(episode__patient__in=patient_ids).order_by(*LEAD_FIRST)
    found: dict[UUID, list[UUID]] = {}
    for patient_id, user_id in rows.values_list("episode__patient", "user"):
        found.setdefault(patient_id, []).append(user_id)
    return found


@dataclass(frozen=True)
class TeamRow:
    """One place in a team: the person, its first and last local day of the patient, and its state."""

    id: UUID
    user: UUID
    name: str
    from_on: date
    until_on: date | None
    lead: bool
    state: PlaceState


def care_team(episode: Episode, now: datetime, past: bool = False) -> list[TeamRow]:
    """The team of `episode` at `now` and as planned, the lead first; with `past` also ended places, latest
    first.
    """
    zone = episode.patient.user.time_zone
    places_left = list(places().filter(episode=episode).select_related("user").order_by(*LEAD_FIRST))
    running = [(place, place_state(_when(place), now)) for place in places_left]
    running = [(place, state) for place, state in running if state is not PlaceState.PAST]
    lead = next((place.pk for place, state in running if state is PlaceState.NOW), None)
    rows = [_row(place, state, place.pk == lead, zone) for place, state in running]
    if past:
        over = CareTeamMember.objects.filter(episode=episode).exclude(pk__in=[row.id for row in rows])
        ended = over.select_related("user").order_by("-created_at", "-id")
        rows += [_row(place, PlaceState.PAST, False, zone) for place in ended]
    return rows


def _row(place: CareTeamMember, state: PlaceState, lead: bool, zone: str) -> TeamRow:
    first = place.from_on or local_date(place.created_at, zone)
    last = place.until_on
    if place.ended_at is not None:
        gone_on = max(first, local_date(place.ended_at, zone))
        last = gone_on if last is None else min(last, gone_on)
    return TeamRow(place.pk, place.user_id, place.user.name, first, last, lead, state)


def _when(place: CareTeamMember) -> Period:
    return Period(place.begins_at, place.ends_at)


def patients_left(clinic: Clinic) -> QuerySet[Patient]:
    """The patients of `clinic` without a therapist now, for whom a manager finds one."""
    treated = treating().filter(episode=OuterRef("pk"))
    alone = Episode.objects.filter(~Exists(treated), clinic=clinic, ended_on=None)
    rows = Patient.objects.filter(pk__in=alone.values("patient"), user__is_active=True)
    return rows.select_related("user").order_by("-id")


def therapists_of(clinic_id: UUID | None) -> QuerySet[Membership]:
    """The roles of the therapists of a clinic who can sign in, by name."""
    return therapists_of_any([clinic_id] if clinic_id else [])


def therapists_of_any(clinics: Collection[Clinic | UUID]) -> QuerySet[Membership]:
    """The roles of the therapists of these clinics who can sign in, by name."""
    works = Membership.objects.filter(
        clinic__in=clinics, role=Role.THERAPIST, ended_at=None, user__is_active=True
    )
    return works.select_related("user").order_by("user__name", "user_id")
