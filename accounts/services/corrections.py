"""Corrections of the facts of a patient's record, which are kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import Episode, Patient, RecordChange, User
from accounts.rules.purpose import Purpose
from accounts.rules.roles import Fact
from accounts.services.records import note_change


class NoOpenEpisode(Exception):
    """A condition belongs to an episode of care, and none is open."""


def correct_record(*, patient: Patient, by: User | None, changes: Mapping[Fact, str], now: datetime) -> None:
    """Correct a patient's name (up to 120 characters), foot (a `Foot`) or condition (a library slug).

    `by` is None where an invitation of somebody who has left says so. The condition is that of the open
    episode. Each correction that changes something is kept with who made
    it and when. Raises NoOpenEpisode for a condition where no episode is open; then nothing was changed.
    """
    with transaction.atomic():
        locked = Patient.objects.select_for_update(of=("self",)).select_related("user").get(pk=patient.pk)
        episode = Episode.objects.filter(patient=locked, ended_on=None).first()
        if Fact.CONDITION in changes and episode is None:
            raise NoOpenEpisode
        before = {
            Fact.NAME: locked.user.name,
            Fact.FOOT: locked.foot,
            Fact.CONDITION: episode.condition if episode else None,
        }
        note_changes(patient=locked, before=before, after=changes, by=by, now=now)
        _write(locked, episode, changes)
        note_change(
            by=by,
            patient_id=patient.pk,
            clinic_id=episode.clinic_id if episode else None,
            purpose=Purpose.CORRECTION,
            now=now,
        )


def note_changes(
    *,
    patient: Patient,
    before: Mapping[Fact, str | None],
    after: Mapping[Fact, str],
    by: User | None,
    now: datetime,
) -> None:
    """Keep what differs between `before` and `after`; a fact without a value before is "not known before"."""
    RecordChange.objects.bulk_create(
        RecordChange(
            patient=patient,
            fact=fact,
            before=before.get(fact),
            after=value,
            changed_by=by,
            changed_at=now,
        )
        for fact, value in after.items()
        if before.get(fact) != value
    )


def _write(patient: Patient, episode: Episode | None, changes: Mapping[Fact, str]) -> None:
    if Fact.NAME in changes:
        User.objects.filter(pk=patient.user_id).update(name=changes[Fact.NAME])
    if Fact.FOOT in changes:
        Patient.objects.filter(pk=patient.pk).update(foot=changes[Fact.FOOT])
    if Fact.CONDITION in changes and episode is not None:
        Episode.objects.filter(pk=episode.pk).update(condition=changes[Fact.CONDITION])
