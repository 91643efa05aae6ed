"""The stories that the flag rules read, for a batch of patients: each read is one statement."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from diary.foot_check import Finding as Seen
from diary.pain import Moment
from diary.queries.tallies import pain_by_day
from diary.queries.told import Told, told_between
from exercises.queries.days import exercises_of_steps, planned_sets
from exercises.queries.zones import zones_by_patient
from exercises.zones import DEFAULT, Zones
from progress.queries.tallies import series_by_moment
from progress.story import FootCheckNote, PainNote, SessionNote, Site, Story
from progress.trends import Series

DAYS_READ = 28
ABOUT_SESSION = frozenset({Moment.DURING, Moment.AFTER})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for a batch of patients; each story is put together by itself, when it is asked for."""

    todays: Mapping[UUID, date]
    planned: Mapping[UUID, set[date]]
    exercise_of: Mapping[str, str]
    moments: Mapping[UUID, Mapping[str, Series]]
    told: Mapping[UUID, list[Told]]
    zones: Mapping[UUID, Zones]

    def story_of(self, patient_id: UUID) -> Story:
        """The last 28 local days of one patient of the batch, up to their own today."""
        today, zones = self.todays[patient_id], self.zones.get(patient_id, DEFAULT)
        return Story(
            today=today,
            moments=self.moments.get(patient_id, {}),
            planned_on=tuple(on for on in sorted(self.planned.get(patient_id, ())) if on < today),
            red_above=zones.amber_to,
            next_morning_rule=zones.next_morning_rule,
            nerve_rule=zones.nerve_rule,
            **_notes(self.told.get(patient_id, []), self.exercise_of),
        )


def read_stories(todays: Mapping[UUID, date]) -> Reading:
    """Read what the rules need of these patients; `todays` are their own. Five statements for any number."""
    from_on = min(todays.values()) - timedelta(days=DAYS_READ)
    to_on = max(todays.values()) + timedelta(days=1)  # a phone's clock may run ahead: still a sign of life
    planned: dict[UUID, set[date]] = defaultdict(set)
    for asked in planned_sets(todays, from_on, to_on):
        planned[asked.patient_id].add(asked.on)
    told = _told(list(todays), from_on, to_on)
    named = exercises_of_steps(_steps_in(told.values()))
    return Reading(
        todays=todays,
        planned=planned,
        exercise_of={step: slug for step, (slug, _name) in named.items()},
        moments=series_by_moment(pain_by_day(list(todays), from_on, to_on)),
        told=told,
        zones=zones_by_patient(todays),
    )


def _told(patient_ids: Collection[UUID], from_on: date, to_on: date) -> dict[UUID, list[Told]]:
    told: dict[UUID, list[Told]] = defaultdict(list)
    for entry in told_between(patient_ids, from_on, to_on):
        told[entry.patient_id].append(entry)
    return told


def _steps_in(diaries: Iterable[list[Told]]) -> set[str]:
    sessions = [entry.data for diary in diaries for entry in diary if entry.kind == "session"]
    return {str(step["step_id"]).lower() for data in sessions for step in data["steps"]}


def _notes(told: list[Told], exercise_of: Mapping[str, str]) -> dict[str, Any]:
    around: dict[str, list[Told]] = defaultdict(list)
    for entry in told:
        if entry.kind == "pain" and entry.data["moment"] in ABOUT_SESSION and entry.data.get("session_id"):
            around[entry.data["session_id"].lower()].append(entry)
    sessions = [entry for entry in told if entry.kind == "session"]
    return {
        "pains": tuple(_pain(entry) for entry in told if entry.kind == "pain"),
        "sessions": tuple(_session(entry, around[str(entry.entry_id)], exercise_of) for entry in sessions),
        "foot_checks": tuple(_foot_check(entry) for entry in told if entry.kind == "foot_check"),
        "written_on": frozenset(entry.on for entry in told),
    }


def _pain(entry: Told) -> PainNote:
    return PainNote(
        entry.entry_id,
        entry.seq,
        entry.on,
        entry.at,
        entry.data["moment"],
        entry.data["score"],
        frozenset(entry.data.get("qualities") or ()),
        frozenset(map(_site, entry.data.get("sites") or ())),
    )


def _site(site: Mapping[str, str]) -> Site:
    return site["foot"], site["surface"], site["region"]


def _session(entry: Told, around: list[Told], exercise_of: Mapping[str, str]) -> SessionNote:
    """A session with the pain entries that the patient tied to it; the latest of them dates the note."""
    steps = entry.data["steps"]
    told = [entry.data.get("pain_worst"), entry.data.get("pain_after"), *(step.get("pain") for step in steps)]
    scores = [score for score in told if score is not None] + [note.data["score"] for note in around]
    return SessionNote(
        entry.entry_id,
        max(entry.seq, *(note.seq for note in around)) if around else entry.seq,
        entry.on,
        entry.at,
        max(scores, default=None),
        frozenset(_exercise(step, exercise_of) for step in steps),
        frozenset(_exercise(step, exercise_of) for step in steps if step.get("skipped") == "pain"),
    )


def _exercise(step: Mapping[str, Any], exercise_of: Mapping[str, str]) -> str:
    step_id = str(step["step_id"]).lower()
    return exercise_of.get(step_id, step_id)


def _foot_check(entry: Told) -> FootCheckNote:
    findings = tuple(seen for seen in entry.data["findings"] if seen != Seen.NONE)
    return FootCheckNote(entry.entry_id, entry.seq, entry.on, findings)
