"""The calendar of planned sessions, read back by a second library."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.core.cache import cache
from rest_framework.test import APIClient

from common import clock
from common.zones import ZoneInfo
from reminders.models import CalendarLink
from reminders.queries.calendars import feed_of, link_behind
from reminders.services.calendars import create_link
from tests.progress.weeks import Weeks
from tests.refusals import refusal
from tests.reminders.patients import Ana

LINKS = "/api/v1/calendar-links/"
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def planner(cast, library) -> Ana:
    """Ana with two sessions a day, as it is now."""
    weeks = Weeks(cast.ana_patient, cast.tess, clock.now())
    weeks.prescribe(times=2, toe_curls=2)
    return Ana(cast.ana, cast.ana_patient, weeks)


@pytest.fixture
def address(planner, client_of) -> str:
    answer = client_of(planner.user).post(LINKS)
    assert answer.status_code == 201
    return answer.json()["url"].removeprefix("http://localhost:8000")


def read(ana: Ana, now: datetime):
    """Ana's calendar at `now`, as the other library sees it."""
    link = create_link(patient=ana.patient, now=now)
    token = link.url.rsplit("/", 1)[1].removesuffix(".ics")
    return vobject.readOne(feed_of(link_behind(token), now).decode())


def begins(feed) -> list[Any]:
    return [event.dtstart.value for event in feed.vevent_list]


@pytest.mark.parametrize(
    ("now", "change_on", "before", "after"),
    [
        (datetime(2026, 10, 20, 9, tzinfo=UTC), date(2026, 10, 25), 6, 7),
        (datetime(2027, 3, 25, 9, tzinfo=UTC), date(2027, 3, 28), 7, 6),
    ],
)
def test_calendar_feed_keeps_the_local_time_when_the_clocks_change(
    cast, library, now, change_on, before, after
):
    weeks = Weeks(cast.ana_patient, cast.tess, now)
    weeks.prescribe(toe_curls=2)
    ana = Ana(cast.ana, cast.ana_patient, weeks)
    ana.wants("08:30", now=now)
    found = {at.date(): at for at in begins(read(ana, now))}
    assert {(at.hour, at.minute) for at in found.values()} == {(8, 30)}
    day = timedelta(days=1)
    assert found[change_on - day].astimezone(UTC).hour == before
    assert found[change_on].astimezone(UTC).hour == found[change_on + day].astimezone(UTC).hour == after


def test_calendar_feed_shows_each_session_at_the_reminder_s_time_or_without_one(planner):
    planner.wants("18:15", now=clock.now())
    today = planner.weeks.today
    of_today = [at for at in begins(read(planner, clock.now())) if f"{at:%Y-%m-%d}" == str(today)]
    assert sorted(of_today, key=str) == sorted(
        [datetime(today.year, today.month, today.day, 18, 15, tzinfo=MADRID), today], key=str
    )


def test_calendar_feed_does_not_mention_health(planner):
    text = read(planner, clock.now()).serialize().lower()
    assert {event.summary.value for event in read(planner, clock.now()).vevent_list} == {"Planned session"}
    assert not [
        word for word in ("pain", "toe", "curl", "exercise", "metatars", "clinic", "ana") if word in text
    ]


def test_calendar_feed_keeps_the_id_of_a_session_whatever_its_time(planner):
    now = clock.now()
    first = {event.uid.value for event in read(planner, now).vevent_list}
    planner.wants("09:45", now=now)
    assert {event.uid.value for event in read(planner, now).vevent_list} == first
    assert len(first) == 2 * len({f"{at:%Y-%m-%d}" for at in begins(read(planner, now))})


def test_calendar_feed_leaves_out_held_days(planner):
    now = clock.now()
    plan = planner.weeks.prescribe(ago=0, toe_curls=1)
    more = len(begins(read(planner, now)))
    planner.weeks.hold(plan, ago=0, days=10)
    assert len(begins(read(planner, now))) == more - 10


def test_calendar_feed_answers_the_link_once_and_keeps_only_its_hash(planner, client_of, address):
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    client = client_of(planner.user)
    (listed,) = client.get(LINKS).json()["results"]
    assert set(listed) == {"id", "created_at", "last_read_at"}
    assert token not in str(CalendarLink.objects.values().get())


def test_calendar_feed_needs_no_sign_in_and_answers_not_modified(address):
    program = APIClient()
    answer = program.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    again = program.get(address, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert CalendarLink.objects.get().last_read_at


@pytest.mark.parametrize("accepted", ["text/calendar", "text/calendar, text/plain;q=0.8", "text/html"])
def test_calendar_feed_ignores_the_accept_header(address, accepted):
    answer = APIClient().get(address, HTTP_ACCEPT=accepted)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")


def test_calendar_feed_changes_its_tag_when_the_plan_changes(planner, address):
    program = APIClient()
    tag = program.get(address)["ETag"]
    planner.wants("07:45", now=clock.now())
    assert program.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_revoked_calendar_link_opens_nothing(planner, client_of, address):
    client = client_of(planner.user)
    link = CalendarLink.objects.get()
    assert client.delete(f"{LINKS}{link.pk}/").status_code == 204
    assert refusal(APIClient().get(address))[0] == 404
    assert client.get(LINKS).json()["results"] == []
    assert refusal(client.delete(f"{LINKS}{link.pk}/"))[0] == 404


def test_calendar_link_of_another_person_cannot_be_revoked(address, client_of, cast):
    link = CalendarLink.objects.get()
    assert refusal(client_of(cast.ben).delete(f"{LINKS}{link.pk}/"))[0] == 404
    assert APIClient().get(address).status_code == 200


def test_calendar_feed_keeps_no_more_than_five_links(planner, client_of, address):
    client = client_of(planner.user)
    assert [client.post(LINKS).status_code for _more in range(4)] == [201] * 4
    assert refusal(client.post(LINKS)) == (409, "too_many_calendar_links")
    assert CalendarLink.objects.count() == 5


def test_calendar_feed_takes_few_statements(planner, address, django_assert_max_num_queries):
    cache.clear()
    with django_assert_max_num_queries(7):
        APIClient().get(address)
