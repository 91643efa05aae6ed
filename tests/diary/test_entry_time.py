"""When it happened, when it came in, and what is made of the difference."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from diary.models import Entry
from diary.services import apply_changes
from tests.diary.telling import PHONE, change, session

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def tell(cast):
    def tell_at(*changes, now=NOW):
        apply_changes(patient_id=cast.ana_patient.pk, device_id=PHONE, changes=changes, now=now)
        return Entry.objects.get(entry_id=UUID(changes[0]["entry_id"]))

    return tell_at


def test_entry_keeps_event_time_zone_offset_and_time_received(tell):
    kept = tell(change(recorded_at="2026-11-20T09:04:11.250-05:00", time_zone="America/New_York"), now=NOW)
    assert kept.recorded_at == datetime(2026, 11, 20, 14, 4, 11, 250_000, tzinfo=UTC)
    assert (kept.utc_offset_minutes, kept.time_zone) == (-300, "America/New_York")
    assert kept.received_at == NOW


def test_entry_is_dated_in_the_zone_where_the_patient_was(tell):
    kept = tell(change(recorded_at="2026-11-19T23:30:00-10:00", time_zone="Pacific/Honolulu"))
    assert kept.local_date.isoformat() == "2026-11-19"


@pytest.mark.parametrize(
    ("recorded_at", "late"),
    [
        ("2026-11-20T10:00:00+01:00", False),
        ("2026-11-19T00:00:00+01:00", False),
        ("2026-11-18T23:59:59+01:00", True),
        ("2026-08-01T10:00:00+02:00", True),
    ],
)
def test_entry_is_late_when_received_later_than_the_day_after(tell, recorded_at, late):
    assert tell(change(recorded_at=recorded_at)).late is late


def test_correction_is_not_late(tell):
    told = change()
    tell(told)
    corrected = change(entry_id=told["entry_id"], data={"score": 7, "moment": "now"}, base_seq=1)
    kept = tell(corrected, now=NOW + timedelta(days=5))
    assert (kept.score, kept.late) == (7, False)
    assert kept.received_at == NOW + timedelta(days=5)


def test_entry_that_is_moved_far_back_is_late(tell):
    told = change()
    tell(told)
    moved = change(entry_id=told["entry_id"], recorded_at="2026-11-10T10:00:00+01:00", base_seq=1)
    assert tell(moved).late is True


@pytest.mark.parametrize(
    ("recorded_at", "skewed"),
    [
        ("2026-11-20T10:34:59+01:00", False),
        ("2026-11-20T10:35:01+01:00", True),
        ("2031-01-01T10:00:00+01:00", True),
        ("2199-12-31T23:59:59-12:00", True),
        ("1970-01-01T00:00:00+14:00", True),
        ("2020-01-01T00:00:00Z", False),
    ],
)
def test_entry_of_a_skewed_clock_is_marked_and_never_refused(tell, recorded_at, skewed):
    assert tell(change(recorded_at=recorded_at)).skewed is skewed


def test_session_whose_clock_ran_backwards_is_marked_skewed(tell):
    data = session(finished_at="2026-11-20T09:39:59+01:00")
    assert tell(change(kind="session", data=data)).skewed is True


def test_skewed_mark_stays_when_the_entry_is_corrected(tell):
    told = change(recorded_at="2026-11-21T10:00:00+01:00")
    tell(told)
    corrected = {**told, "change_id": change()["change_id"], "data": {"score": 7, "moment": "now"}}
    assert tell({**corrected, "base_seq": 1}, now=NOW + timedelta(days=5)).skewed is True


@pytest.mark.parametrize("offset", ["+23:59:59", "-23:59:59", "+00:00", "Z"])
def test_entry_accepts_any_offset_and_returns_it(phone, offset):
    told = change(recorded_at=f"2026-11-19T12:00:00{offset}", time_zone="UTC")
    assert phone.verdicts(told) == [("new", 1)]
    kept = datetime.fromisoformat(phone.entries()[0]["recorded_at"])
    assert kept == datetime.fromisoformat(told["recorded_at"])
