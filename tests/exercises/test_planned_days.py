"""What is planned on a day, held against the same rule in plain Python over random histories."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Episode
from exercises.models import Assignment, AssignmentStep, AssignmentVersion, Exercise, Hold
from exercises.queries.days import DaySessions, PlannedSets, planned_sessions, planned_sets
from exercises.rules.schedule import hold_on
from tests.factories import NOW, episode, patient

FIRST = date(2026, 3, 1)
DAY = timedelta(days=1)
WINDOW = [FIRST + nth * DAY for nth in range(40)]
numbers = st.integers(0, 39)
steps = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(1, 5)), st.sampled_from(["left", "right", "both", "each"])),
    min_size=1,
    max_size=3,
)
versions = st.lists(
    st.tuples(numbers, st.sets(st.integers(1, 7), min_size=1), st.integers(1, 3), steps),
    min_size=1,
    max_size=3,
)
pauses = st.lists(st.tuples(numbers, st.one_of(st.none(), st.integers(-1, 12))), max_size=3)


def make_assignment(ill, care, rows, holds, ends_after) -> Assignment:
    rows = sorted(rows, key=lambda row: row[0])
    starts_on = WINDOW[rows[0][0]]
    made = Assignment.objects.create(
        patient=ill,
        episode=care,
        name="x",
        starts_on=starts_on,
        ends_on=None if ends_after is None else starts_on + ends_after * DAY,
        created_at=NOW,
    )
    for number, (at, days, times, asked) in enumerate(rows, 1):
        version = AssignmentVersion.objects.create(
            assignment=made,
            version=number,
            valid_from=WINDOW[at],
            days=sorted(days),
            times_per_day=times,
            created_at=NOW,
        )
        curls = Exercise.objects.get(slug="toe-curls")
        AssignmentStep.objects.bulk_create(
            AssignmentStep(version=version, position=place, exercise=curls, sets=sets, reps=1, side=side)
            for place, (sets, side) in enumerate(asked)
        )
    reasons = ["flare", "ill", "travel"]
    for reason, (at, length) in zip(reasons, holds, strict=False):
        until_on = None if length is None else WINDOW[at] + length * DAY
        Hold.objects.create(
            assignment=made, from_on=WINDOW[at], until_on=until_on, reason=reason, placed_at=NOW
        )
    return made


def by_the_rule(made: Assignment) -> dict[date, AssignmentVersion]:
    """The version that is to be done on each planned day."""
    return {on: version for on in WINDOW if (version := planned_on(made, on))}


def planned_on(made: Assignment, on: date) -> AssignmentVersion | None:
    if (
        on < made.starts_on
        or (made.ends_on is not None and on > made.ends_on)
        or hold_on(made.holds.all(), on)
    ):
        return None
    valid = [version for version in made.versions.all() if version.valid_from <= on]
    newest = max(valid, key=lambda version: (version.valid_from, version.version), default=None)
    return newest if newest and on.isoweekday() in newest.days else None


def sets_of(version: AssignmentVersion) -> dict[str, int]:
    feet = {"each": ("left", "right")}
    return {
        f"{step.pk}/{foot}": (step.sets or 1) * version.times_per_day
        for step in version.steps.all()
        for foot in feet.get(step.side, (step.side,))
    }


def days_of(rows: list[PlannedSets]) -> list[date]:
    return sorted(row.on for row in rows)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions, pauses, st.one_of(st.none(), st.integers(-1, 30)))
def test_planned_days_equal_the_plain_rule(library, rows, holds, ends_after):
    ill = patient()
    made = make_assignment(ill, episode(ill, None), rows, holds, ends_after)
    rule = by_the_rule(made)
    sets = planned_sets([ill.pk], WINDOW[0], WINDOW[-1])
    assert sorted(sets, key=lambda row: row.on) == [
        PlannedSets(ill.pk, on, made.pk, sets_of(version)) for on, version in rule.items()
    ]
    sessions = planned_sessions([ill.pk], WINDOW[0], WINDOW[-1])
    assert {row.on: row.sessions for row in sessions if row.sessions} == {
        on: version.times_per_day for on, version in rule.items()
    }
    assert all(row.held for row in sessions if not row.sessions)


@pytest.fixture
def daily(library):
    """`daily()`: a patient with one exercise a day for forty days, and the assignment."""

    def make() -> Assignment:
        ill = patient()
        return make_assignment(
            ill, episode(ill, None), [(0, {1, 2, 3, 4, 5, 6, 7}, 1, [(2, "each")])], [], None
        )

    return make


def test_planned_day_that_is_partly_held_is_marked(daily):
    made = daily()
    make_assignment(
        made.patient, made.episode, [(0, {1, 2, 3, 4, 5, 6, 7}, 1, [(1, "both")])], [(2, 0)], None
    )
    rows = planned_sessions([made.patient_id], WINDOW[1], WINDOW[3])
    assert rows == [
        DaySessions(made.patient_id, WINDOW[1], 2, False),
        DaySessions(made.patient_id, WINDOW[2], 1, True),
        DaySessions(made.patient_id, WINDOW[3], 2, False),
    ]


def test_planned_days_end_with_the_episode_of_care(daily):
    made = daily()
    Episode.objects.filter(pk=made.episode_id).update(started_on=WINDOW[0], ended_on=WINDOW[4])
    assert days_of(planned_sets([made.patient_id], WINDOW[0], WINDOW[-1]))[-1] == WINDOW[4]


def test_planned_days_are_empty_for_nobody_and_outside_the_window(daily):
    made = daily()
    assert planned_sets([], WINDOW[0], WINDOW[-1]) == []
    assert planned_sets([made.patient_id], WINDOW[3], WINDOW[2]) == []
    assert days_of(planned_sets([made.patient_id], WINDOW[3], WINDOW[4])) == WINDOW[3:5]


def test_planned_days_take_one_statement_for_any_number_of_patients(daily, django_assert_num_queries):
    people = [daily().patient_id for _ in range(5)]
    with django_assert_num_queries(2):
        rows = planned_sets(people, WINDOW[0], WINDOW[-1])
        sessions = planned_sessions(people, WINDOW[0], WINDOW[-1])
    assert len(rows) == len(sessions) == 5 * 40
    assert {row.patient_id for row in rows} == set(people)
