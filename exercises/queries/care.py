"""For whom the requester may prescribe, and in which episode of care."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from accounts import queries as accounts
from accounts.rules.roles import Sight
from common.clock import local_date
from exercises.rules.risk import RiskAnswers

if TYPE_CHECKING:
    from accounts.models import Episode, Patient
    from accounts.services.records import OpenRecord


class ClinicDecides(Exception):
    """The requester is the patient, and a clinic's therapist decides about the plan."""


class NoCare(Exception):
    """The patient has no open episode of care to prescribe in."""


@dataclass(frozen=True)
class PlanAccess:
    """A patient's plan as a whole, for a person who may decide about it, in the care of that clinic or of
    none.
    """

    patient: "Patient"
    today: date
    clinic_id: UUID | None

    @property
    def alone(self) -> bool:
        """Whether no clinic treats the patient."""
        return self.clinic_id is None


@dataclass(frozen=True)
class Care(PlanAccess):
    """The same in the patient's open episode, for prescribing there."""

    episode: "Episode"


def plan_access_of(record: "OpenRecord", now: datetime) -> PlanAccess:
    """The plan behind `record` where who opened it may decide: as team, manager, or for oneself without a
    clinic, between two episodes of care too. Raises ClinicDecides.
    """
    if record.sight is Sight.SELF and record.clinic_id is not None:
        raise ClinicDecides
    return PlanAccess(record.patient, today_of(record.patient, now), record.clinic_id)


def plan_access_alone(patient: "Patient", now: datetime) -> PlanAccess | None:
    """The patient's own access to their plan, or None where a clinic treats them."""
    episode = accounts.episode_in_care(patient)
    if episode is not None and episode.clinic_id is not None:
        return None
    return PlanAccess(patient, today_of(patient, now), clinic_id=None)


def care_of(record: "OpenRecord", now: datetime) -> Care:
    """The care behind `record` where who opened it may prescribe: as team, manager, or for oneself alone.

    Raises ClinicDecides, NoCare.
    """
    if record.episode is None:
        raise NoCare
    access = plan_access_of(record, now)
    return Care(access.patient, access.today, access.clinic_id, record.episode)


def today_of(patient: "Patient", now: datetime) -> date:
    """The patient's local date at the instant `now`."""
    return local_date(now, patient.user.time_zone)


def risk_of(patient: "Patient") -> RiskAnswers:
    """The patient's answers of the intake."""
    return RiskAnswers(
        patient.diabetes, patient.loss_of_feeling, patient.past_ulcer_or_amputation, patient.poor_circulation
    )
