"""Entries of a demo patient as a phone sends them, with ids that are always the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from common.zones import ZoneInfo

NAMESPACE = UUID("7d6c1c1e-5a4b-4f0c-9a57-2f5e0d3b8a11")
AGGRAVATORS = ("standing", "walking", "flexing", "tight_shoes", "hard_ground")
NOTES = (
    "Long walk along the river.",
    "New insoles today.",
    "On my feet all day.",
    "Slept well.",
    "Wore the wide shoes.",
    "Garden work in the afternoon.",
)


@dataclass(frozen=True)
class Step:
    """One step of the plan of a day."""

    step_id: UUID
    exercise: str
    side: str
    sets: int
    reps: int | None
    seconds: int | None


@dataclass(frozen=True)
class PlannedSession:
    """One session that the plan has on a day."""

    assignment_id: UUID
    version: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Patient:
    """The patient who writes: `key` seeds everything, day 0 is `started_on`."""

    key: str
    scenario: Any
    foot: str
    region: str
    zone: str
    started_on: date
    plan: Mapping[date, PlannedSession]


@dataclass(frozen=True)
class SentChange:
    """One change as a phone sends it, and the local day on whose evening it reaches the server."""

    change: dict[str, Any]
    at: datetime
    sent_on: date


@dataclass(frozen=True)
class EntryWriter:
    """Writes the entries of one day of a patient, which are sent on the evening of `sent_on`."""

    patient: Patient
    on: date
    sent_on: date
    chance: Random

    def pain(self, moment: str, level: float, at: time, tingling: bool) -> SentChange:
        """A pain entry near `level` on the scale of 0 to 10."""
        score = _score(level)
        place = {"surface": "sole", "region": self.patient.region, "score": score}
        data = {
            "score": score,
            "moment": moment,
            "sites": [{"foot": foot, **place} for foot in self._feet()] if score else [],
            "qualities": ["burning", "tingling"] if tingling and score else ["aching"] if score else [],
            "aggravators": [self.chance.choice(AGGRAVATORS)] if score > 3 else [],
            "at_rest": score > 7,
            "session_id": None,
            "note": self.chance.choice(NOTES) if self.chance.random() < 0.06 else "",
        }
        return self._sent("pain", moment, at, data)

    def foot_check(self, finding: str) -> SentChange:
        """The foot check in the morning."""
        return self._sent("foot_check", "feet", time(7, 45), {"findings": [finding], "note": ""})

    def session(self, planned: PlannedSession, level: float, skipped: Mapping[str, str]) -> SentChange:
        """A session with all planned steps except the `skipped` ones (by exercise, with the reason)."""
        started = datetime.combine(self.on, time(17, 0), ZoneInfo(self.patient.zone))
        started += timedelta(minutes=self.chance.randint(0, 90))
        data = {
            "assignment_id": str(planned.assignment_id),
            "version": planned.version,
            "started_at": started.isoformat(),
            "finished_at": (started + timedelta(minutes=4 + 4 * len(planned.steps))).isoformat(),
            "pain_before": _score(level),
            "pain_worst": _score(level + 1.2 + self.chance.random()),
            "pain_after": _score(level + 0.3),
            "effort": self.chance.randint(3, 6),
            "note": "",
            "steps": [self._step(step, level, skipped.get(step.exercise)) for step in planned.steps],
        }
        return self._sent("session", "session", started.time(), data)

    def _step(self, step: Step, level: float, skipped: str | None) -> dict[str, Any]:
        left_out = skipped or ("no_time" if self.chance.random() < 0.04 else None)
        sides = ("left", "right") if step.side == "each" else (step.side,)
        sets = [
            {"side": side, "reps": step.reps, "seconds": step.seconds}
            for _ in range(step.sets)
            for side in sides
        ]
        done = sets[:-1] if self.chance.random() < 0.1 else sets
        pain = None if left_out == "no_time" else _score(level + self.chance.random())
        return {
            "step_id": str(step.step_id),
            "sets": [] if left_out else done,
            "pain": pain,
            "skipped": left_out,
        }

    def _feet(self) -> tuple[str, ...]:
        return ("left", "right") if self.patient.foot == "both" else (self.patient.foot,)

    def _sent(self, kind: str, what: str, at: time, data: dict[str, Any]) -> SentChange:
        recorded = datetime.combine(self.on, at, ZoneInfo(self.patient.zone))
        name = f"{self.patient.key}/{self.on}/{what}"
        change = {
            "change_id": str(uuid5(NAMESPACE, f"change/{name}")),
            "entry_id": str(uuid5(NAMESPACE, f"entry/{name}")),
            "kind": kind,
            "action": "put",
            "schema": 1,
            "base_seq": None,
            "recorded_at": recorded.isoformat(),
            "time_zone": self.patient.zone,
            "data": data,
        }
        return SentChange(change, recorded, self.sent_on)


def _score(level: float) -> int:
    return min(10, max(0, round(level)))
