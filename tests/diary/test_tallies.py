"""What the layers above read: many patients at once, by local day, in one statement each."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary import services
from diary.models import DiaryHead
from diary.queries.heads import Head, heads_ahead_of
from diary.queries.tallies import DayPain, kinds_by_day, last_entry_at, pain_by_day, sets_by_session
from tests import factories
from tests.diary.telling import PAIN, PHONE, change, session

FROM, TO = date(2026, 11, 16), date(2026, 11, 20)


def tell(patient, *changes, now=factories.NOW):
    services.apply_changes(patient_id=patient.pk, device_id=PHONE, changes=changes, now=now)


def pain(score, on="2026-11-18", moment="now", **told):
    return change(recorded_at=f"{on}T10:00:00+01:00", data={"score": score, "moment": moment}, **told)


def work(on="2026-11-18", at="10:00:00", **told):
    when = f"{on}T{at}+01:00"
    return change(kind="session", recorded_at=when, data=session(started_at=when, finished_at=when, **told))


@pytest.fixture
def ana(cast):
    return cast.ana_patient


@pytest.fixture
def ben(cast):
    return cast.ben_patient


def test_tally_sums_pain_by_day_and_moment_with_zeros_and_without_mixing(ana):
    tell(ana, pain(0), pain(5), pain(7, moment="first_steps"), pain(3, on="2026-11-19"))
    assert pain_by_day([ana.pk], FROM, TO) == [
        DayPain(ana.pk, date(2026, 11, 18), "first_steps", 1, 7, 7),
        DayPain(ana.pk, date(2026, 11, 18), "now", 2, 5, 5),
        DayPain(ana.pk, date(2026, 11, 19), "now", 1, 3, 3),
    ]


def test_tally_counts_both_ends_of_a_window_and_nothing_outside_or_deleted(ana, ben):
    gone = pain(9)
    tell(ana, *(pain(1, on=f"2026-11-{number}") for number in range(15, 22)))
    tell(ana, gone, change(entry_id=gone["entry_id"], action="delete"))
    tell(ben, pain(8))
    days = [told.local_date for told in pain_by_day([ana.pk], FROM, TO)]
    assert days == [FROM + timedelta(days=number) for number in range(5)]
    assert all(told.highest == 1 for told in pain_by_day([ana.pk], FROM, TO))


def kinds(patient) -> dict[str, int]:
    return {kind: number for (_patient, _on, kind), number in kinds_by_day([patient.pk], FROM, TO).items()}


def test_score_before_a_session_counts_as_a_score_of_pain(ana):
    tell(ana, work(pain_before=3), work(at="20:00:00", pain_before=None), pain(1))
    assert kinds(ana) == {"session": 2, "pain": 2}


def test_score_that_a_session_took_over_counts_once(ana):
    tell(ana, pain(3), work(at="10:20:00", pain_before=3), work(at="12:00:00", pain_before=3))
    assert kinds(ana) == {"session": 2, "pain": 2}


def test_session_without_a_set_is_not_a_session_of_the_day(ana):
    skipped = [{"step_id": str(uuid4()), "sets": [], "skipped": "pain"}]
    tell(ana, work(steps=skipped, pain_before=None))
    assert kinds(ana) == {}


def test_tally_finds_the_last_entry_and_never_in_the_future(ana, ben, cast):
    tell(ana, pain(1), pain(2, on="2026-11-19"), pain(3, on="2026-11-17"))
    tell(ben, pain(1, on="2031-01-01"))
    nobody = factories.patient()
    last = last_entry_at([ana.pk, ben.pk, nobody.pk])
    assert last[ana.pk].isoformat() == "2026-11-19T09:00:00+00:00"
    assert last[ben.pk] == factories.NOW
    assert nobody.pk not in last


DAYS = timedelta(days=1)


@pytest.mark.parametrize("wrong", ["2027-12-25", "1970-01-01"])
def test_flagged_clock_never_stands_for_the_last_entry(ana, wrong):
    tell(ana, pain(3, on=wrong))
    assert last_entry_at([ana.pk]) == {ana.pk: factories.NOW}
    tell(ana, pain(2, on="2026-11-23"), now=factories.NOW + 4 * DAYS)
    assert last_entry_at([ana.pk])[ana.pk].isoformat() == "2026-11-23T09:00:00+00:00"


def test_each_entry_of_a_phone_whose_clock_is_always_ahead_is_dated_by_its_receipt(ana):
    for number in range(3):
        tell(ana, pain(2, on=f"2027-12-{25 + number}"), now=factories.NOW + number * DAYS)
    assert last_entry_at([ana.pk]) == {ana.pk: factories.NOW + 2 * DAYS}


def test_corrections_of_what_is_long_past_do_not_hide_the_last_entry(ana):
    old = [pain(2, on=f"2026-10-{number:02}") for number in range(1, 21)]
    tell(ana, *old, pain(1, on="2026-11-19"))
    corrected = [
        change(**{**each, "change_id": uuid4(), "base_seq": 21, "data": {**PAIN, "score": 9}}) for each in old
    ]
    tell(ana, *corrected, now=factories.NOW + DAYS)
    assert last_entry_at([ana.pk])[ana.pk].isoformat() == "2026-11-19T09:00:00+00:00"


@pytest.mark.parametrize("query", [pain_by_day, sets_by_session])
def test_tally_reads_200_patients_in_one_statement(query, db):
    patients = [factories.patient() for _ in range(200)]
    for patient in patients[:20]:
        tell(patient, pain(4), work())
    with CaptureQueriesContext(connection) as captured:
        rows = query([patient.pk for patient in patients], FROM, TO)
    assert len(captured) == 1
    assert {row.patient_id for row in rows} == {patient.pk for patient in patients[:20]}
    assert query([], FROM, TO) == []


def test_tally_finds_the_diaries_that_are_ahead_of_a_cursor(ana, ben):
    factories.patient()
    tell(ana, pain(1), pain(2))
    tell(ben, pain(1))
    behind = DiaryHead.objects.filter(patient=ben.pk)  # any queryset with `patient` and `seq` is a cursor
    assert heads_ahead_of(behind) == [Head(ana.pk, 2)]
    assert set(heads_ahead_of(DiaryHead.objects.none())) == {Head(ana.pk, 2), Head(ben.pk, 1)}
    assert len(heads_ahead_of(DiaryHead.objects.none(), limit=1)) == 1
