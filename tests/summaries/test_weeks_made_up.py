"""A week is told though its hour slipped into the past, by a flight or another wish: once, to nobody else."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Episode, User
from accounts.services.people import change_profile
from notifications.models import Notification
from reminders.services.settings import change_settings, follow_travellers
from summaries.models import ShardProgress, WeeklySummary
from summaries.services.summaries import summarise
from tests.progress.weeks import Weeks
from tests.reminders.sending import send_notices

NEW_YORK, MADRID = "America/New_York", "Europe/Madrid"
# A Monday: half past six in New York, half past twelve in Madrid.
EARLY = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def people(cast, library) -> dict[str, User]:
    """Ana, who has a plan, and tess, both in New York; their summaries were looked at up to that hour."""
    for person in (cast.ana, cast.tess):
        person.time_zone = NEW_YORK
        person.save(update_fields=["time_zone"])
    Weeks(cast.ana_patient, cast.tess, EARLY).prescribe(toe_curls=2)
    summarise(now=EARLY)
    return {"summary": cast.ana, "digest": cast.tess}


@pytest.fixture
def ana(people) -> User:
    return people["summary"]


def wishes(person: User, now: datetime = EARLY, **columns: Any) -> None:
    change_settings(user=person, changes=columns, now=now)


def flies_to(person: User, zone: str, now: datetime) -> None:
    change_profile(user=person, changes={"time_zone": zone}, now=now)
    follow_travellers(now=now)


def told(person: User) -> list[str]:
    """The first days of the weeks that were told to a person."""
    weeks = WeeklySummary.objects.filter(user=person).order_by("made_at")
    assert set(Notification.objects.filter(user=person).values_list("about", flat=True)) == {
        each.pk for each in weeks
    }
    return [each.content["from_on"] for each in weeks]


@pytest.mark.parametrize("kind", ["summary", "digest"])
@pytest.mark.parametrize("has_settings", [False, True])
def test_traveller_east_past_the_hour_gets_the_summary(people, mail_server, kind, has_settings):
    person = people[kind]
    if has_settings:
        wishes(person, push=False)
    flies_to(person, MADRID, EARLY)
    summarise(now=EARLY + HOUR)
    assert told(person) == ["2026-11-16"]
    send_notices(now=EARLY + HOUR)
    assert mail_server.recipients.count(person.email) == 1


@pytest.mark.parametrize("kind", ["summary", "digest"])
def test_caught_up_summary_is_sent_once_wherever_one_travels_afterwards(people, kind):
    person = people[kind]
    flies_to(person, MADRID, EARLY)
    summarise(now=EARLY + HOUR)
    flies_to(person, "America/Los_Angeles", EARLY + HOUR)  # where it is a quarter past four
    summarise(now=EARLY + 4 * HOUR)
    flies_to(person, "Asia/Tokyo", EARLY + 4 * HOUR)
    summarise(now=EARLY + 6 * HOUR)
    assert told(person) == ["2026-11-16"]


def test_missed_summary_is_valid_for_two_days_from_when_it_was_found(ana):
    flies_to(ana, MADRID, EARLY)
    summarise(now=EARLY + HOUR)
    notification = Notification.objects.get(user=ana)
    assert notification.due_at == EARLY + HOUR / 4  # the first quarter of an hour that finds her in Madrid
    assert notification.expires_at == notification.due_at + 2 * DAY


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"weekly_hour": 12}, {"weekly_hour": 5}),
        ({"weekly_hour": 12}, {"weekly_day": 7}),
        ({"weekly_day": 2}, {"weekly_day": 7, "weekly_hour": 23}),
    ],
)
def test_person_who_moves_the_hour_or_day_into_the_past_gets_the_summary(ana, before, after):
    wishes(ana, now=EARLY - 7 * DAY, **before)
    wishes(ana, **after)
    summarise(now=EARLY + HOUR)
    assert told(ana) == ["2026-11-09" if after.get("weekly_day") else "2026-11-16"]


def test_person_who_picks_the_day_and_then_the_hour_gets_the_summary_at_the_hour(ana):
    wishes(ana, now=EARLY - 7 * DAY, weekly_day=5, weekly_hour=5)
    wishes(ana, now=EARLY + HOUR / 10, weekly_day=1)  # five o'clock has passed
    summarise(now=EARLY + HOUR / 4)
    wishes(ana, now=EARLY + HOUR / 3, weekly_hour=9)
    summarise(now=EARLY + 2 * HOUR)
    assert told(ana) == []
    summarise(now=EARLY + 2.5 * HOUR)
    assert told(ana) == ["2026-11-16"]


@pytest.mark.parametrize("after", [{"weekly_hour": 9}, {"weekly_hour": 3}, {"weekly_day": 7}])
def test_person_who_moves_the_hour_after_the_summary_gets_no_second_one(ana, after):
    summarise(now=EARLY + HOUR)
    wishes(ana, now=EARLY + HOUR, **after)
    summarise(now=EARLY + 4 * HOUR)
    assert told(ana) == ["2026-11-16"]


def test_person_who_got_a_summary_half_a_week_ago_gets_no_catch_up(ana):
    summarise(now=EARLY + HOUR)
    thursday = EARLY + 3 * DAY
    ShardProgress.objects.update(next_at=thursday)
    wishes(ana, now=thursday, weekly_day=3)
    summarise(now=thursday + HOUR)
    assert told(ana) == ["2026-11-16"]


@pytest.mark.parametrize(
    "after", [{"push": False}, {"quiet_to": time(8)}, {"weekly_hour": 7, "weekly_on": True}]
)
def test_unchanged_weekly_time_sends_no_second_summary(ana, after):
    summarise(now=EARLY + HOUR)
    Notification.objects.all().delete()
    WeeklySummary.objects.all().delete()  # a second one would be seen
    wishes(ana, now=EARLY + 2 * HOUR, **after)
    summarise(now=EARLY + 3 * HOUR)
    assert told(ana) == []


@pytest.mark.parametrize("back_at", [EARLY, EARLY + 2 * HOUR])
def test_person_who_switches_summaries_off_and_on_gets_one(ana, back_at):
    wishes(ana, now=back_at, weekly_on=False)
    summarise(now=back_at + HOUR)
    wishes(ana, now=back_at + HOUR, weekly_on=True)
    summarise(now=back_at + 2 * HOUR)
    wishes(ana, now=back_at + 2 * HOUR, weekly_on=False)
    wishes(ana, now=back_at + 2 * HOUR, weekly_on=True)
    summarise(now=back_at + 3 * HOUR)
    assert told(ana) == ["2026-11-16"]


def test_person_who_switched_summaries_off_gets_none(ana):
    wishes(ana, weekly_on=False)
    flies_to(ana, MADRID, EARLY)
    summarise(now=EARLY + HOUR)
    assert told(ana) == []


def test_person_who_moves_the_day_far_into_the_past_misses_no_week(ana, mail_server):
    wednesday = EARLY + 2 * DAY
    wishes(ana, weekly_day=4)
    ShardProgress.objects.update(next_at=wednesday)
    wishes(ana, now=wednesday, weekly_day=1, weekly_hour=6)
    summarise(now=wednesday + HOUR)
    assert told(ana) == ["2026-11-16"]
    send_notices(now=wednesday + HOUR)
    assert mail_server.recipients.count(ana.email) == 1


def test_person_who_flies_past_one_weekly_time_and_chooses_past_another_gets_both_weeks(people):
    """On Sunday evening in Honolulu it is Monday evening in Auckland."""
    ana = people["summary"]
    sunday = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    flies_to(ana, "Pacific/Honolulu", sunday - 9 * DAY)
    wishes(ana, now=sunday - 9 * DAY, weekly_day=7, weekly_hour=23)
    ShardProgress.objects.update(next_at=sunday)
    flies_to(ana, "Pacific/Auckland", sunday)
    wishes(ana, now=sunday, weekly_day=1, weekly_hour=7)
    summarise(now=sunday + HOUR)
    assert told(ana) == ["2026-11-16", "2026-11-23"]


def test_newcomer_gets_no_summary_of_an_earlier_time(ana, cast):
    week = Weeks(cast.ana_patient, cast.tess, EARLY)
    week.tell(week.pain(2, 4))
    Episode.objects.filter(patient=cast.ana_patient).update(created_at=EARLY - HOUR)
    flies_to(ana, MADRID, EARLY)
    summarise(now=EARLY + HOUR)
    assert told(ana) == []


def test_new_therapist_gets_no_digest_of_an_earlier_time(people):
    tess = people["digest"]
    User.objects.filter(pk=tess.pk).update(created_at=EARLY - HOUR)
    flies_to(tess, MADRID, EARLY)
    summarise(now=EARLY + HOUR)
    assert told(tess) == []


def test_summary_missed_during_an_outage_and_a_flight_is_sent(ana):
    flies_to(ana, MADRID, EARLY)
    summarise(now=EARLY + 8 * HOUR)
    assert told(ana) == ["2026-11-16"]


def test_catch_up_takes_as_many_statements_for_many_as_for_one(people, cast):
    def asked(now: datetime) -> int:
        with CaptureQueriesContext(connection) as queries:
            summarise(now=now)
        return len(queries)

    flies_to(people["summary"], MADRID, EARLY)
    one = asked(EARLY + HOUR / 4)
    for person in (cast.ben, cast.theo, cast.mira):
        flies_to(person, "Africa/Cairo", EARLY + 2 * HOUR)
    summarise(now=EARLY + 2 * HOUR)
    assert asked(EARLY + 2.25 * HOUR) <= one
