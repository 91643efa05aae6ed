"""For whom the asker may prescribe, and in which episode of care."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from accounts import queries as accounts
from common.clock import local_date
from exercises.rules.risk import RiskAnswers

if TYPE_CHECKING:
    from accounts.models import Episode, Patient, User


class ClinicDecides(Exception):
    """The asker is the patient, and a clinic's therapist decides about the plan."""


class NoCare(Exception):
    """The patient has no open episode of care to prescribe in."""


@dataclass(frozen=True)
class PlanAccess:
    """A patient's plan as a whole, seen by somebody who may decide about it; `alone` without a clinic."""

    patient: "Patient"
    today: date
    alone: bool


@dataclass(frozen=True)
class Care(PlanAccess):
    """The same in the patient's open episode, for prescribing there."""

    episode: "Episode"

    @property
    def clinic_id(self) -> UUID | None:
        """The clinic of the episode."""
        return self.episode.clinic_id


def plan_access(user: "User", patient_id: UUID | str, now: datetime) -> PlanAccess:
    """The plan of one patient (or "me") where `user` may decide: as team, manager, or for oneself without a
    clinic, between two episodes of care too.

    Raises accounts' UnknownPatient for strangers, ClinicDecides.
    """
    patient = accounts.patient_seen_by(user, patient_id)
    episode = accounts.episode_in_care(patient)
    alone = episode is None or episode.clinic_id is None
    if patient.user_id == user.pk and not alone:
        raise ClinicDecides
    return PlanAccess(patient, today_of(patient, now), alone)


def plan_access_alone(patient: "Patient", now: datetime) -> PlanAccess | None:
    """The patient's own access to their plan, or None where a clinic treats them."""
    episode = accounts.episode_in_care(patient)
    if episode is not None and episode.clinic_id is not None:
        return None
    return PlanAccess(patient, today_of(patient, now), alone=True)


def care_by(user: "User", patient_id: UUID | str, now: datetime) -> Care:
    """The care of one patient (or "me") where `user` may prescribe: as team, manager, or for oneself alone.

    Raises accounts' UnknownPatient for strangers, ClinicDecides, NoCare.
    """
    patient = accounts.patient_seen_by(user, patient_id)
    episode = accounts.episode_in_care(patient)
    if episode is None:
        raise NoCare
    alone = episode.clinic_id is None
    if patient.user_id == user.pk and not alone:
        raise ClinicDecides
    return Care(patient, today_of(patient, now), alone, episode)


def today_of(patient: "Patient", now: datetime) -> date:
    """The patient's local date at the instant `now`."""
    return local_date(now, patient.user.time_zone)


def risk_of(patient: "Patient") -> RiskAnswers:
    """What the patient answered at the intake."""
    return RiskAnswers(
        patient.diabetes, patient.loss_of_feeling, patient.past_ulcer_or_amputation, patient.poor_circulation
    )
