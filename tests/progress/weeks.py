"""A patient's weeks: what was prescribed and what was told, counted in days ago."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from accounts.models import Patient, User
from common import clock
from common.zones import ZoneInfo
from diary.services import apply_changes
from exercises.models import Assignment
from exercises.queries.days import exercises_of_steps, planned_sets
from exercises.rules.dosage import Dosage, HoldReason
from exercises.services.assignments import Change, Prescription, Schedule, change_assignment, prescribe
from exercises.services.holds import hold_assignment
from exercises.services.steps import StepRequest
from progress.rules.adherence import step_of
from tests.records import care_by

PHONE = UUID(int=1)
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


@dataclass
class Weeks:
    """The weeks before `now` of one patient, as their therapist and their phone make them."""

    patient: Patient
    therapist: User
    now: datetime = field(default_factory=clock.now)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.patient.user.time_zone)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def on(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def at(self, ago: int, hour: int = 6) -> datetime:
        """Early that morning, so that today's is past at nearly every hour a test may run."""
        return min(datetime.combine(self.on(ago), time(hour), self.zone), self.now)

    def prescribe(
        self, ago: int = 28, days: list[int] = EVERY_DAY, times: int = 1, **sets: int
    ) -> Assignment:
        """Sets of left-footed steps by exercise (an underscore for a hyphen), from that day on."""
        care = care_by(self.therapist, self.patient.pk, self.at(ago))
        wanted = Prescription("Plan", _steps(sets), Schedule(days, times), care.today)
        return prescribe(care=care, by=self.therapist, prescription=wanted, now=self.at(ago))

    def change(self, assignment: Assignment, ago: int, **sets: int) -> None:
        care = care_by(self.therapist, self.patient.pk, self.at(ago))
        change_assignment(
            care=care,
            assignment_id=assignment.pk,
            by=self.therapist,
            change=Change(steps=_steps(sets)),
            now=self.at(ago),
        )

    def hold(self, assignment: Assignment, ago: int, days: int) -> None:
        care = care_by(self.therapist, self.patient.pk, self.at(ago))
        hold_assignment(
            care=care,
            assignment_id=assignment.pk,
            by=self.therapist,
            reason=HoldReason.FLARE,
            note="",
            from_on=care.today,
            until_on=care.today + timedelta(days=days - 1),
            now=self.at(ago),
        )

    def pain(self, ago: int, score: int, moment: str = "average_24h", hour: int = 6, **more: Any) -> dict:
        return self._change("pain", ago, hour, {"score": score, "moment": moment, **more})

    def foot_check(self, ago: int, *findings: str) -> dict:
        return self._change("foot_check", ago, 6, {"findings": list(findings) or ["none"]})

    def session(
        self,
        ago: int,
        assignment: Assignment | None = None,
        hurt: tuple[str, ...] = (),
        steps_of: int | None = None,
        hour: int = 6,
        worst: int | None = None,
        **sets: int,
    ) -> dict:
        """Sets done by exercise; `hurt` names those skipped for pain; `steps_of` says whose step ids, in
        days ago.
        """
        ids = self.step_ids(ago if steps_of is None else steps_of)
        told = {_slug(name): number for name, number in sets.items()} | dict.fromkeys(hurt, 0)
        sides = {name: self._sides(name, number, ago) for name, number in told.items()}
        steps = [
            {
                "step_id": str(ids.get(name) or uuid4()),
                "sets": [{"side": side, "reps": 5, "seconds": None} for side in sides[name]],
                "pain": None,
                "skipped": "pain" if name in hurt else None,
            }
            for name in told
        ]
        at = self.at(ago, hour).isoformat()
        data = {
            "assignment_id": str(assignment.pk) if assignment else None,
            "version": 1,
            "started_at": at,
            "finished_at": at,
            "pain_worst": worst,
            "steps": steps,
        }
        return self._change("session", ago, hour, data)

    def _sides(self, exercise: str, sets: int, ago: int) -> list[str]:
        """Of which side so many sets of an exercise were done: in turns where each side is asked for."""
        step = str(self.step_ids(ago).get(exercise))
        asked = planned_sets([self.patient.pk], self.on(ago), self.on(ago))
        keys = [key for row in asked for key in row.sets if step_of(key) == step] or ["/left"]
        feet = [key.partition("/")[2] for key in keys]
        return [feet[number % len(feet)] for number in range(sets)]

    def step_ids(self, ago: int) -> dict[str, UUID]:
        asked = planned_sets([self.patient.pk], self.on(ago), self.on(ago))
        named = exercises_of_steps(step_of(key) for row in asked for key in row.sets)
        return {slug: UUID(step) for step, (slug, _name) in named.items()}

    def tell(self, *changes: dict, received_ago: int | None = None) -> None:
        """All at once; when `received_ago` is not given, each on the evening of its own day."""
        for told in changes:
            recorded = datetime.fromisoformat(told["recorded_at"])
            received = recorded if received_ago is None else self.at(received_ago, 20)
            answer = apply_changes(patient_id=self.patient.pk, device_id=PHONE, changes=[told], now=received)
            assert [each.verdict for each in answer.verdicts] == ["new"], answer.verdicts

    def _change(self, kind: str, ago: int, hour: int, data: dict[str, Any]) -> dict:
        return {
            "change_id": str(uuid4()),
            "entry_id": str(uuid4()),
            "kind": kind,
            "action": "put",
            "schema": 1,
            "base_seq": None,
            "recorded_at": self.at(ago, hour).isoformat(),
            "time_zone": self.patient.user.time_zone,
            "data": data,
        }


def _slug(name: str) -> str:
    return name.replace("_", "-")


def _steps(sets: dict[str, int]) -> list[StepRequest]:
    return [StepRequest(_slug(name), Dosage(sets=number, reps=5), "left") for name, number in sets.items()]
