"""Snapshots of patients for the flag rules, in batches: each read is one statement."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from common.clock import local_date
from diary.queries.tallies import pain_by_day
from diary.queries.told import EntryRow, told_between
from diary.rules.foot_check import Finding as Seen
from diary.rules.pain import Moment
from exercises.queries.days import exercises_of_steps, planned_sets
from exercises.queries.zones import zones_by_patient
from exercises.rules.risk import AnswersOfFeeling, may_feel_less
from exercises.rules.zones import DEFAULT, Zones
from progress.queries.tallies import series_by_moment
from progress.rules.snapshot import FootCheckNote, PainNote, PatientSnapshot, SessionNote, Site
from progress.rules.trends import Series

log = logging.getLogger("footing.progress")

DAYS_READ = 28
ABOUT_SESSION = frozenset({Moment.DURING, Moment.AFTER})


UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
"""Errors of an entry that the diary would not accept."""


class Answers(AnswersOfFeeling, Protocol):
    """The facts about a patient beside the diary."""

    @property
    def time_zone(self) -> str: ...
    @property
    def poor_circulation(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows read for a batch of patients; each snapshot is made separately, on request."""

    todays: Mapping[UUID, date]
    answers: Mapping[UUID, Answers]
    planned: Mapping[UUID, set[date]]
    exercise_of: Mapping[str, str]
    moments: Mapping[UUID, Mapping[str, Series]]
    told: Mapping[UUID, list[EntryRow]]
    zones: Mapping[UUID, Zones]

    def snapshot_of(self, patient_id: UUID) -> tuple[PatientSnapshot, list[UUID]]:
        """The last 28 local days of one patient of the batch, up to their own today, and the unreadable
        entries, which do not keep the others from being judged.
        """
        today, zones = self.todays[patient_id], self.zones.get(patient_id, DEFAULT)
        answers = self.answers[patient_id]
        told = self.told.get(patient_id, [])
        notes, unreadable = _notes(told, self.exercise_of)
        snapshot = PatientSnapshot(
            today=today,
            moments=self.moments.get(patient_id, {}),
            planned_on=tuple(on for on in sorted(self.planned.get(patient_id, ())) if on < today),
            written_on=frozenset(entry.on for entry in told),
            red_above=zones.amber_to,
            next_morning_rule=zones.next_morning_rule,
            nerve_rule=zones.nerve_rule,
            may_feel_less=may_feel_less(answers),
            poor_circulation=answers.poor_circulation == "yes",
            **{kind: tuple(each) for kind, each in notes.items()},
        )
        return snapshot, unreadable


def read_stories(patients: Mapping[UUID, Answers], now: datetime) -> Reading:
    """Read what the rules need about these patients. Five statements for any number."""
    todays = {key: local_date(now, patient.time_zone) for key, patient in patients.items()}
    from_on = min(todays.values()) - timedelta(days=DAYS_READ)
    to_on = max(todays.values()) + timedelta(days=1)  # a phone's clock may run ahead: still a sign of life
    planned: dict[UUID, set[date]] = defaultdict(set)
    for asked in planned_sets(todays, from_on, to_on):
        planned[asked.patient_id].add(asked.on)
    told = _told(list(todays), from_on, to_on)
    named = exercises_of_steps(_steps_in(told.values()))
    return Reading(
        todays=todays,
        answers=patients,
        planned=planned,
        exercise_of={step: slug for step, (slug, _name) in named.items()},
        moments=series_by_moment(pain_by_day(list(todays), from_on, to_on)),
        told=told,
        zones=zones_by_patient(todays),
    )


def _told(patient_ids: Collection[UUID], from_on: date, to_on: date) -> dict[UUID, list[EntryRow]]:
    told: dict[UUID, list[EntryRow]] = defaultdict(list)
    for entry in told_between(patient_ids, from_on, to_on):
        told[entry.patient_id].append(entry)
    return told


def _steps_in(diaries: Iterable[list[EntryRow]]) -> set[str]:
    sessions = [entry.data for diary in diaries for entry in diary if entry.kind == "session"]
    return {str(step.get("step_id")).lower() for data in sessions for step in data.get("steps") or ()}


def _notes(told: list[EntryRow], exercise_of: Mapping[str, str]) -> tuple[dict[str, list[Any]], list[UUID]]:
    sessions = {str(entry.entry_id) for entry in told if entry.kind == "session"}
    around: dict[str, list[PainNote]] = defaultdict(list)
    notes: dict[str, list[Any]] = {"pains": [], "sessions": [], "foot_checks": []}
    unreadable = []
    for entry in sorted(
        told, key=lambda each: each.kind == "session"
    ):  # entries linked to a session before the window
        try:
            if entry.kind == "pain":
                note = _pain(entry, sessions)
                notes["pains"].append(note)
                if note.of_session:
                    around[str(entry.data["session_id"]).lower()].append(note)
            elif entry.kind == "session":
                notes["sessions"].append(_session(entry, around[str(entry.entry_id)], exercise_of))
            elif entry.kind == "foot_check":
                notes["foot_checks"].append(_foot_check(entry))
        except UNREADABLE:
            log.exception("entry %s of patient %s could not be read", entry.entry_id, entry.patient_id)
            unreadable.append(entry.entry_id)
    return notes, unreadable


def _pain(entry: EntryRow, sessions: Collection[str]) -> PainNote:
    data = entry.data
    session = str(data.get("session_id") or "").lower()
    return PainNote(
        entry.entry_id,
        entry.seq,
        entry.on,
        entry.at,
        data["moment"],
        data["score"],
        frozenset(data.get("qualities") or ()),
        frozenset(map(_site, data.get("sites") or ())),
        place_scores=tuple(site["score"] for site in data.get("sites") or () if site.get("score")),
        at_rest=bool(data.get("at_rest")),
        of_session=data["moment"] in ABOUT_SESSION and session in sessions,
    )


def _site(site: Mapping[str, str]) -> Site:
    return site["foot"], site.get("surface") or "sole", site["region"]


def _session(entry: EntryRow, around: list[PainNote], exercise_of: Mapping[str, str]) -> SessionNote:
    """A session with all its scores: its own, and those of the pain entries that the patient linked to it,
    the latest of which dates the note.
    """
    data = entry.data
    steps = data.get("steps") or []
    told = [*(data.get(f"pain_{when}") for when in ("before", "worst", "after"))]
    told += [step.get("pain") for step in steps]
    scores = [score for score in told if score is not None] + [note.highest for note in around]
    return SessionNote(
        entry.entry_id,
        max([entry.seq, *(note.seq for note in around)]),
        entry.on,
        entry.at,
        max(scores, default=None),
        frozenset(_exercise(step, exercise_of) for step in steps),
        frozenset(_exercise(step, exercise_of) for step in steps if step.get("skipped") == "pain"),
    )


def _exercise(step: Mapping[str, Any], exercise_of: Mapping[str, str]) -> str:
    step_id = str(step["step_id"]).lower()
    return exercise_of.get(step_id, step_id)


def _foot_check(entry: EntryRow) -> FootCheckNote:
    findings = tuple(seen for seen in entry.data["findings"] if seen != Seen.NONE)
    return FootCheckNote(entry.entry_id, entry.seq, entry.on, findings)
