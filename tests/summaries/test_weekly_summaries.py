"""The weekly summary: made at the person's weekly time, once a week, and true to the diary."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.models import Entry
from notifications.models import Notification, StreamStop
from notifications.services.stops import stop_stream
from progress.rules.weeks import WeekNumbers
from reminders.services.settings import change_settings
from summaries.models import ShardProgress, WeeklySummary
from summaries.queries.summaries import words_of
from summaries.rules.weekly import occurrences_at
from summaries.services.summaries import SHARDS, make, summarise
from tests.progress.weeks import Weeks
from tests.reminders.sending import make_summaries, send_notices

# NOW is Friday, 2026-11-20. The summary of its week is told on Monday, 7 o'clock in Madrid.
EARLY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # every quarter of an hour since is looked at
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ENTRY = ["from_on", "to_on"]


@pytest.fixture
def week(cast, library) -> Weeks:
    """Ana's weeks as they look on that Monday; the week is 7 to 1 days ago."""
    summarise(now=EARLY)
    return Weeks(cast.ana_patient, cast.tess, MONDAY)


def told(kind: str = "summary") -> WeeklySummary:
    return WeeklySummary.objects.get(kind=kind)


def words() -> list[str]:
    return words_of("summary", told().content)


def scored(week: Weeks, *scores: int, since: int) -> None:
    week.tell(*[week.pain(since - place, score) for place, score in enumerate(scores)])


def test_weekly_summary_on_monday_at_seven_covers_the_week_before(week):
    plan = week.prescribe(toe_curls=2)
    week.tell(*[week.session(ago, plan, toe_curls=2) for ago in (7, 5, 3, 1)])
    scored(week, 6, 6, 6, 6, since=14)
    scored(week, 3, 3, 3, 3, since=7)
    summarise(now=MONDAY)
    found = told()
    assert (found.year, found.week) == (2026, 47)
    assert found.content == {
        "from_on": "2026-11-16",
        "to_on": "2026-11-22",
        "days_told": 6,
        "sessions": {
            "planned": 7,
            "done": 4,
            "extra": 0,
            "planned_days": 7,
            "done_days": 4,
            "held": False,
        },
        "pain": {
            "moment": "average_24h",
            "mean": 3.0,
            "scored_days": 4,
            "mean_before": 6.0,
            "scored_days_before": 4,
        },
        "next": {"on": "2026-11-23", "sessions": 7},
    }
    assert words() == [
        "Sessions: 4 of 7 planned.",
        "Pain: 3.0 of 10 on average (average pain of the day), down from 6.0 the week before "
        "(50 %, 3.0 points). That is a change that counts.",
        "Every session counts, and you have made a start.",
        "The week after: 7 sessions, the first on Monday.",
    ]


def test_weekly_summary_makes_nothing_before_the_hour(week):
    week.prescribe(toe_curls=2)
    summarise(now=MONDAY - timedelta(minutes=1))
    assert not WeeklySummary.objects.filter(kind="summary").exists()
    assert not Notification.objects.exists()


def test_weekly_summary_is_made_once_however_often_the_task_runs(week):
    week.prescribe(toe_curls=2)
    for minutes in range(0, 120, 10):
        summarise(now=MONDAY + timedelta(minutes=minutes))
    assert (
        WeeklySummary.objects.filter(kind="summary").count(),
        Notification.objects.filter(kind="summary").count(),
    ) == (
        1,
        1,
    )


def test_weekly_summary_is_sent_once_to_a_traveller_west(week, cast):
    week.prescribe(toe_curls=2)
    summarise(now=MONDAY)
    type(cast.ana).objects.filter(pk=cast.ana.pk).update(time_zone="America/New_York")
    summarise(now=MONDAY + timedelta(hours=8))
    assert Notification.objects.filter(kind="summary").count() == 1


def test_weekly_summary_keeps_to_the_day_and_hour_a_person_chose(week, cast):
    week.prescribe(toe_curls=2)
    change_settings(user=cast.ana, changes={"weekly_day": 3, "weekly_hour": 18}, now=EARLY)
    wednesday = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    summarise(now=wednesday - timedelta(minutes=1))
    assert not WeeklySummary.objects.filter(kind="summary").exists()
    summarise(now=wednesday)
    assert (told().content["from_on"], told().content["to_on"]) == ("2026-11-16", "2026-11-22")
    assert Notification.objects.get(kind="summary").due_at == wednesday


def test_weekly_summary_is_not_made_for_a_person_who_switched_it_off(week, cast):
    week.prescribe(toe_curls=2)
    change_settings(user=cast.ana, changes={"weekly_on": False}, now=EARLY)
    summarise(now=MONDAY)
    assert not WeeklySummary.objects.filter(kind="summary").exists()


def test_weekly_summary_is_not_made_of_a_week_without_a_plan_or_an_entry(week):
    summarise(now=MONDAY)
    assert not WeeklySummary.objects.filter(kind="summary").exists()


def test_weekly_summary_is_sent_after_an_outage_of_a_day(week, mail_server):
    week.prescribe(toe_curls=2)
    tuesday = MONDAY + timedelta(days=1)
    summarise(now=tuesday)
    send_notices(now=tuesday)
    assert sorted(email["Subject"] for email in mail_server.emails) == [
        "Your week",
        "Your week at a glance",
    ]


def test_weekly_summary_is_not_sent_two_days_late(week, mail_server):
    week.prescribe(toe_curls=2)
    summarise(now=MONDAY)
    send_notices(now=MONDAY + timedelta(hours=48))
    assert mail_server.emails == []
    assert set(Notification.objects.values_list("state", "reason")) == {("skipped", "expired")}


def test_weekly_summary_reads_the_week_again_when_it_is_sent(week, mail_server):
    plan = week.prescribe(toe_curls=2)
    summarise(now=MONDAY)
    week.tell(*[week.session(ago, plan, toe_curls=2) for ago in range(1, 8)], received_ago=0)
    assert told().content["sessions"]["done"] == 0
    send_notices(now=MONDAY + timedelta(minutes=20))
    email = next(each for each in mail_server.emails if each["Subject"] == "Your week")
    assert "Sessions: 7 of 7 planned." in email.get_body(("plain",)).get_content()
    assert told().content["sessions"]["done"] == 7


def test_late_session_shows_on_the_page_of_a_week_whose_email_was_sent(week, cast, client_of, mail_server):
    plan = week.prescribe(toe_curls=2)
    week.tell(week.session(5, plan, toe_curls=2))
    summarise(now=MONDAY)
    send_notices(now=MONDAY)
    assert page(client_of(cast.ana))["changed_since_sent"] is False
    week.tell(week.session(3, plan, toe_curls=2), received_ago=0)
    seen = page(client_of(cast.ana))
    assert (seen["changed_since_sent"], seen["sessions"]["done"]) == (True, 2)
    assert seen["sentences"][0] == "Sessions: 2 of 7 planned."
    assert told().content["sessions"]["done"] == 1  # what was sent stays on record
    send_notices(now=MONDAY + timedelta(hours=1))
    assert sum(email["Subject"] == "Your week" for email in mail_server.emails) == 1


def test_week_whose_entries_are_all_deleted_says_so_and_keeps_what_was_next(week, cast, client_of):
    plan = week.prescribe(toe_curls=2)
    session = week.session(5, plan, toe_curls=2)
    week.tell(session)
    summarise(now=MONDAY)
    send_notices(now=MONDAY)
    Entry.objects.filter(entry_id=session["entry_id"]).update(deleted=True, data=None)
    week.change(plan, 0, toe_curls=3)
    seen = page(client_of(cast.ana))
    assert (seen["changed_since_sent"], seen["sessions"]["done"]) == (True, 0)
    assert seen["next"] == {"on": "2026-11-23", "sessions": 7}


def test_email_that_still_waits_is_not_called_changed(week, cast, client_of):
    plan = week.prescribe(toe_curls=2)
    summarise(now=MONDAY)
    week.tell(week.session(3, plan, toe_curls=2), received_ago=0)
    seen = page(client_of(cast.ana))
    assert (seen["changed_since_sent"], seen["sessions"]["done"]) == (False, 1)


def page(client) -> dict[str, Any]:
    return client.get("/api/v1/summaries/2026-W47/").json()


def test_weekly_summary_keeps_two_weeks_of_a_patient_apart_when_they_are_sent_together(
    week, cast, mail_server
):
    plan = week.prescribe(toe_curls=2)
    week.tell(*[week.session(ago, plan, toe_curls=2) for ago in (14, 7, 3)])
    change_settings(user=cast.ana, changes={"weekly_day": 7, "weekly_hour": 23}, now=MONDAY)
    sunday = datetime(2026, 11, 29, 22, 0, tzinfo=UTC)
    for now in (sunday - timedelta(weeks=1), sunday):
        ShardProgress.objects.update(next_at=now)
        summarise(now=now)
    change_settings(user=cast.ana, changes={"weekly_day": 1, "weekly_hour": 0}, now=sunday)
    monday = sunday + timedelta(hours=1)  # the mail server was away that hour
    summarise(now=monday)
    send_notices(now=monday)
    told = WeeklySummary.objects.filter(kind="summary").order_by("to_on")
    assert [each.content["from_on"] for each in told] == ["2026-11-09", "2026-11-16", "2026-11-23"]
    assert [each.content["sessions"]["done"] for each in told] == [1, 2, 0]
    emails = [email for email in mail_server.emails if email["Subject"] == "Your week"]
    assert sorted(first_day_in(email) for email in emails) == ["Monday 16 November", "Monday 23 November"]


def first_day_in(email) -> str:
    """The first day of the week that an e-mail is about."""
    text = email.get_body(("plain",)).get_content()
    return text.split("From ")[1].split(" to ")[0]


def test_weekly_email_names_its_days_whichever_weekday_it_is_sent(week, cast, mail_server):
    week.prescribe(toe_curls=2)
    change_settings(user=cast.ana, changes={"weekly_day": 4}, now=EARLY)
    thursday = MONDAY + timedelta(days=3)
    ShardProgress.objects.update(next_at=thursday)
    summarise(now=thursday)
    send_notices(now=thursday)
    (email,) = (each for each in mail_server.emails if each["Subject"] == "Your week")
    for kind in ("plain", "html"):
        words = email.get_body((kind,)).get_content()
        assert "From Monday 16 November to Sunday 22 November:" in words
        assert "The week after: 7 sessions, the first on Monday." in words


def test_row_of_an_earlier_version_stays_and_the_full_week_is_told_too(week, cast, client_of):
    """Four days from Thursday on were in no summary otherwise."""
    plan = week.prescribe(toe_curls=2)
    week.tell(week.session(1, plan, toe_curls=2))
    rolling = WeekNumbers(date(2026, 11, 18), 7, 7, 5, 0, 7, 5, held=False)
    WeeklySummary.objects.create(
        user=cast.ana, kind="summary", year=2026, week=47, made_at=EARLY, **rolling._asdict()
    )
    summarise(now=MONDAY)
    listed = client_of(cast.ana).get("/api/v1/summaries/").json()["results"]
    assert [each["from_on"] for each in listed] == ["2026-11-16", "2026-11-12"]
    assert [each["sessions"]["done"] for each in listed] == [1, 5]
    assert page(client_of(cast.ana))["from_on"] == "2026-11-16"


def test_outage_of_five_days_leaves_no_week_out_and_sends_no_stale_email(week, mail_server):
    week.prescribe(toe_curls=2)
    saturday = MONDAY + timedelta(days=5)
    summarise(now=saturday)
    assert told().content["from_on"] == "2026-11-16"
    send_notices(now=saturday)
    assert mail_server.emails == []
    assert set(Notification.objects.values_list("state", "reason")) == {("skipped", "expired")}


def test_plan_done_on_other_days_counts_as_done(week):
    plan = week.prescribe(days=[1, 3, 5], toe_curls=2)
    week.tell(*[week.session(ago, plan, steps_of=7, toe_curls=2) for ago in (6, 4, 2)])  # Tue, Thu, Sat
    summarise(now=MONDAY)
    assert words()[0] == "Sessions: 3 done, on other days or outside the plan (3 were planned)."
    assert words()[2] == "You did as many sessions as were planned, if not each on its day. That counts."


def test_session_with_its_only_step_skipped_for_pain_is_not_done(week, cast, client_of):
    plan = week.prescribe(toe_curls=2)
    week.tell(week.session(3, plan, hurt=("toe-curls",)), week.session(2, None, hurt=("toe-curls",)))
    summarise(now=MONDAY)
    assert (told().content["days_told"], told().content["sessions"]["done_days"]) == (2, 0)
    assert [told().content["sessions"][name] for name in ("planned", "done", "extra")] == [7, 0, 0]
    course = (
        client_of(cast.ana)
        .get("/api/v1/patients/me/progress/", {"from": "2026-11-16", "to": "2026-11-22"})
        .json()["totals"]
    )
    assert [course[name] for name in ("sessions", "extra", "done_days")] == [0, 0, 0]


def test_weekly_summary_counts_a_session_beyond_the_plan_apart(week):
    plan = week.prescribe(toe_curls=2)
    week.tell(
        *[week.session(3, plan, hour=hour, toe_curls=2) for hour in (6, 9)], week.session(2, marching=1)
    )
    summarise(now=MONDAY)
    assert told().content["sessions"] == {
        "planned": 7,
        "done": 1,
        "extra": 2,
        "planned_days": 7,
        "done_days": 1,
        "held": False,
    }


def test_weekly_summary_leaves_held_days_out_of_what_was_planned(week):
    plan = week.prescribe(toe_curls=2)
    week.hold(plan, ago=4, days=30)
    summarise(now=MONDAY)
    content = told().content
    assert (content["sessions"]["planned"], content["sessions"]["held"], content["next"]) == (3, True, None)


def test_weekly_summary_never_shows_zero_for_missing_values(week):
    week.prescribe(toe_curls=2)
    summarise(now=MONDAY)
    assert told().content["pain"] is None
    assert "0" not in " ".join(words())


@pytest.mark.parametrize(
    ("how", "reason"),
    [("stopped", "unsubscribed"), ("email_off", "unsubscribed"), ("paused", "paused"), ("off", "disabled")],
)
def test_weekly_summary_page_exists_without_the_email(week, cast, mail_server, how, reason):
    week.prescribe(toe_curls=2)
    summarise(now=MONDAY)
    changes: dict[str, dict[str, Any]] = {
        "email_off": {"email": False},
        "paused": {"paused_until": MONDAY.date() + timedelta(days=2)},
        "off": {"weekly_on": False},
    }
    if how == "stopped":
        stop_stream(user_id=cast.ana.pk, stream="summary", now=MONDAY)
        assert StreamStop.objects.get().reason == "unsubscribed"
    else:
        change_settings(user=cast.ana, changes=changes[how], now=MONDAY)
    send_notices(now=MONDAY)
    notification = Notification.objects.get(kind="summary")
    assert (notification.state, notification.reason) == ("skipped", reason)
    assert told()


def test_weekly_summary_asks_as_much_for_one_patient_as_for_many(week, cast, django_assert_num_queries):
    week.prescribe(toe_curls=2)
    other = Weeks(cast.ben_patient, cast.tess, MONDAY)
    occurrences = occurrences_at(MONDAY, ["Europe/Madrid"])
    asked = 2 * len(SHARDS) + 2  # and a savepoint around them
    with django_assert_num_queries(asked):
        assert make_summaries(occurrences, MONDAY) == 1
    Notification.objects.all().delete()
    WeeklySummary.objects.all().delete()
    other.tell(other.pain(3, 4))
    with django_assert_num_queries(asked):
        assert make_summaries(occurrences, MONDAY) == 2


@pytest.mark.parametrize("who", ["ana", "tess"])
def test_weekly_summary_asks_as_much_to_show_one_week_as_many(week, cast, client_of, who):
    week.prescribe(toe_curls=2)
    person = getattr(cast, who)
    summarise(now=MONDAY)
    one = asked_by(client_of(person), weeks=1)
    for later in range(1, 6):
        due_at = MONDAY + timedelta(weeks=later)
        for shard in SHARDS:
            make(due_at=due_at, shard=shard, now=due_at)
    assert asked_by(client_of(person), weeks=6) == one


def asked_by(client, weeks: int) -> int:
    """How many statements the page of all weeks takes."""
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get("/api/v1/summaries/").json()["results"]) == weeks
    return len(asked)
