"""A session is of the local day it began on."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from diary.models import Entry
from tests.diary.telling import CHANGES, batch, change, session

pytestmark = pytest.mark.django_db

OVER_MIDNIGHT = session(started_at="2026-11-19T23:50:00+01:00", finished_at="2026-11-20T00:10:00+01:00")
ENDED = "2026-11-20T00:10:00+01:00"


def told(client, **more: object) -> Entry:
    sent = change(**{"kind": "session", "recorded_at": ENDED, "data": OVER_MIDNIGHT, **more})
    answer = client.post(CHANGES, batch(sent))
    assert answer.json()["verdicts"][0]["verdict"] == "new", answer.content
    return Entry.objects.get(entry_id=sent["entry_id"])


def test_session_over_midnight_counts_for_the_evening_it_began(cast, client_of):
    assert told(client_of(cast.ana)).local_date == date(2026, 11, 19)


def test_day_of_a_session_is_that_of_the_zone_it_happened_in(cast, client_of):
    assert told(client_of(cast.ana), time_zone="Asia/Tokyo").local_date == date(2026, 11, 20)


def test_upgrade_dates_kept_sessions_by_their_start(cast, client_of):
    kept = told(client_of(cast.ana))
    Entry.objects.update(local_date=date(2026, 11, 20))

    import_module("diary.migrations.0005_sessions_on_the_day_they_began").date_by_start(apps, None)

    kept.refresh_from_db()
    assert kept.local_date == date(2026, 11, 19)
