"""The stories that the flag rules read, for a batch of patients: each read is one statement."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from diary.foot_check import Finding as Seen
from diary.pain import Moment
from diary.queries.tallies import pain_by_day
from diary.queries.told import Told, told_between
from exercises.queries.zones import zones_by_patient
from exercises.zones import DEFAULT
from progress.queries.tallies import exercises_of, planned_by_day, series_by_moment
from progress.story import FootCheckNote, PainNote, SessionNote, Site, Story

DAYS_READ = 28
ABOUT_SESSION = frozenset({Moment.DURING, Moment.AFTER})


def stories(todays: Mapping[UUID, date]) -> dict[UUID, Story]:
    """The last 28 local days of each patient, up to their own `today`. Four statements for any number."""
    from_on = min(todays.values()) - timedelta(days=DAYS_READ)
    to_on = max(todays.values()) + timedelta(days=1)  # a phone's clock may run ahead: still a sign of life
    planned = planned_by_day(todays, from_on, to_on)
    exercise_of = exercises_of(planned)
    moments = series_by_moment(pain_by_day(list(todays), from_on, to_on))
    told, zones = _told(todays, from_on, to_on), zones_by_patient(todays)
    planned_on: dict[UUID, list[date]] = defaultdict(list)
    for patient_id, on in planned:
        planned_on[patient_id].append(on)
    return {
        key: Story(
            today=today,
            moments=moments.get(key, {}),
            planned_on=tuple(on for on in sorted(planned_on[key]) if on < today),
            red_above=zones.get(key, DEFAULT).amber_to,
            next_morning_rule=zones.get(key, DEFAULT).next_morning_rule,
            nerve_rule=zones.get(key, DEFAULT).nerve_rule,
            **_notes(told[key], exercise_of),
        )
        for key, today in todays.items()
    }


def _told(patient_ids: Collection[UUID], from_on: date, to_on: date) -> dict[UUID, list[Told]]:
    told: dict[UUID, list[Told]] = defaultdict(list)
    for entry in told_between(patient_ids, from_on, to_on):
        told[entry.patient_id].append(entry)
    return told


def _notes(told: list[Told], exercise_of: Mapping[UUID, str]) -> dict[str, Any]:
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


def _session(entry: Told, around: list[Told], exercise_of: Mapping[UUID, str]) -> SessionNote:
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


def _exercise(step: Mapping[str, Any], exercise_of: Mapping[UUID, str]) -> str:
    return exercise_of.get(UUID(step["step_id"]), str(step["step_id"]))


def _foot_check(entry: Told) -> FootCheckNote:
    findings = tuple(seen for seen in entry.data["findings"] if seen != Seen.NONE)
    return FootCheckNote(entry.entry_id, entry.seq, entry.on, findings)
