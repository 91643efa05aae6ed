"""One patient's record as their therapist opens it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts import queries as accounts
from common.clock import local_date
from exercises.queries.assignments import AssignmentRecord, assignments_of, records_of, zones_of
from exercises.rules.zones import Zones
from progress.models import Flag
from progress.queries.flags import flags_seen_by
from progress.rules.flagging import UNSETTLED

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
    flags: list[Flag]
    changes: list[Any]


def record(user: Any, patient: Any, now: datetime) -> Record:
    """The record of `patient`, whom `user` may see, with the flags that `user` may see."""
    today = local_date(now, patient.user.time_zone)
    episode = accounts.episode_in_care(patient)
    flags = flags_seen_by(user).filter(patient=patient, state__in=UNSETTLED)
    return Record(
        patient=patient,
        episode=episode,
        team=list(accounts.team_of(episode)) if episode else [],
        zones=zones_of(patient),
        assignments=records_of(assignments_of(patient), patient, today),
        flags=list(flags),
        changes=list(accounts.record_changes(patient)[:CHANGES_SHOWN]),
    )
