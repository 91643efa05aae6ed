"""A diary that cannot be judged: tried again, counted, and in nobody's way."""

from datetime import timedelta

import pytest
from django.db import connection

from progress.models import Flag, ReviewCursor
from progress.rules import flagging
from progress.services import raising
from progress.services.review import review_diaries
from tests import factories
from tests.progress.weeks import Weeks
from tracker import health


@pytest.fixture
def other(weeks, cast) -> Weeks:
    """Another patient of tess."""
    patient = factories.patient("Cleo")
    factories.episode(patient, cast.north, cast.tess)
    return Weeks(patient, cast.tess)


def spoil(told: dict) -> None:
    """As a program that is not ours would leave an entry."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE diary_entry SET data = '{}' WHERE entry_id = %s", [told["entry_id"]])


def mend(told: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE diary_entry SET data = %s::jsonb WHERE entry_id = %s",
            ['{"score": 3, "moment": "now"}', told["entry_id"]],
        )


def cursor_of(weeks: Weeks) -> ReviewCursor:
    return ReviewCursor.objects.get(patient=weeks.patient)


def flagged() -> set:
    return set(Flag.objects.values_list("patient", "rule"))


def fails_for(monkeypatch, patient_id, rule="pain_up"):
    """One rule fails for one patient, as a fault of ours would."""

    def fail(snapshot, settled):
        if snapshot.foot_checks and str(snapshot.foot_checks[0].entry_id) == patient_id:
            raise ZeroDivisionError
        return

    monkeypatch.setitem(flagging.RULES, flagging.Rule(rule), fail)


def test_finding_that_fails_keeps_neither_other_findings_nor_other_patients_waiting(
    weeks, other, monkeypatch, caplog
):
    told = weeks.foot_check(0, "blister")
    fails_for(monkeypatch, told["entry_id"])
    weeks.tell(told)
    other.tell(other.foot_check(0, "blister"))
    review_diaries(now=weeks.now)
    assert flagged() == {(each.patient.pk, "foot_check") for each in (weeks, other)}
    assert f"the rule pain_up failed for patient {weeks.patient.pk}" in caplog.text
    assert (cursor_of(weeks).failures, cursor_of(other).failures) == (1, 0)


def test_cursor_does_not_move_past_what_failed_and_the_diary_is_tried_again_with_growing_waits(
    weeks, monkeypatch
):
    review_diaries(now=weeks.now)
    told = weeks.foot_check(0, "blister")
    with monkeypatch.context() as broken:
        fails_for(broken, told["entry_id"])
        weeks.tell(told)
        waits = []
        for _ in range(8):
            assert review_diaries(now=weeks.now) == 1
            assert review_diaries(now=weeks.now) == 0
            cursor = cursor_of(weeks)
            assert cursor.seq == 0
            waits.append((cursor.due_at - weeks.now).total_seconds() / 60)
            weeks.now = cursor.due_at
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert review_diaries(now=weeks.now) == 1
    assert (cursor_of(weeks).seq, cursor_of(weeks).failures) == (1, 0)


def test_new_warning_is_judged_at_once_though_the_diary_waits_for_its_next_try(weeks, monkeypatch):
    told = weeks.foot_check(0)
    fails_for(monkeypatch, told["entry_id"])
    weeks.tell(told)
    review_diaries(now=weeks.now)
    weeks.tell(weeks.foot_check(0, "colour_change"))
    assert review_diaries(now=weeks.now) == 1
    assert flagged() == {(weeks.patient.pk, "foot_check")}


def test_entry_that_cannot_be_read_hides_no_warning_beside_it(weeks, caplog):
    bad = weeks.pain(0, 3)
    weeks.tell(bad, weeks.foot_check(0, "open_skin"))
    spoil(bad)
    review_diaries(now=weeks.now)
    assert flagged() == {(weeks.patient.pk, "foot_check")}
    assert f"entry {bad['entry_id']} of patient {weeks.patient.pk} could not be read" in caplog.text
    assert (cursor_of(weeks).seq, cursor_of(weeks).failures) == (0, 1)
    mend(bad)
    review_diaries(now=weeks.now + timedelta(minutes=1))
    assert (cursor_of(weeks).seq, cursor_of(weeks).failures) == (2, 0)


def test_patient_who_makes_a_whole_batch_fail_holds_nobody_up(weeks, other, monkeypatch, caplog):
    read = raising.read_stories

    def fail(patients, now):
        if weeks.patient.pk in patients:
            raise ValueError("a batch with this patient")
        return read(patients, now)

    weeks.tell(weeks.foot_check(0, "blister"))
    other.tell(other.foot_check(0, "blister"))
    with monkeypatch.context() as broken:
        broken.setattr(raising, "read_stories", fail)
        review_diaries(now=weeks.now)
        assert flagged() == {(other.patient.pk, "foot_check")}
        assert (cursor_of(weeks).seq, cursor_of(weeks).failures) == (0, 1)
        assert str(weeks.patient.pk) in caplog.text
    review_diaries(now=weeks.now + timedelta(minutes=1))
    assert (weeks.patient.pk, "foot_check") in flagged()


def test_readiness_says_how_many_diaries_cannot_be_judged(weeks, client, monkeypatch):
    health.looked_into.forget()
    assert client.get("/readyz").json()["alarms"] == []
    told = weeks.foot_check(0)
    fails_for(monkeypatch, told["entry_id"])
    weeks.tell(told)
    review_diaries(now=weeks.now)
    health.looked_into.forget()
    (alarm,) = client.get("/readyz").json()["alarms"]
    assert alarm.startswith("1 diary cannot be judged to the end")
