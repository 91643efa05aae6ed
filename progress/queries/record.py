"""One patient's record as their therapist opens it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from accounts import queries as accounts
from common.clock import local_date
from exercises.queries.assignments import AssignmentRecord, assignments_of, records_of, zones_of
from exercises.rules.zones import Zones
from progress.queries.flags import FlagLine, flags_of_patient
from progress.rules.flagging import UNSETTLED

if TYPE_CHECKING:
    from accounts.services.records import OpenRecord

CHANGES_SHOWN = 50


@dataclass(frozen=True)
class Record:
    """A patient with their open episode and its team, their zones, what is prescribed, and what is
    unresolved.
    """

    patient: Any
    episode: Any
    team: list[Any]
    zones: Zones
    assignments: list[AssignmentRecord]
    flags: list[FlagLine]
    changes: list[Any]


def page_of(record: "OpenRecord", now: datetime) -> Record:
    """What is shown of an opened record, with the flags that who opened it may see."""
    patient, episode = record.patient, record.episode
    today = local_date(now, patient.user.time_zone)
    return Record(
        patient=patient,
        episode=episode,
        team=list(accounts.team_of(episode)) if episode else [],
        zones=zones_of(patient),
        assignments=records_of(assignments_of(patient), patient, today),
        flags=flags_of_patient(record.actor, patient.pk, UNSETTLED),
        changes=list(accounts.record_changes(patient)[:CHANGES_SHOWN]),
    )
