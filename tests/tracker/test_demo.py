"""The demo: twelve plausible weeks, the same at every loading, and only what is new at the next one."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Clinic, Patient, User
from diary.models import Change, Entry
from exercises.models import AssignmentVersion, Hold, WarningHold
from notifications.models import Notification
from progress.models import Flag
from summaries.models import WeeklySummary
from tests.reminders.conftest import mail_server  # noqa: F401 - a fixture
from tests.reminders.sending import send_notices
from tracker.demo.loading import load_demo
from tracker.demo.people import DOMAIN, PATIENTS, PLACES

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)


def load(now: datetime = NOW) -> list[str]:
    said: list[str] = []
    load_demo(now, said.append)
    return said


def diaries() -> list[tuple]:
    columns = ("patient__user__email", "kind", "recorded_at", "late", "data__score", "data__findings")
    return sorted(Entry.objects.values_list(*columns), key=str)


def test_demo_makes_two_clinics_with_managers_therapists_and_patients_all_marked_as_synthetic():
    load()
    assert Clinic.objects.filter(synthetic=True).count() == Clinic.objects.count() == len(PLACES)
    assert Patient.objects.count() == len(PATIENTS) == 12
    assert not User.objects.filter(synthetic=False).exists()
    assert not User.objects.exclude(email__endswith=f"@{DOMAIN}").exists()


def test_demo_has_twelve_weeks_up_to_today_and_nothing_from_the_future():
    load()
    days = Entry.objects.values_list("local_date", flat=True)
    assert min(days) <= NOW.date() - timedelta(days=82)
    assert max(days) == NOW.date()
    assert not Entry.objects.filter(recorded_at__gt=NOW).exists()
    assert not Entry.objects.filter(received_at__gt=NOW).exists()


def test_demo_has_something_of_everything_that_a_therapist_meets():
    load()
    assert set(Entry.objects.values_list("kind", flat=True)) == {"pain", "session", "foot_check"}
    late = Entry.objects.filter(late=True).count()
    assert 0 < late < Entry.objects.count() / 5
    assert Hold.objects.filter(reason="flare").exists()
    assert WarningHold.objects.filter(until_on=None).exists()
    assert AssignmentVersion.objects.filter(version=2).exists()
    assert Patient.objects.filter(episodes__clinic=None).count() == 1
    rules = set(Flag.objects.values_list("rule", flat=True))
    assert {"foot_check", "silent", "step_skipped", "pain_up"} <= rules
    assert 0 < Flag.objects.values("patient").distinct().count() < len(PATIENTS)


def test_demo_has_a_summary_of_each_full_week_and_sends_no_email_of_weeks_long_past(mail_server):  # noqa: F811
    load()
    found = WeeklySummary.objects.filter(user__email__startswith="margaret").order_by("-to_on")
    assert [each.content["to_on"] for each in found[:3]] == ["2026-11-15", "2026-11-08", "2026-11-01"]
    assert len(found) == 12
    assert all(each.content["sessions"]["done"] for each in found)
    send_notices(now=NOW)
    assert mail_server.emails == []
    load()
    assert found.count() == 12


@pytest.mark.usefixtures("mail_server")
def test_demo_shows_past_emails_as_sent_that_morning_and_none_as_too_late():
    load()
    send_notices(now=NOW)
    emails = Notification.objects.filter(kind__in=("summary", "digest"))
    assert set(emails.values_list("state", "settled_at")) == {
        ("sent", at) for at in emails.values_list("due_at", flat=True)
    }
    assert set(emails.values_list("deliveries__channel", "deliveries__outcome")) == {("email", "sent")}


def test_demo_has_a_digest_of_the_last_full_week_for_each_therapist():
    for _ in range(2):
        load()
        digests = WeeklySummary.objects.filter(kind="digest").select_related("user")
        assert sorted(each.user.name for each in digests) == ["Priya Nair", "Rosa Delgado", "Tom Okafor"]
        assert {each.content["to_on"] for each in digests} == {"2026-11-15"}
        assert all(each.content["patients"] for each in digests)


def test_demo_is_the_same_to_the_last_score_whenever_it_is_loaded_that_day():
    load()
    first = diaries()
    User.objects.all().delete()
    load()
    assert diaries() == first


def test_demo_changes_nothing_when_it_is_loaded_again():
    load()
    before = (diaries(), Change.objects.count(), Flag.objects.count(), User.objects.count())
    load()
    assert (diaries(), Change.objects.count(), Flag.objects.count(), User.objects.count()) == before


def test_demo_goes_on_where_the_diaries_ended_when_it_is_loaded_a_week_later():
    load()
    before = Entry.objects.count()
    load(NOW + timedelta(days=7))
    assert Entry.objects.filter(local_date__gt=NOW.date()).exists()
    assert before < Entry.objects.count() < before * 1.2
    assert User.objects.count() == len(PATIENTS) + sum(1 + len(place.therapists) for place in PLACES)


@pytest.mark.parametrize(
    "now", [datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC)]
)
def test_demo_loads_on_awkward_days(now):
    load(now)
    assert not Entry.objects.filter(recorded_at__gt=now).exists()


def test_demo_leaves_real_people_alone(cast):
    load()
    assert User.objects.filter(synthetic=False).count() == 6
    assert not Entry.objects.filter(patient=cast.ana_patient).exists()


def test_demo_prints_its_people():
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    lines = printed.getvalue().splitlines()
    for email in User.objects.values_list("email", flat=True):
        assert any(email in line and line.split()[0] in ("manager", "therapist", "patient") for line in lines)


def test_demo_needs_few_enough_statements_to_be_there_in_three_seconds():
    with CaptureQueriesContext(connection) as first:
        load()
    with CaptureQueriesContext(connection) as again:
        load()
    assert len(first) < 4000
    assert len(again) < 600
