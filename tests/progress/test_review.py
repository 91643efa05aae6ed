"""The review: a diary that moved is judged once, and raises each flag once."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services.care import end_episode
from diary.services import apply_changes
from exercises.models import PainZones
from progress.models import Flag, ReviewCursor
from progress.services.flags import resolve_flag
from progress.services.review import review_diaries, review_next_diaries
from tests import factories
from tests.progress.weeks import PHONE, Weeks


def rules() -> list[str]:
    return sorted(Flag.objects.values_list("rule", flat=True))


def test_review_raises_a_flag_with_its_evidence_its_owner_and_its_clinic(weeks, cast):
    told = weeks.foot_check(0, "blister", "warm")
    weeks.tell(told)
    review_diaries(now=weeks.now)
    flag = Flag.objects.get()
    assert (flag.rule, flag.state, flag.owner, flag.clinic) == ("foot_check", "open", cast.tess, cast.north)
    assert flag.evidence == [
        {
            "kind": "foot_check",
            "entry_id": told["entry_id"],
            "seq": 1,
            "on": weeks.today.isoformat(),
            "findings": ["blister", "warm"],
        }
    ]


def test_review_raises_every_rule_from_a_diary_that_has_cause_for_each(weeks):
    plan = weeks.prescribe(ago=20, toe_curls=1)
    weeks.tell(*(weeks.pain(ago, 2 if ago > 6 else 5) for ago in range(1, 14)))
    weeks.tell(*(weeks.session(ago, plan, hurt=("toe-curls",), worst=8, hour=5) for ago in (2, 1)))
    weeks.tell(weeks.pain(1, 2, "next_morning", hour=4))
    weeks.tell(weeks.pain(0, 5, "next_morning", hour=0, qualities=["numb"]))
    weeks.tell(weeks.pain(1, 2, "after", hour=5, qualities=["numb"]))
    weeks.tell(weeks.foot_check(1, "redness"))
    review_diaries(now=weeks.now)
    assert rules() == ["foot_check", "nerve", "next_morning", "pain_up", "red_zone", "step_skipped"]


def test_review_takes_the_pain_tied_to_a_session_for_its_worst(weeks):
    plan = weeks.prescribe(ago=20, toe_curls=1)
    for ago in (3, 2):
        done = weeks.session(ago, plan, toe_curls=1, worst=3)
        weeks.tell(done, weeks.pain(ago, 7, "during", session_id=done["entry_id"]))
    review_diaries(now=weeks.now)
    assert rules() == ["red_zone"]


def test_review_measures_red_by_the_zones_the_therapist_set(weeks, cast):
    plan = weeks.prescribe(ago=20, toe_curls=1)
    PainZones.objects.create(
        patient=cast.ana_patient, green_to=4, amber_to=7, set_by=cast.tess, set_at=weeks.now
    )
    weeks.tell(*(weeks.session(ago, plan, toe_curls=1, worst=7) for ago in (3, 2)))
    review_diaries(now=weeks.now)
    assert rules() == []


def test_review_raises_nothing_new_when_it_is_replayed(weeks):
    weeks.tell(weeks.foot_check(0, "blister"))
    review_diaries(now=weeks.now)
    ReviewCursor.objects.update(seq=0)
    review_diaries(now=weeks.now)
    assert rules() == ["foot_check"]


def test_review_moves_the_cursor_to_the_diarys_head_and_rests(weeks, cast):
    review_diaries(now=weeks.now)
    weeks.tell(weeks.pain(0, 3), weeks.pain(1, 3))
    assert review_diaries(now=weeks.now) == 1
    assert ReviewCursor.objects.get(patient=cast.ana_patient).seq == 2
    assert review_diaries(now=weeks.now) == 0


def test_review_stays_quiet_about_what_was_settled(weeks, cast):
    weeks.tell(weeks.foot_check(1, "blister"))
    review_diaries(now=weeks.now)
    resolve_flag(flag_id=Flag.objects.get().pk, user=cast.tess, now=weeks.now)
    weeks.tell(weeks.pain(0, 2))
    review_diaries(now=weeks.now)
    assert rules() == ["foot_check"]


def test_review_raises_what_arrives_after_the_settling_however_old_it_is(weeks, cast):
    weeks.tell(weeks.foot_check(1, "blister"))
    review_diaries(now=weeks.now)
    resolve_flag(flag_id=Flag.objects.get().pk, user=cast.tess, now=weeks.now)
    weeks.tell(weeks.foot_check(3, "open_skin"), received_ago=0)
    review_diaries(now=weeks.now)
    assert list(Flag.objects.order_by("id").values_list("state", flat=True)) == ["resolved", "open"]


def test_review_forgets_an_entry_that_was_deleted_before_the_review(weeks, cast):
    told = weeks.foot_check(0, "blister")
    weeks.tell(told)
    gone = {**told, "change_id": str(uuid4()), "action": "delete"}
    apply_changes(patient_id=cast.ana_patient.pk, device_id=PHONE, changes=[gone], now=weeks.now)
    review_diaries(now=weeks.now)
    assert rules() == []


def test_review_raises_silence_when_the_third_planned_day_is_over_locally(weeks):
    weeks.now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    weeks.prescribe(ago=2, toe_curls=1)
    review_diaries(now=weeks.now)
    last_minute = datetime(2026, 11, 20, 22, 59, tzinfo=UTC)  # 23:59 in Madrid
    assert review_diaries(now=last_minute) == 0
    assert rules() == []
    review_diaries(now=last_minute + timedelta(minutes=1))
    assert rules() == ["silent"]
    assert [day["on"] for day in Flag.objects.get().evidence] == ["2026-11-18", "2026-11-19", "2026-11-20"]


def test_review_never_calls_a_held_plan_silent(weeks):
    plan = weeks.prescribe(ago=10, toe_curls=1)
    weeks.tell(weeks.pain(9, 3))
    weeks.hold(plan, 8, days=8)
    review_diaries(now=weeks.now)
    assert rules() == []


def test_review_follows_a_patient_who_never_wrote_an_entry(weeks, cast):
    weeks.prescribe(ago=10, toe_curls=1)
    review_diaries(now=weeks.now)
    assert rules() == ["silent"]
    assert ReviewCursor.objects.filter(patient=cast.ana_patient, due_at__gt=weeks.now).exists()


def test_review_raises_nothing_where_no_clinic_would_see_it(weeks, cast):
    end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=weeks.now)
    weeks.tell(weeks.foot_check(0, "open_skin"))
    review_diaries(now=weeks.now)
    assert rules() == []
    assert ReviewCursor.objects.get(patient=cast.ana_patient).seq == 1


def test_review_raises_again_for_the_next_clinic(weeks, cast):
    weeks.tell(weeks.foot_check(0, "open_skin"))
    review_diaries(now=weeks.now)
    end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=weeks.now)
    factories.episode(cast.ana_patient, cast.south)
    weeks.tell(weeks.pain(0, 3))
    review_diaries(now=weeks.now)
    assert set(Flag.objects.values_list("clinic", flat=True)) == {cast.north.pk, cast.south.pk}


def test_review_costs_the_same_statements_for_any_number_of_diaries(weeks, cast):
    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            review_diaries(now=weeks.now)
        return len(told)

    weeks.tell(weeks.foot_check(0, "blister"))
    before = statements()
    for name in ("Bea", "Cleo", "Dina"):
        each = Weeks(factories.patient(name), cast.tess)
        factories.episode(each.patient, cast.north, cast.tess)
        each.tell(each.foot_check(0, "blister"), each.pain(1, 4))
    assert statements() == before


@pytest.mark.django_db(transaction=True)
def test_review_lets_several_workers_share_the_work(cast):
    everyone = [Weeks(factories.patient(f"Pat {number}"), cast.tess) for number in range(6)]
    for each in everyone:
        factories.episode(each.patient, cast.north, cast.tess)
        each.tell(each.foot_check(0, "blister"))
    start = Barrier(3)

    def work() -> None:
        start.wait()
        while review_next_diaries(now=everyone[0].now, batch=1):
            pass
        connection.close()

    review_diaries(now=everyone[0].now, limit=0)
    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Flag.objects.count() == 6
    assert review_diaries(now=everyone[0].now) == 0
