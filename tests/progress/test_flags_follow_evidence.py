"""What becomes of a flag when its patient's diary changes: it opens again, or it is withdrawn."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Patient
from accounts.rules.roles import RISK_QUESTIONS, Answer, Foot
from accounts.services.care import end_episode
from accounts.services.people import answer_intake
from diary.services import apply_changes
from exercises.rules.zones import Zones
from exercises.services.zones import set_zones
from progress.models import Flag, ReviewCursor
from progress.services.flags import acknowledge_flag, resolve_flag, snooze_flag
from progress.services.review import review_diaries
from tests import factories
from tests.progress.weeks import PHONE, Weeks
from tests.records import care_by

FLAGS = "/api/v1/flags/"
CASELOAD = "/api/v1/patients/"


@pytest.fixture
def tess(cast, client_of):
    return client_of(cast.tess)


def flag_of(rule: str) -> Flag:
    return Flag.objects.get(rule=rule)


def judge(weeks: Weeks, *told: dict, received_ago: int | None = None) -> None:
    weeks.tell(*told, received_ago=received_ago)
    review_diaries(now=weeks.now)


def correct(weeks: Weeks, told: dict, **data) -> None:
    """The same entry once more, as its patient put it right."""
    change = {**told, "change_id": str(uuid4()), "data": {**told["data"], **data}}
    apply_changes(patient_id=weeks.patient.pk, device_id=PHONE, changes=[change], now=weeks.now)
    review_diaries(now=weeks.now)


def delete(weeks: Weeks, told: dict) -> None:
    change = {**told, "change_id": str(uuid4()), "action": "delete"}
    apply_changes(patient_id=weeks.patient.pk, device_id=PHONE, changes=[change], now=weeks.now)
    review_diaries(now=weeks.now)


def zones(weeks: Weeks, **wanted) -> None:
    weeks.now += timedelta(seconds=1)
    care = care_by(weeks.therapist, weeks.patient.pk, weeks.now)
    set_zones(care=care, by=weeks.therapist, zones=Zones(**wanted), now=weeks.now)
    review_diaries(now=weeks.now)


def see(cast, weeks: Weeks, rule: str) -> None:
    acknowledge_flag(flag_id=flag_of(rule).pk, user=cast.tess, now=weeks.now)


def red(weeks: Weeks, *scores: int) -> list[dict]:
    """A red session on each of the last days, the newest yesterday."""
    return [weeks.session(len(scores) - place, worst=score) for place, score in enumerate(scores)]


@pytest.mark.parametrize("look", ["seen", "snoozed"])
def test_seen_flag_opens_again_on_new_evidence_with_its_own_date(weeks, cast, tess, look):
    judge(weeks, weeks.foot_check(2, "redness", "swelling"))
    if look == "seen":
        see(cast, weeks, "foot_check")
    else:
        until = weeks.on(-9)
        snooze_flag(flag_id=flag_of("foot_check").pk, user=cast.tess, until_on=until, now=weeks.now)
    judge(weeks, weeks.foot_check(0, "open_skin"))
    (shown,) = tess.get(FLAGS, {"state": "open"}).json()["results"]
    assert (shown["evidence_on"], shown["acknowledged_by"]) == (weeks.today.isoformat(), None)
    assert shown["snoozed_until_on"] is None
    assert [each["act"] for each in shown["history"]][-1] == "evidence"


def test_red_zone_seen_at_6_and_7_opens_again_for_a_session_at_10(weeks, cast):
    judge(weeks, *red(weeks, 6, 7))
    see(cast, weeks, "red_zone")
    judge(weeks, weeks.session(0, worst=10))
    flag = flag_of("red_zone")
    assert (flag.state, [each["worst"] for each in flag.evidence]) == ("open", [7, 10])
    assert flag.evidence_on == weeks.today


def test_seen_flag_stays_seen_when_nothing_new_speaks_for_it(weeks, cast):
    judge(weeks, *red(weeks, 6, 7))
    see(cast, weeks, "red_zone")
    judge(weeks, weeks.pain(0, 2), weeks.session(0, worst=1))
    assert flag_of("red_zone").state == "acknowledged"


@pytest.mark.parametrize("change", ["corrected", "deleted"])
def test_flag_is_withdrawn_when_its_evidence_goes_and_shows_nothing_of_it(weeks, cast, tess, change):
    first, second = red(weeks, 8, 8)
    judge(weeks, first, second)
    if change == "corrected":
        correct(weeks, second, pain_worst=2)
    else:
        delete(weeks, second)
    assert tess.get(FLAGS, {"state": "open"}).json()["results"] == []
    (gone,) = tess.get(FLAGS, {"state": "withdrawn"}).json()["results"]
    assert gone["evidence"] == []
    assert gone["reason"] == "Withdrawn: what it rested on was corrected or deleted."
    assert "8" not in gone["reason"]
    assert gone["history"][-1]["act"] == "withdrawn"


def test_withdrawn_flag_cannot_be_seen_settled_or_reopened(weeks, cast, tess):
    told = red(weeks, 8, 8)
    judge(weeks, *told)
    delete(weeks, told[0])
    for action in ("acknowledge", "resolve", "reopen"):
        answer = tess.post(f"{FLAGS}{flag_of('red_zone').pk}/{action}/")
        assert (answer.status_code, answer.json()["code"]) == (409, "flag_withdrawn")


def test_evidence_that_comes_back_raises_a_new_flag(weeks):
    told = red(weeks, 8, 8)
    judge(weeks, *told)
    correct(weeks, told[1], pain_worst=2)
    correct(weeks, told[1], pain_worst=9)
    states = Flag.objects.order_by("raised_at", "id").values_list("state", flat=True)
    assert sorted(states) == ["open", "withdrawn"]


def test_flag_keeps_what_is_left_when_one_of_its_checks_is_deleted(weeks):
    first, second = weeks.foot_check(2, "blister"), weeks.foot_check(1, "warm")
    judge(weeks, first, second)
    delete(weeks, second)
    flag = flag_of("foot_check")
    assert (flag.state, [each["findings"] for each in flag.evidence]) == ("open", [["blister"]])
    assert flag.evidence_on == weeks.on(2)


def test_flag_of_two_red_sessions_stands_when_a_calm_one_follows(weeks):
    judge(weeks, *red(weeks, 8, 8))
    judge(weeks, weeks.session(0, worst=1))
    flag = flag_of("red_zone")
    assert (flag.state, [each["worst"] for each in flag.evidence]) == ("open", [8, 8])


def test_pain_tied_to_a_session_that_is_corrected_withdraws_the_red_zone(weeks):
    sessions = red(weeks, 3, 3)
    tied = [
        weeks.pain(2 - place, 8, "during", session_id=each["entry_id"]) for place, each in enumerate(sessions)
    ]
    judge(weeks, *sessions, *tied)
    assert flag_of("red_zone").state == "open"
    correct(weeks, tied[0], score=1)
    assert flag_of("red_zone").state == "withdrawn"


def test_old_flag_is_withdrawn_when_an_entry_of_weeks_ago_is_deleted(weeks):
    told = red(weeks, 8, 8)
    judge(weeks, *told)
    weeks.now = weeks.at(-40)
    review_diaries(now=weeks.now)
    assert flag_of("red_zone").state == "open"
    delete(weeks, told[0])
    assert flag_of("red_zone").state == "withdrawn"


def test_settled_flag_shows_nothing_that_was_deleted_since(weeks, cast, tess):
    told = weeks.foot_check(1, "blister")
    judge(weeks, told)
    resolve_flag(flag_id=flag_of("foot_check").pk, user=cast.tess, now=weeks.now)
    delete(weeks, told)
    (shown,) = tess.get(FLAGS, {"state": "resolved"}).json()["results"]
    assert (shown["evidence"], "blister" in shown["reason"]) == ([], False)


def test_silence_is_withdrawn_when_the_days_are_told_late(weeks, cast):
    weeks.prescribe(ago=10, toe_curls=1)
    judge(weeks, weeks.pain(5, 3))
    assert flag_of("silent").state == "open"
    judge(weeks, weeks.pain(3, 2), weeks.pain(2, 2), received_ago=0)
    assert flag_of("silent").state == "withdrawn"


def test_silence_stands_when_the_patient_only_writes_again(weeks):
    weeks.prescribe(ago=10, toe_curls=1)
    judge(weeks, weeks.pain(5, 3))
    judge(weeks, weeks.pain(0, 2))
    assert flag_of("silent").state == "open"


def test_zones_are_judged_again_at_once_when_they_change(weeks):
    judge(weeks, *red(weeks, 5, 5))
    assert not Flag.objects.exists()
    zones(weeks, green_to=2, amber_to=4)
    assert flag_of("red_zone").state == "open"
    zones(weeks, green_to=2, amber_to=8)
    assert (flag_of("red_zone").state, flag_of("red_zone").gone) == ("withdrawn", "zones")
    assert review_diaries(now=weeks.now) == 0


def test_rule_that_is_switched_off_withdraws_its_flag(weeks):
    judge(weeks, weeks.pain(2, 3, qualities=["numb"], sites=places(1)))
    judge(weeks, weeks.pain(1, 3, qualities=["numb"], sites=places(3)))
    assert flag_of("nerve").state == "open"
    zones(weeks, nerve_rule=False)
    assert flag_of("nerve").state == "withdrawn"


def places(count: int) -> list[dict]:
    return [{"foot": "left", "surface": "sole", "region": f"metatarsal_{nth + 1}"} for nth in range(count)]


def test_morning_of_weeks_ago_is_no_news(weeks):
    judge(weeks, weeks.session(20), weeks.pain(20, 1, "next_morning"), weeks.pain(19, 8, "next_morning"))
    assert not Flag.objects.filter(rule="next_morning").exists()


def test_every_reason_names_the_day_of_its_evidence(weeks, cast, tess):
    judge(weeks, weeks.session(3), weeks.pain(3, 1, "next_morning"), weeks.pain(2, 8, "next_morning"))
    shown = {each["rule"]: each for each in tess.get(FLAGS).json()["results"]}
    assert shown["next_morning"]["evidence_on"] == weeks.on(2).isoformat()
    assert f"{weeks.on(2).day} {weeks.on(2):%B}" in shown["next_morning"]["reason"]


def test_changed_risk_answers_are_judged_again_at_once(weeks, cast, client_of):
    weeks.prescribe(ago=10, toe_curls=1)
    judge(weeks, weeks.foot_check(0, "redness"))
    see(cast, weeks, "foot_check")
    risk = {**dict.fromkeys(RISK_QUESTIONS, Answer.NO), "diabetes": Answer.YES}
    answer_intake(user=cast.ana, foot=Foot.RIGHT, risk=risk, sign_up_open=True, now=weeks.now)
    review_diaries(now=weeks.now)
    (line,) = client_of(cast.tess).get(CASELOAD).json()["results"]
    assert (line["urgency"], line["may_feel_less"]) == ("warning", True)
    assert line["plan_paused_since"]
    assert flag_of("foot_check").state == "open"


def test_plan_that_rests_needs_a_look_though_its_flag_was_seen_or_settled(weeks, cast, client_of):
    Patient.objects.filter(pk=weeks.patient.pk).update(diabetes="yes")
    weeks.prescribe(ago=10, toe_curls=1)
    judge(weeks, weeks.foot_check(0, "blister"))
    client = client_of(cast.tess)
    for settle in (acknowledge_flag, resolve_flag):
        settle(flag_id=flag_of("foot_check").pk, user=cast.tess, now=weeks.now)
        (line,) = client.get(CASELOAD, {"flagged": "true"}).json()["results"]
        assert (line["needs_look"], line["urgency"], line["open_flags"]) == (True, "warning", 0)


@pytest.mark.parametrize("how", ["before", "after", "step"])
def test_every_score_of_a_session_counts_for_the_red_zone(weeks, how):
    told = [weeks.session(ago, toe_curls=1) for ago in (2, 1)]
    for each in told:
        if how == "step":
            each["data"]["steps"][0]["pain"] = 9
        else:
            each["data"][f"pain_{how}"] = 9
    judge(weeks, *told)
    assert [each["worst"] for each in flag_of("red_zone").evidence] == [9, 9]


def test_daily_pain_in_the_red_zone_counts_on_two_days_running(weeks):
    judge(weeks, weeks.pain(1, 10))
    assert not Flag.objects.filter(rule="red_zone").exists()
    judge(weeks, weeks.pain(0, 10, "now"))
    assert flag_of("red_zone").state == "open"


def test_red_pain_at_rest_counts_at_once(weeks, tess):
    judge(weeks, weeks.pain(0, 6, "now", at_rest=True))
    (shown,) = tess.get(FLAGS).json()["results"]
    assert (shown["rule"], shown["urgency"]) == ("red_zone", "red")
    assert shown["reason"].startswith("Pain at rest on ")


def test_pain_at_rest_with_poor_circulation_is_a_warning_sign(weeks, cast, client_of):
    Patient.objects.filter(pk=weeks.patient.pk).update(poor_circulation="yes")
    weeks.prescribe(ago=10, toe_curls=1)
    judge(weeks, weeks.pain(0, 2, "now", at_rest=True))
    assert client_of(cast.ana).get("/api/v1/plan/").json()["on_hold"]["reason"] == "warning"
    (line,) = client_of(cast.tess).get(CASELOAD).json()["results"]
    assert line["urgency"] == "warning"


def test_warning_that_arrives_is_on_the_list_at_the_next_review_and_replays_change_nothing(weeks):
    judge(weeks, weeks.foot_check(0, "colour_change"))
    before = list(Flag.objects.values())
    ReviewCursor.objects.update(seq=0, tried_seq=0)
    review_diaries(now=weeks.now)
    assert list(Flag.objects.values()) == before


def test_account_that_is_not_in_use_is_judged_no_more_and_keeps_nobody_busy(weeks, cast):
    weeks.tell(weeks.foot_check(0, "colour_change"))
    cast.ana.is_active = False
    cast.ana.save(update_fields=["is_active"])
    cast.ana_patient.episodes.update(created_at=weeks.now)
    Patient.objects.filter(pk=weeks.patient.pk).update(intake_at=weeks.now)
    review_diaries(now=weeks.now)
    assert not Flag.objects.exists()
    assert review_diaries(now=weeks.now) == 0


def test_patient_who_comes_into_a_clinics_care_is_judged_at_once(weeks, cast):
    end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=weeks.now)
    weeks.tell(weeks.foot_check(0, "open_skin"))
    review_diaries(now=weeks.now)
    assert not Flag.objects.exists()
    cast.ana_patient.episodes.all().delete()
    factories.episode(cast.ana_patient, cast.north, cast.tess)
    cast.ana_patient.episodes.update(created_at=weeks.now)
    review_diaries(now=weeks.now)
    assert flag_of("foot_check").owner == cast.tess
    assert review_diaries(now=weeks.now) == 0


def test_list_of_flags_costs_the_same_statements_for_any_number(weeks, cast, tess):
    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            tess.get(FLAGS)
        return len(told)

    judge(weeks, weeks.foot_check(0, "blister"))
    see(cast, weeks, "foot_check")
    before = statements()
    for name in ("Bea", "Cleo", "Dina"):
        each = Weeks(factories.patient(name), cast.tess)
        factories.episode(each.patient, cast.north, cast.tess)
        judge(each, each.foot_check(0, "blister"), *red(each, 8, 8))
    assert statements() == before
