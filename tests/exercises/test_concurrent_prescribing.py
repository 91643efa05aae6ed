"""What two people or two phones do at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from common import clock
from exercises.models import Assignment, AssignmentVersion, Exercise, Hold, RoutineStep
from exercises.rules.dosage import HoldReason
from exercises.rules.library_files import Library
from exercises.services.assignments import Change, Prescription, Schedule, change_assignment, prescribe
from exercises.services.holds import AlreadyHeld, hold_assignment
from exercises.services.library import load_library
from exercises.services.starter import take_starter
from exercises.services.steps import StepRequest
from tests import factories
from tests.cast import Cast
from tests.records import care_by

pytestmark = pytest.mark.django_db(transaction=True)
CLEAR = dict.fromkeys(("diabetes", "loss_of_feeling", "past_ulcer_or_amputation", "poor_circulation"), "no")


def all_at_once(times: int, act: Callable[[], Any]) -> list[Any]:
    """What `act` gave, or raised, in each of so many threads that start together."""
    gate = Barrier(times)

    def run() -> Any:
        try:
            gate.wait()
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return [future.result() for future in [pool.submit(run) for _ in range(times)]]


def test_concurrent_requests_take_a_starter_once(library):
    patient = factories.patient("Lone", **CLEAR)
    results = all_at_once(
        5,
        lambda: take_starter(patient=patient, by=patient.user, condition="metatarsalgia", now=clock.now()),
    )
    assert len({taken.pk for taken, _care, _made in results}) == 1
    assert [made for _taken, _care, made in results].count(True) == 1
    assert Assignment.objects.count() == 1


@pytest.fixture
def prescribed(cast: Cast, library: None) -> Callable[[], dict[str, Any]]:
    """`prescribed()`: who changes which assignment, read again."""
    now = clock.now()
    care = care_by(cast.tess, cast.ana_patient.pk, now)
    steps = [StepRequest("toe-curls")]
    wanted = Prescription("x", steps, Schedule([1, 2, 3, 4, 5, 6, 7]), care.today)
    made = prescribe(care=care, by=cast.tess, prescription=wanted, now=now)
    return lambda: {
        "care": care_by(cast.tess, cast.ana_patient.pk, now),
        "by": cast.tess,
        "assignment_id": made.pk,
        "now": now,
    }


def test_concurrent_changes_number_versions_without_gaps(prescribed):
    results = all_at_once(5, lambda: change_assignment(change=Change(note="again"), **prescribed()))
    assert sorted(version.version for version in results) == [2, 3, 4, 5, 6]
    assert AssignmentVersion.objects.count() == 6


def test_concurrent_requests_place_one_hold(prescribed):
    def hold() -> Hold:
        dates: dict[str, Any] = {"from_on": None, "until_on": None}
        return hold_assignment(reason=HoldReason.ILL, note="", **dates, **prescribed())

    results = all_at_once(5, hold)
    assert [type(result) for result in results].count(Hold) == 1
    assert [type(result) for result in results].count(AlreadyHeld) == 4
    assert Hold.objects.count() == 1


def test_concurrent_starts_load_the_library_once(files: Library):
    all_at_once(4, lambda: load_library(now=clock.now(), library=files))
    assert Exercise.objects.count() == 28
    assert RoutineStep.objects.count() == sum(len(each.steps) for each in files.routines)
