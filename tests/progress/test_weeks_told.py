"""What many weeks come to in one statement: what a plain rule says of each, whatever happened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from accounts.models import Episode, Patient, User
from bench.plain_weeks import plain_week
from diary.models import Entry
from diary.rules.pain import Moment
from exercises.models import Assignment, AssignmentVersion, Hold, WarningHold
from progress.queries.weeks import Week, weeks_told

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 16)
PEOPLE = 40


def days(chance: Random, least: int = -16, most: int = 22) -> date:
    return MONDAY + timedelta(days=chance.randint(least, most))


@pytest.mark.parametrize("seed", range(6))
def test_weekly_statement_equals_the_plain_rule_over_random_histories(seed):
    chance = Random(seed)
    people = [somebody(chance, number) for number in range(PEOPLE)]
    weeks = [Week(person, start := MONDAY - timedelta(days=chance.randint(0, 6)), start + timedelta(days=6))
             for person in people]  # fmt: skip
    plain = {week.patient_id: plain_week(week.patient_id, week.from_on, week.to_on) for week in weeks}
    expected = {person: content for person, content in plain.items() if content is not None}
    assert len(expected) > PEOPLE / 2
    assert contents(weeks) == expected


def test_weekly_statement_counts_right_for_hundreds_of_equal_entries():
    chance = Random(1)
    user = User.objects.create(email="p@example.org", name="P", created_at=NOW)
    patient = Patient.objects.create(user=user, created_at=NOW)
    tell(chance, patient, [plan(chance, patient, True).pk], 3000)
    week = Week(patient.pk, MONDAY, MONDAY + timedelta(days=6))
    assert Entry.objects.filter(kind="session", local_date__gte=MONDAY, deleted=False).count() > 255
    assert contents([week]) == {patient.pk: plain_week(patient.pk, week.from_on, week.to_on)}


def contents(weeks: Sequence[Week]) -> dict[UUID, dict[str, Any]]:
    return {person: numbers.content() for person, numbers in weeks_told(weeks).items()}


def somebody(chance: Random, number: int) -> UUID:
    """A patient with up to three assignments, now and then held or changed, and up to 60 entries."""
    user = User.objects.create(email=f"p{number}@example.org", name="P", created_at=NOW)
    patient = Patient.objects.create(user=user, created_at=NOW)
    plans = [plan(chance, patient, nth == 0) for nth in range(chance.choice((0, 1, 1, 2, 3)))]
    followed = [each.pk for each in plans] + [None, uuid4()]
    tell(chance, patient, followed, chance.choice((0, 5, 20, 60)))
    return patient.pk


def plan(chance: Random, patient: Patient, is_open: bool) -> Assignment:
    start = days(chance)
    care = Episode.objects.create(
        patient=patient,
        condition="metatarsalgia",
        started_on=start,
        ended_on=None if is_open else start + timedelta(days=chance.randint(0, 30)),
        created_at=NOW,
    )
    made = Assignment.objects.create(
        patient=patient,
        episode=care,
        name="Plan",
        starts_on=start,
        first_day_counts=chance.random() < 0.5,
        ends_on=start + timedelta(days=chance.randint(-1, 30)) if chance.random() < 0.5 else None,
        created_at=NOW,
    )
    valid_from = start
    for version in range(1, chance.randint(2, 4)):
        AssignmentVersion.objects.create(
            assignment=made,
            version=version,
            valid_from=valid_from,
            days=sorted(chance.sample(range(1, 8), chance.randint(1, 7))),
            times_per_day=chance.randint(1, 6),
            created_at=NOW,
        )
        valid_from = start + timedelta(days=chance.randint(0, 18))
    hold(chance, made)
    if chance.random() < 0.3 and not WarningHold.objects.filter(patient=patient).exists():
        warn(chance, patient)
    return made


def hold(chance: Random, assignment: Assignment) -> None:
    for reason in ("flare", "illness")[: chance.choice((0, 0, 1, 2))]:
        from_on = days(chance)
        Hold.objects.create(
            assignment=assignment,
            from_on=from_on,
            until_on=from_on + timedelta(days=chance.randint(-1, 12)) if chance.random() < 0.7 else None,
            reason=reason,
            placed_at=NOW,
        )


def warn(chance: Random, patient: Patient) -> None:
    from_on = days(chance)
    WarningHold.objects.create(
        patient=patient,
        from_on=from_on,
        until_on=from_on + timedelta(days=chance.randint(-1, 6)) if chance.random() < 0.7 else None,
        placed_at=NOW,
    )


def tell(chance: Random, patient: Patient, followed: Sequence[UUID | None], most: int) -> None:
    entries = []
    for seq in range(most):
        kind = chance.choice(("pain", "pain", "session", "session", "foot_check"))
        score, deleted = chance.randint(0, 10), chance.random() < 0.1
        moment = chance.choice(list(Moment)[:3]) if kind == "pain" else None
        data = session(chance, _text(chance.choice(followed))) if kind == "session" else {}
        on = days(chance, -9, 8)
        at = datetime.combine(on, NOW.time(), UTC)
        entries.append(
            Entry(
                patient=patient,
                entry_id=uuid4(),
                device_id=uuid4(),
                kind=kind,
                seq=seq + 1,
                deleted=deleted,
                recorded_at=at,
                utc_offset_minutes=0,
                time_zone="UTC",
                local_date=on,
                received_at=at,
                first_received_at=at,
                score=score if kind == "pain" and not deleted else None,
                moment=moment if not deleted else None,
                digest=uuid4(),
                data=None if deleted else data,
            )
        )
    Entry.objects.bulk_create(entries)


def session(chance: Random, assignment_id: str | None) -> dict[str, Any]:
    """Of one in five everything was skipped."""
    sets: list[dict[str, Any]] = (
        [{"side": "left", "reps": 5, "seconds": None}] if chance.random() < 0.8 else []
    )
    return {"assignment_id": assignment_id, "steps": [{"step_id": str(uuid4()), "sets": sets}]}


def _text(key: UUID | None) -> str | None:
    return str(key) if key else None
