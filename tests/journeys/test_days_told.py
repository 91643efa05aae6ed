"""What belongs to a day is asked on that day and once: the morning after, what was missed, what was begun."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from common import clock
from common.zones import ZoneInfo
from diary.models import Entry
from exercises.models import Assignment, AssignmentVersion
from tests.cast import Cast
from tests.diary.telling import data_of
from tests.journeys.conftest import log_pain, sign_in
from tests.reminders.mail_server import MailServer
from tracker.embedded.orphan_cleanup import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
MADRID = ZoneInfo("Europe/Madrid")


def today() -> date:
    return clock.local_date(clock.now(), "Europe/Madrid")


def at(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=MADRID)


@pytest.fixture
def ana(
    phone: Callable[..., BrowserContext], cast: Cast, planned: None, mail_server: MailServer
) -> Callable[..., Page]:
    """`ana()`: her phone, signed in; `ana(at=...)`: with its clock set."""

    def open_phone(at: datetime | None = None) -> Page:
        context = phone()
        if at:
            context.clock.install(time=at)
        page = context.new_page()
        sign_in(page, "ana@example.org", mail_server)
        expect(page.get_by_role("link", name="Toe curls")).to_be_visible()
        return page

    return open_phone


def tell(client: Any, kind: str, recorded_at: datetime, data: dict[str, Any]) -> str:
    """What another device told, through the API; returns the entry's id."""
    entry_id = str(uuid4())
    change = {
        "change_id": str(uuid4()), "entry_id": entry_id, "kind": kind, "action": "put", "schema": 1,
        "base_seq": None, "recorded_at": recorded_at.isoformat(), "time_zone": "Europe/Madrid", "data": data,
    }  # fmt: skip
    body = {"device_id": str(uuid4()), "epoch": None, "changes": [change]}
    answer = client.post("/api/v1/diary/changes/", body)
    assert answer.json()["verdicts"][0]["verdict"] == "new", answer.content
    return entry_id


def session_of(day: date) -> tuple[datetime, dict[str, Any]]:
    """A session without exercises on the evening of a day."""
    begun = at(day, 19, 0)
    ended = begun + timedelta(minutes=20)
    assignment = str(Assignment.objects.get().pk)
    data = {"started_at": begun.isoformat(), "finished_at": ended.isoformat(), "steps": []}
    return ended, data | {"assignment_id": assignment, "version": 1, "pain_before": 2}


def test_morning_after_is_told_with_one_tap_and_linked(
    ana: Callable[..., Page], cast: Cast, client_of: Callable
) -> None:
    yesterday = today() - timedelta(days=1)
    session = tell(client_of(cast.ana), "session", *session_of(yesterday))
    page = ana(at=at(today(), 7, 20))
    expect(page.get_by_role("heading", name="How is your foot this morning?")).to_be_visible()
    page.get_by_role("radio", name="3", exact=True).click(force=True)
    expect(page.get_by_role("heading", name="Pain today")).to_be_visible()
    expect(page.get_by_text("The morning after")).to_be_visible()
    pains = Entry.objects.filter(kind="pain")
    assert wait_until(pains.exists, seconds=15)
    told = data_of(pains.get())
    assert (told["moment"], told["score"], told["session_id"]) == ("next_morning", 3, session)


def test_exercises_of_yesterday_are_written_down_there(
    ana: Callable[..., Page], cast: Cast, client_of: Callable
) -> None:
    yesterday = today() - timedelta(days=1)
    Assignment.objects.update(starts_on=yesterday)
    AssignmentVersion.objects.update(valid_from=yesterday)
    page = ana()
    page.get_by_role("link", name="Write down").click()
    page.get_by_role("button", name="Yesterday evening").click()
    for _ in range(2):
        page.get_by_role("button", name="Left foot: done").click()
        page.get_by_role("button", name="Right foot: done").click()
        page.get_by_role("button", name="Next exercise").or_(
            page.get_by_role("button", name="To the end")
        ).click()
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("heading", name="Session saved")).to_be_visible()
    assert wait_until(Entry.objects.exists, seconds=15)
    kept = Entry.objects.get()
    assert kept.local_date == yesterday
    assert data_of(kept)["started_at"] == data_of(kept)["finished_at"] == at(yesterday, 20, 0).isoformat()
    page.goto("/history")
    expect(page.get_by_role("heading", name="Yesterday")).to_be_visible()
    expect(page.get_by_text("Written later")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name="Write down")).to_be_hidden()


def test_today_shows_what_a_session_left_in_the_middle_has_done(ana: Callable[..., Page]) -> None:
    page = ana()
    page.get_by_role("link", name="Start exercises").click()
    page.get_by_role("button", name="Start without a number").click()
    page.get_by_role("button", name="Left foot: done").click()
    page.get_by_role("button", name="Right foot: done").click()
    page.get_by_role("button", name="Next exercise").click()
    page.get_by_role("button", name="Skip this one").click()
    page.get_by_role("button", name="No time").click()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Leave and go on later").click()
    expect(page.get_by_text("1 exercise left")).to_be_visible()
    expect(page.get_by_text("Begun and not saved yet.")).to_be_visible()
    expect(page.get_by_role("link", name="Toe curls")).to_contain_text("Done")
    expect(page.get_by_role("link", name="Toe spreads")).to_contain_text("Skipped")
    expect(page.get_by_role("link", name="Go on with exercises")).to_be_visible()


def test_pain_logged_before_a_session_is_asked_once(ana: Callable[..., Page]) -> None:
    page = ana()
    log_pain(page, "4")
    page.get_by_role("link", name="Start exercises").click()
    for _ in range(2):
        page.get_by_role("button", name="Left foot: done").click()
        page.get_by_role("button", name="Right foot: done").click()
        page.get_by_role("button", name="Next exercise").or_(
            page.get_by_role("button", name="To the end")
        ).click()
    expect(page.get_by_role("button", name="Worst pain while exercising 4")).to_be_visible()
    page.get_by_role("button", name="Save session").click()
    sessions = Entry.objects.filter(kind="session")
    assert wait_until(sessions.exists, seconds=15)
    told = data_of(sessions.get())
    assert (told["pain_before"], told["pain_worst"], told["pain_after"]) == (4, 4, None)


def test_pain_before_a_session_is_the_check_in_of_the_day(ana: Callable[..., Page]) -> None:
    page = ana()
    page.get_by_role("link", name="Start exercises").click()
    page.get_by_role("radio", name="2", exact=True).check(force=True)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Left foot: done").click()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Finish now with what is done").click()
    page.get_by_role("button", name="Save session").click()
    page.get_by_role("link", name="Back to Today").click()
    expect(page.get_by_role("heading", name="Pain today")).to_be_visible()
    expect(page.get_by_text("Before the exercises")).to_be_visible()
    assert wait_until(Entry.objects.exists, seconds=15)
