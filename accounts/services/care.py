"""Episodes of care: who treats whom, from when to when."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.models import CareTeamMember, Clinic, Episode, Patient, User
from accounts.rules.purpose import Purpose
from accounts.services.records import note_change
from common.clock import local_date


class AlreadyInCare(Exception):
    """A patient is in one clinic's care at a time; the open episode must end first."""


class NotInCare(Exception):
    """There is no episode of care to end."""


class DateOutOfCare(Exception):
    """Care ends on a day from its start to today, in the patient's own calendar."""


def start_episode(
    *,
    patient: Patient,
    clinic: Clinic | None,
    condition: str,
    team: Iterable[User],
    started_on: date,
    now: datetime,
) -> Episode:
    """Open an episode of care for `condition` (a library slug) and give `team` its places in it.

    Without a `clinic` the patient uses Footing alone. An open episode without a clinic ends by this.
    Raises AlreadyInCare when a clinic's episode is open.
    """
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        _leave_own_care(patient, started_on, now)
        episode = Episode.objects.create(
            patient=patient,
            clinic=clinic,
            condition=condition,
            started_on=started_on,
            created_at=now,
        )
        CareTeamMember.objects.bulk_create(
            CareTeamMember(episode=episode, user=member, created_at=now) for member in team
        )
    return episode


def start_own_episode(*, patient: Patient, condition: str, now: datetime) -> Episode:
    """Begin self-guided use for `condition` (a library slug), or change to it.

    The same condition again returns the open episode. Raises AlreadyInCare if a clinic treats the patient.
    """
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        running = Episode.objects.filter(patient=patient, ended_on=None, clinic=None).first()
        if running is not None and running.condition == condition:
            return running
        return start_episode(
            patient=patient,
            clinic=None,
            condition=condition,
            team=(),
            started_on=local_date(now, patient.user.time_zone),
            now=now,
        )


def end_episode(*, patient: Patient, by: User, ended_on: date | None, now: datetime) -> Episode:
    """End the open episode of `patient` on `ended_on` (today when None); the care team's access ends at once.

    Raises NotInCare, and DateOutOfCare for a day before the start or after today in the patient's zone.
    """
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        episode = Episode.objects.filter(patient=patient, ended_on=None).first()
        if episode is None:
            raise NotInCare
        today = local_date(now, patient.user.time_zone)
        last_day = today if ended_on is None else ended_on
        if not episode.started_on <= last_day <= max(today, episode.started_on):
            raise DateOutOfCare
        _close(episode, last_day, now)
        note_change(
            by=by,
            patient_id=patient.pk,
            clinic_id=episode.clinic_id,
            purpose=Purpose.END_OF_CARE,
            now=now,
            object_kind="episode",
            object_id=episode.pk,
        )
    return episode


def _leave_own_care(patient: Patient, on: date, now: datetime) -> None:
    running = Episode.objects.filter(patient=patient, ended_on=None).first()
    if running is None:
        return
    if running.clinic_id is not None:
        raise AlreadyInCare
    _close(running, max(on, running.started_on), now)


def _close(episode: Episode, on: date, now: datetime) -> None:
    foot = Patient.objects.filter(pk=episode.patient_id).values_list("foot", flat=True).get()
    episode.ended_on, episode.foot = on, foot
    episode.save(update_fields=["ended_on", "foot"])
    CareTeamMember.objects.filter(episode=episode, ended_at=None).update(ended_at=now)
