"""A warning sign rests the whole plan of a patient in a clinic's care until a therapist resumes it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Patient
from diary.services import apply_changes
from exercises.models import Assignment, WarningHold
from progress.models import Flag, ReviewCursor
from progress.services.flags import resolve_flag
from progress.services.review import review_diaries
from tests import factories
from tests.progress.weeks import PHONE, Weeks

PLAN = "/api/v1/plan/"


@pytest.fixture
def numb(weeks) -> Weeks:
    """Ana's weeks, with diabetes and a plan."""
    Patient.objects.filter(pk=weeks.patient.pk).update(diabetes="yes")
    weeks.prescribe(ago=10, toe_curls=1)
    return weeks


def review(weeks: Weeks) -> None:
    review_diaries(now=weeks.now)


def replay(weeks: Weeks) -> None:
    ReviewCursor.objects.update(seq=0)
    review(weeks)


def held() -> list[tuple]:
    """Whose plan rests and since when, lifted holds left out."""
    holds = WarningHold.objects.filter(until_on=None).order_by("placed_at")
    return list(holds.values_list("patient", "from_on"))


def resume(client, assignment: Assignment | None = None) -> None:
    wanted = assignment or Assignment.objects.earliest("pk")
    assert client.post(f"/api/v1/assignments/{wanted.pk}/resume/", {}).status_code == 200


def test_warning_sign_rests_every_assignment_from_the_patients_today_and_says_so_on_the_phone(
    numb, cast, client_of
):
    other = numb.prescribe(ago=5, toe_spreads=2)
    numb.tell(numb.foot_check(1, "blister"))
    review(numb)
    assert held() == [(numb.patient.pk, numb.today)]
    address = f"/api/v1/assignments/{other.pk}/"
    assert client_of(cast.tess).get(address).json()["held"]["reason"] == "warning"
    assert client_of(cast.ana).get(PLAN).json()["on_hold"] == {
        "reason": "warning",
        "since_on": numb.today.isoformat(),
    }


def test_therapist_learns_of_a_warning_sign_even_where_the_plan_was_paused_before(numb, cast, client_of):
    numb.hold(Assignment.objects.get(), 3, days=9)
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    (told,) = (
        client_of(cast.tess).get(f"/api/v1/patients/{cast.ana_patient.pk}/assignments/").json()["results"]
    )
    assert (told["state"], told["held"]["reason"]) == ("held", "warning")


def test_warning_sign_flags_but_does_not_rest_a_plan_for_a_blister_on_feet_that_feel(weeks):
    weeks.prescribe(ago=10, toe_curls=1)
    weeks.tell(weeks.foot_check(0, "blister"))
    review(weeks)
    assert (Flag.objects.count(), held()) == (1, [])


def test_change_of_colour_on_any_foot_rests_the_plan(weeks):
    weeks.prescribe(ago=10, toe_curls=1)
    weeks.tell(weeks.foot_check(0, "colour_change"))
    review(weeks)
    assert len(held()) == 1


def test_warning_sign_changes_nothing_when_it_is_replayed(numb):
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    before = list(WarningHold.objects.values())
    replay(numb)
    assert list(WarningHold.objects.values()) == before


def test_plan_stays_running_once_the_therapist_resumed_it(numb, cast, client_of):
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    resume(client_of(cast.tess))
    replay(numb)
    numb.tell(numb.pain(0, 2))
    review(numb)
    assert held() == []
    assert client_of(cast.ana).get(PLAN).json()["on_hold"] is None


def test_plan_stays_running_once_the_therapist_resolved_the_flag(numb, cast, client_of):
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    resume(client_of(cast.tess))
    resolve_flag(flag_id=Flag.objects.get().pk, user=cast.tess, now=numb.now)
    numb.tell(numb.foot_check(0))
    review(numb)
    assert held() == []


def test_one_resume_lifts_the_warning_sign_from_every_assignment(numb, cast, client_of):
    other = numb.prescribe(ago=5, toe_spreads=2)
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    resume(client_of(cast.tess), other)
    assert held() == []
    assert set(WarningHold.objects.values_list("lifted_by", flat=True)) == {cast.tess.pk}
    assert client_of(cast.ana).get(PLAN).json()["on_hold"] is None


def test_assignment_paused_for_another_reason_stays_paused(numb, cast, client_of):
    travelling, other = Assignment.objects.get(), numb.prescribe(ago=5, toe_spreads=2)
    numb.hold(travelling, 3, days=9)
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    resume(client_of(cast.tess), other)
    address = f"/api/v1/assignments/{travelling.pk}/"
    assert client_of(cast.tess).get(address).json()["held"]["reason"] != "warning"
    resume(client_of(cast.tess), travelling)
    assert client_of(cast.tess).get(address).json()["state"] == "active"


def test_resuming_an_assignment_prescribed_after_the_warning_lifts_the_warning(numb, cast, client_of):
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    travelling = numb.prescribe(ago=5, toe_spreads=2)
    numb.hold(travelling, 3, days=9)
    resume(client_of(cast.tess), travelling)
    assert held() == []
    assert client_of(cast.ana).get(PLAN).json()["warning_hold"] is None


def test_resuming_one_assignment_costs_the_same_statements_as_resuming_many(numb, cast, client_of):
    client = client_of(cast.tess)

    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            resume(client)
        return len(told)

    numb.tell(numb.foot_check(1, "blister"))
    review(numb)
    before = statements()
    for _more in range(3):
        numb.prescribe(ago=5, toe_spreads=2)
    numb.tell(numb.foot_check(0, "open_skin"))
    review(numb)
    assert len(held()) == 1
    assert statements() == before


def test_further_warning_sign_rests_the_plan_again(numb, cast, client_of):
    numb.tell(numb.foot_check(1, "blister"))
    review(numb)
    resume(client_of(cast.tess))
    numb.tell(numb.foot_check(0, "open_skin"))
    review(numb)
    assert len(held()) == 1


def test_older_warning_sign_that_arrives_after_a_milder_one_counts(weeks):
    weeks.prescribe(ago=10, toe_curls=1)
    weeks.tell(weeks.foot_check(0, "redness"))
    review(weeks)
    assert held() == []
    weeks.tell(weeks.foot_check(2, "open_skin", "warm"), received_ago=0)
    review(weeks)
    assert len(held()) == 1
    assert [seen["findings"] for seen in Flag.objects.get().evidence] == [["redness"], ["open_skin", "warm"]]


def test_warning_sign_cannot_be_lifted_by_the_patient(numb, cast, client_of):
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    answer = client_of(cast.ana).post(f"/api/v1/assignments/{Assignment.objects.get().pk}/resume/", {})
    assert answer.status_code == 403
    assert len(held()) == 1


@pytest.fixture
def lone(cast, library) -> Weeks:
    """Someone who uses Footing without a clinic, with diabetes."""
    patient = factories.patient("Lone", diabetes="yes")
    factories.episode(patient, None)
    return Weeks(patient, cast.tess)


def test_warning_rests_the_plan_of_a_patient_without_a_clinic_and_flags_nobody(lone, client_of):
    lone.tell(lone.foot_check(0, "redness"))
    review(lone)
    assert held() == [(lone.patient.pk, lone.today)]
    assert client_of(lone.patient.user).get(PLAN).json()["warning_hold"]["may_resume"] is True
    assert not Flag.objects.exists()


def test_plan_of_a_patient_without_a_clinic_stays_resumed_until_the_next_warning(lone, client_of):
    lone.tell(lone.foot_check(1, "redness"))
    review(lone)
    phone = client_of(lone.patient.user)
    assert phone.post("/api/v1/patients/me/resume/", {"professional_looked": True}).status_code == 200
    replay(lone)
    lone.tell(lone.foot_check(0))
    review(lone)
    assert held() == []
    lone.tell(lone.foot_check(0, "warm"))
    review(lone)
    assert held() == [(lone.patient.pk, lone.today)]


def test_warning_rests_the_plan_again_when_its_check_was_put_right(lone, client_of):
    Patient.objects.filter(pk=lone.patient.pk).update(diabetes="no")
    told = lone.foot_check(0, "redness")
    lone.tell(told)
    review(lone)
    assert held() == []
    worse = {**told, "change_id": str(uuid4()), "data": {"findings": ["redness", "colour_change"]}}
    apply_changes(patient_id=lone.patient.pk, device_id=PHONE, changes=[worse], now=lone.now)
    review(lone)
    assert held() == [(lone.patient.pk, lone.today)]


def test_warning_holds_what_is_prescribed_after_everything_has_ended(numb, cast, client_of):
    Assignment.objects.update(ends_on=numb.today - timedelta(days=1), end_reason="finished")
    numb.tell(numb.foot_check(0, "blister"))
    review(numb)
    assert held() == [(numb.patient.pk, numb.today)]
    (ended,) = client_of(cast.ana).get(PLAN).json()["assignments"]
    assert (ended["held"], ended["holds"]) == (None, [])
    later = numb.prescribe(ago=0, toe_spreads=2)
    address = f"/api/v1/assignments/{later.pk}/"
    assert client_of(cast.tess).get(address).json()["state"] == "held"


def test_warning_sign_costs_the_same_statements_for_any_number_of_plans(numb, cast):
    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            review(numb)
        return len(told)

    numb.tell(numb.foot_check(0, "blister"))
    before = statements()
    for name in ("Bea", "Cleo", "Dina"):
        each = Weeks(factories.patient(name), cast.tess)
        Patient.objects.filter(pk=each.patient.pk).update(loss_of_feeling="unsure")
        factories.episode(each.patient, cast.north, cast.tess)
        each.prescribe(ago=3, toe_curls=1)
        each.tell(each.foot_check(0, "warm"))
    assert statements() == before
    assert len(held()) == 4
