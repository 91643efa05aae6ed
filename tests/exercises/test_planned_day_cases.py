"""What is planned on a day as the phone knows it too: both sides answer the same table of cases."""

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from accounts.models import Episode, Patient
from common.clock import local_date
from exercises.models import Assignment, AssignmentStep, AssignmentVersion, Exercise, Hold, WarningHold
from exercises.queries.days import planned_sessions, planned_sets
from progress.queries.weeks import Week, weeks_told
from tests.factories import NOW, episode, patient

TABLE = json.loads((Path(__file__).parent.parent / "shared" / "planned_day_cases.json").read_text())
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
each_case = pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])


@pytest.fixture
def person(library, case) -> Patient:
    """A patient with the assignments and warnings of the case."""
    someone = patient()
    care = episode(someone, None)
    for wanted in case["assignments"]:
        prescribe(care, **wanted)
    WarningHold.objects.bulk_create(
        WarningHold(patient=someone, episode=care, placed_at=NOW, **hold) for hold in case["warnings"]
    )
    return someone


def identity(label: str) -> UUID:
    return uuid5(NAMESPACE_OID, label)


def prescribe(
    care: Episode, id: str, holds: list[dict[str, str]], versions: list[dict[str, Any]], **columns: Any
) -> None:
    made = Assignment.objects.create(
        id=identity(id), patient=care.patient, episode=care, name=id, created_at=NOW, **columns
    )
    Hold.objects.bulk_create(Hold(assignment=made, reason="other", placed_at=NOW, **hold) for hold in holds)
    for number, version in enumerate(versions, start=1):
        steps = version["steps"]
        columns = {name: value for name, value in version.items() if name != "steps"}
        row = AssignmentVersion.objects.create(assignment=made, version=number, created_at=NOW, **columns)
        AssignmentStep.objects.bulk_create(_step(row, place, **step) for place, step in enumerate(steps))


def _step(version: AssignmentVersion, place: int, id: str, **dose: Any) -> AssignmentStep:
    curls = Exercise.objects.get(slug="toe-curls")
    return AssignmentStep(
        id=uuid5(version.id, id), note=id, version=version, position=place, exercise=curls, reps=5, **dose
    )


def told(person: Patient, from_on: str, to_on: str) -> dict[str, dict[str, int]]:
    """The sets of each planned day by the step's name."""
    names = {str(step.pk): step.note for step in AssignmentStep.objects.all()}
    days: dict[str, Counter[str]] = {}
    for row in planned_sets([person.pk], date.fromisoformat(from_on), date.fromisoformat(to_on)):
        day = days.setdefault(row.on.isoformat(), Counter())
        for key, sets in row.sets.items():
            day[names[key.partition("/")[0]]] += sets
    return {on: dict(sets) for on, sets in days.items()}


@each_case
def test_planned_day_agrees_with_the_phone_that_it(person, case):
    assert told(person, case["from"], case["to"]) == case["planned"]


@each_case
def test_planned_day_tells_the_held_days_where_it(person, case):
    days = planned_sessions([person.pk], date.fromisoformat(case["from"]), date.fromisoformat(case["to"]))
    assert sorted(day.on.isoformat() for day in days if day.held) == case["held"]


@each_case
def test_weekly_statement_counts_the_same_sessions_where_it(person, case):
    asked = sum(day.sessions for day in planned_sessions([person.pk], MONDAY, SUNDAY))
    week = weeks_told([Week(person.pk, MONDAY, SUNDAY)]).get(person.pk)
    assert (week.planned if week else 0) == asked


@pytest.mark.parametrize("case", TABLE["todays"], ids=lambda case: case["name"])
def test_today_agrees_with_the_phone_where(case):
    now = datetime.fromisoformat(case["now"])
    assert local_date(now, case["time_zone"]).isoformat() == case["today"]
