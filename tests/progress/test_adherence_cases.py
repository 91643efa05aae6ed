"""Adherence as the phone knows it too: both sides answer the same table of cases."""

import json
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from exercises.models import Assignment, AssignmentStep, AssignmentVersion, Exercise, Hold
from progress.queries.course import CourseDay, course
from tests.progress.weeks import Weeks

TABLE = json.loads((Path(__file__).parent.parent / "shared" / "adherence_cases.json").read_text())
TODAY = date.fromisoformat(TABLE["today"])
NOON = datetime.combine(TODAY, time(12), UTC)
A_WEEK = timedelta(days=7)
MONDAY = TODAY - timedelta(days=TODAY.weekday())
SUNDAY = MONDAY + timedelta(days=6)


def identity(label: str) -> UUID:
    return uuid5(NAMESPACE_OID, label.lower())


def told_id(label: str) -> str:
    """As a program tells it: in capital letters where the label is."""
    told = str(identity(label))
    return told.upper() if label.isupper() else told


def prescribe(weeks: Weeks, wanted: dict[str, Any]) -> None:
    episode = weeks.patient.episodes.get()
    assignment = Assignment.objects.create(
        id=identity(wanted["id"]),
        patient=weeks.patient,
        episode=episode,
        clinic=episode.clinic,
        starts_on=wanted["starts_on"],
        ends_on=wanted["ends_on"],
        created_at=NOON,
    )
    Hold.objects.bulk_create(
        Hold(assignment=assignment, reason="other", placed_at=NOON, **hold) for hold in wanted["holds"]
    )
    for number, version in enumerate(wanted["versions"], start=1):
        columns = {name: value for name, value in version.items() if name != "steps"}
        made = AssignmentVersion.objects.create(
            assignment=assignment, version=number, created_at=NOON, **columns
        )
        steps = enumerate(version["steps"])
        AssignmentStep.objects.bulk_create(_step(made, place, **step) for place, step in steps)


def _step(version: AssignmentVersion, place: int, **wanted: Any) -> AssignmentStep:
    return AssignmentStep(
        id=identity(wanted["id"]),
        version=version,
        position=place,
        exercise=Exercise.objects.get(slug=wanted["exercise"]),
        sets=wanted["sets"],
        reps=5,
        side=wanted["side"],
    )


def session(weeks: Weeks, told: dict[str, Any]) -> dict:
    change = weeks.session((TODAY - date.fromisoformat(told["on"])).days)
    change["data"]["assignment_id"] = told["assignment"] and told_id(told["assignment"])
    change["data"]["steps"] = [
        {"step_id": told_id(step), "sets": [{"side": side} for side in sides]}
        for step, sides in told["steps"].items()
    ]
    return change


def as_told(day: CourseDay) -> dict[str, Any]:
    tally = day.tally
    return {
        "state": tally.state,
        "planned": tally.prescribed,
        "done": tally.done,
        "adherence": tally.adherence,
        "extra": day.extra,
    }


def share(pair: list[int] | None) -> Fraction | None:
    return Fraction(*pair) if pair else None


def days_of(weeks: Weeks) -> dict[str, dict[str, Any]]:
    """This week's days and those of the week before, as the therapist reads them."""
    days = course(weeks.patient, MONDAY - A_WEEK, SUNDAY, NOON).days
    return {day.tally.on.isoformat(): as_told(day) for day in days}


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_adherence_equals_the_phones_in_the_shared_case(weeks, case):
    weeks.now = NOON
    for wanted in case["assignments"]:
        prescribe(weeks, wanted)
    weeks.tell(*(session(weeks, told) for told in case["sessions"]))
    days = days_of(weeks)
    expected = {on: {**day, "adherence": share(day["adherence"])} for on, day in case["days"].items()}
    assert {on: days[on] for on in expected} == expected
    week = course(weeks.patient, MONDAY, SUNDAY, NOON)
    assert week.totals.adherence == share(case["week"])
