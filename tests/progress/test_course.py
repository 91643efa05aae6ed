"""One patient's course: each local day as it was planned and told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from tests.refusals import fields_at_fault, refusal

ME = "/api/v1/patients/me/progress/"


@pytest.fixture
def course(client_of, cast):
    """Ana's own course, asked for with the given query."""

    def ask(**query):
        response = client_of(cast.ana).get(ME, query)
        assert response.status_code == 200, response.content
        return response.json()

    return ask


def day_of(course: dict, on) -> dict:
    return next(day for day in course["days"] if day["date"] == on.isoformat())


def test_progress_tells_the_last_28_local_days(weeks, course):
    told = course()
    assert (told["from"], told["to"]) == (weeks.on(27).isoformat(), weeks.on(0).isoformat())
    assert len(told["days"]) == 28


def test_progress_counts_the_sets_of_a_day_step_by_step(weeks, course):
    plan = weeks.prescribe(toe_curls=3, calf_stretch=3)
    weeks.tell(weeks.session(2, plan, toe_curls=5, calf_stretch=1))
    day = day_of(course(), weeks.on(2))
    assert (day["planned"], day["done"], day["adherence"]) == (6, 4, 4 / 6)


def test_progress_measures_each_day_by_the_version_in_force_on_it(weeks, course):
    plan = weeks.prescribe(toe_curls=2)
    weeks.change(plan, 3, toe_curls=4)
    weeks.tell(weeks.session(4, plan, toe_curls=2), weeks.session(3, plan, toe_curls=2))
    told = course()
    assert day_of(told, weeks.on(4))["adherence"] == 1.0
    assert day_of(told, weeks.on(3))["adherence"] == 0.5


def test_progress_counts_the_old_versions_steps_that_an_offline_phone_still_tells(weeks, course):
    plan = weeks.prescribe(toe_curls=2)
    weeks.change(plan, 3, toe_curls=4)
    weeks.tell(weeks.session(2, plan, steps_of=5, toe_curls=2))
    assert day_of(course(), weeks.on(2))["done"] == 2


def test_progress_has_no_number_for_a_planned_day_without_an_entry(weeks, course):
    weeks.prescribe(toe_curls=2)
    day = day_of(course(), weeks.on(2))
    assert (day["state"], day["planned"], day["done"], day["adherence"]) == ("counted", 2, 0, None)


def test_progress_leaves_held_days_out(weeks, course):
    plan = weeks.prescribe(ago=6, toe_curls=2)
    weeks.hold(plan, 4, days=2)
    weeks.tell(weeks.session(6, plan, toe_curls=2))
    told = course()
    assert [day_of(told, weeks.on(ago))["state"] for ago in (5, 4, 3, 2)] == [
        "counted",
        "held",
        "held",
        "counted",
    ]
    assert (told["totals"]["planned_days"], told["totals"]["adherence"]) == (4, 0.25)


def test_progress_keeps_today_pending(weeks, course):
    plan = weeks.prescribe(ago=1, toe_curls=2)
    weeks.tell(weeks.session(0, plan, toe_curls=2))
    told = course()
    assert day_of(told, weeks.on(0))["state"] == "pending"
    assert day_of(told, weeks.on(0))["adherence"] == 1.0
    assert told["totals"]["planned_days"] == 1


def test_progress_leaves_the_future_out(weeks, course):
    weeks.prescribe(toe_curls=2)
    told = course(**{"from": weeks.on(0).isoformat(), "to": weeks.on(-2).isoformat()})
    assert [day["state"] for day in told["days"]] == ["pending", "future", "future"]
    assert told["totals"]["planned"] == 0


def test_progress_shows_sessions_beyond_the_plan_apart(weeks, course):
    plan = weeks.prescribe(toe_curls=2)
    weeks.tell(
        weeks.session(2, plan, toe_curls=2),
        weeks.session(2, plan, toe_curls=2),
        weeks.session(2, None, calf_stretch=1),
    )
    day = day_of(course(), weeks.on(2))
    assert (day["sessions"], day["extra"], day["adherence"]) == (3, 2, 1.0)


def test_progress_never_mixes_moments(weeks, course):
    weeks.tell(weeks.pain(1, 0), weeks.pain(1, 4), weeks.pain(1, 8, "worst_24h"))
    assert day_of(course(), weeks.on(1))["pain"] == {
        "average_24h": {"mean": 2.0, "max": 4, "n": 2},
        "worst_24h": {"mean": 8.0, "max": 8, "n": 1},
    }


def test_progress_marks_what_was_told_after_the_next_local_day(weeks, course):
    weeks.tell(weeks.pain(5, 3), weeks.pain(5, 4), received_ago=3)
    weeks.tell(weeks.pain(5, 3), received_ago=4)
    told = course()
    assert day_of(told, weeks.on(5))["late"] == 2
    assert told["totals"]["late"] == 2


def test_progress_counts_distinct_days_of_the_last_thirty_for_remote_monitoring(weeks, course):
    weeks.tell(weeks.pain(0, 1), weeks.pain(0, 2), weeks.foot_check(29), weeks.pain(30, 5))
    assert course()["rtm_days"] == 2


def test_progress_tells_each_exercise_apart(weeks, course):
    plan = weeks.prescribe(ago=2, toe_curls=2, calf_stretch=1)
    weeks.tell(weeks.session(1, plan, toe_curls=2, calf_stretch=0))
    told = {row["exercise"]: (row["name"], row["planned"], row["done"]) for row in course()["per_exercise"]}
    assert told == {"calf-stretch": ("Calf stretch", 2, 0), "toe-curls": ("Toe curls", 4, 2)}


def test_progress_prints_the_formula_beside_the_number(weeks, course):
    assert "sets done / sets prescribed" in course()["formula"]
    assert "A day without a session of the plan has no number" in course()["formula"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "yesterday"}, "from"),
        ({"to": "2026-02-30"}, "to"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "from"),
        ({"from": "2025-01-01", "to": "2026-02-05"}, "from"),
        ({"to": "0001-01-01"}, "to"),
        ({"from": "9999-12-31"}, "from"),
    ],
)
def test_progress_refuses_a_window_that_is_none_by_its_field(client_of, cast, query, field):
    assert fields_at_fault(client_of(cast.ana).get(ME, query)) == [field]


def test_progress_answers_400_days_at_once(client_of, cast):
    response = client_of(cast.ana).get(ME, {"from": "2025-01-01", "to": "2026-02-04"})
    assert len(response.json()["days"]) == 400


def test_progress_opens_for_the_therapist_and_writes_the_visit_down(weeks, client_of, cast):
    response = client_of(cast.tess).get(f"/api/v1/patients/{cast.ana_patient.pk}/progress/")
    assert response.status_code == 200
    assert AuditEvent.objects.values_list("actor", "patient", "purpose").get() == (
        cast.tess.pk,
        cast.ana_patient.pk,
        "patient-progress",
    )


@pytest.mark.parametrize("stranger", ["ben", "theo", "olga"])
def test_progress_hides_a_stranger_and_writes_nothing(cast, client_of, stranger):
    client = client_of(getattr(cast, stranger))
    assert refusal(client.get(f"/api/v1/patients/{cast.ana_patient.pk}/progress/")) == (404, "not_found")
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "00000000-0000-0000-0000-000000000000", "you"])
def test_progress_knows_nobody_of_another_name(cast, client_of, who):
    assert client_of(cast.ana).get(f"/api/v1/patients/{who}/progress/").status_code == 404


def test_progress_has_no_course_of_ones_own_without_a_record(cast, client_of):
    assert client_of(cast.tess).get(ME).status_code == 404


def test_progress_costs_the_same_statements_for_any_window(weeks, client_of, cast):
    plan = weeks.prescribe(ago=60, toe_curls=2)
    weeks.tell(*(weeks.session(ago, plan, toe_curls=1) for ago in range(1, 20)))
    client = client_of(cast.ana)
    client.get(ME)

    def statements(days: int) -> int:
        with CaptureQueriesContext(connection) as told:
            client.get(ME, {"from": (weeks.today - timedelta(days=days)).isoformat()})
        return len(told)

    assert statements(0) == statements(50) <= 8  # two of them are the transaction


def test_patient_who_was_never_prescribed_anything_has_days_without_a_plan(weeks, course):
    weeks.tell(weeks.pain(1, 4))
    assert {day["state"] for day in course()["days"]} == {"no_plan"}


def test_sets_of_the_foot_that_was_not_asked_are_extra(weeks, course):
    told = weeks.session(1, weeks.prescribe(toe_curls=2), toe_curls=2)
    told["data"]["steps"][0]["sets"] = [{"side": "right", "reps": 5, "seconds": None}] * 3
    weeks.tell(told)
    day = day_of(course(), weeks.on(1))
    assert (day["planned"], day["done"], day["extra_sets"]) == (2, 0, 3)


def test_pain_during_an_exercise_is_the_highest_of_the_day(weeks, course):
    plan = weeks.prescribe(toe_curls=2)
    morning, evening, day_before = (weeks.session(ago, plan, toe_curls=1) for ago in (1, 1, 2))
    for told, pain in ((morning, 2), (evening, 6), (day_before, 3)):
        told["data"]["steps"][0]["pain"] = pain
    weeks.tell(morning, evening, day_before)
    assert course()["per_exercise"][0]["pain"] == {"mean": 4.5, "max": 6, "n": 2}
