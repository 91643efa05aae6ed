"""Every e-mail we send, captured by a mail server and parsed by the standard library."""

import re
from datetime import UTC, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from django.db import connection
from rest_framework.test import APIClient

from common import clock
from summaries.services.summaries import summarise
from tests import factories
from tests.progress.weeks import Weeks
from tests.reminders.patients import Ana, tick
from tests.reminders.sending import send_notices

SUBJECTS = {"An invitation for you", "Your week", "Your week at a glance"}
HEALTH = re.compile(
    r"pain|ache|hurt|exercise|session|foot(?!ing)|feet|toe|heel|clinic|patient|therap|rehab|diagnos|condition"
    r"|symptom|treat|medic|health|caseload|score",
    re.IGNORECASE,
)
STREAMLESS = {"An invitation for you"}


@pytest.fixture
def emails(cast, library, mail_server) -> list[EmailMessage]:
    """One of each kind, as they leave within a week."""
    friday = factories.NOW
    weeks = Weeks(cast.ana_patient, cast.tess, friday)
    plan = weeks.prescribe(toe_curls=2)
    weeks.tell(weeks.session(2, plan, toe_curls=2), *[weeks.pain(ago, 4) for ago in (4, 3, 2, 1)])
    ana = Ana(cast.ana, cast.ana_patient, weeks)
    factories.invitation(cast.tess, now=friday)
    ana.wants("10:30")
    ana.wants("12:30", kind="pain")
    ana.wants("10:30", kind="foot_check", days=[6])
    for at in (ana.at("10:30"), ana.at("12:30"), ana.at("10:30", day=1)):
        tick(now=at)
    monday = ana.at("07:00", day=3)
    summarise(now=monday)
    send_notices(now=monday)
    assert len(mail_server.emails) == 7
    return mail_server.emails


def parts(email: EmailMessage) -> tuple[str, str]:
    """The text and the HTML of an e-mail."""
    assert email.get_content_type() == "multipart/alternative"
    text, html = email.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert {part.get_content_charset() for part in (text, html)} == {"utf-8"}
    return text.get_content(), html.get_content()


def links(email: EmailMessage) -> set[str]:
    """Every address in an e-mail, its headers included."""
    text, html = parts(email)
    told = f"{text} {html.replace('&amp;', '&')} {email['List-Unsubscribe'] or ''}"
    return set(re.findall(r"https?://[^\s\"<>]+", told))


def every_table() -> dict[str, tuple[int, str]]:
    """How many rows each table of the database has, and a hash of all they hold."""
    found = {}
    told = "count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT {told} FROM {table} t")
            found[table] = cursor.fetchone()
    return found


def test_email_has_sender_date_and_auto_submitted_headers(emails):
    for email in emails:
        assert email["From"] == "Footing <footing@localhost>"
        assert re.fullmatch(r"<[0-9a-f-]{36}@localhost>", email["Message-ID"])
        assert email["Auto-Submitted"] == "auto-generated"
        assert abs(parsedate_to_datetime(email["Date"]).replace(tzinfo=UTC) - clock.now()) < timedelta(
            minutes=5
        )
        assert "@example.org" in email["To"]
    assert len({email["Message-ID"] for email in emails}) == len(emails)
    assert not [email.defects for email in emails if email.defects]


def test_email_subject_does_not_mention_health(emails):
    subjects = {email["Subject"] for email in emails}
    assert subjects > SUBJECTS
    assert not [subject for subject in subjects if HEALTH.search(subject)]


def test_url_in_an_email_does_not_mention_health(emails):
    shown = {link for email in emails for link in links(email)}
    named = {re.sub(r"/(unsubscribe|invite)/.+", "", link) for link in shown}  # what follows is chance
    assert not [link for link in named if HEALTH.search(link)]


def test_email_says_the_same_in_text_and_html(emails):
    for email in emails:
        text, html = parts(email)
        plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
        for line in filter(None, map(str.strip, text.splitlines())):
            if not line.startswith("http") and not line.endswith(":"):
                for sentence in re.split(r"(?<=[.!?]) ", line):
                    assert sentence.replace("'", "&#x27;") in plain, sentence


def test_email_is_html_that_a_screen_reader_can_follow(emails):
    for email in emails:
        _text, html = parts(email)
        assert html.startswith("<!doctype html>")
        assert '<html lang="en" dir="ltr">' in html
        assert re.search(r"<title>[^<]+</title>", html)
        assert (html.count("<h1"), html.count("<main")) == (1, 1)
        assert "<img" not in html
        assert all(text.strip() for text in re.findall(r"<a [^>]+>([^<]*)</a>", html))


def test_email_can_be_stopped_with_one_click_where_it_comes_again(emails):
    for email in emails:
        if email["Subject"] in STREAMLESS:
            assert email["List-Unsubscribe"] is None
            continue
        link = email["List-Unsubscribe"].strip(" <>")
        assert re.fullmatch(r"http://localhost:8000/u/[\w-]+", link)
        assert email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert all(link in part for part in parts(email))


def test_email_changes_nothing_when_a_scanner_opens_every_link(emails):
    before = every_table()
    opened = {link for email in emails for link in links(email)}
    assert len(opened) >= 8
    scanner = APIClient()
    for link in opened:
        path = link.removeprefix("http://localhost:8000")
        for answer in (scanner.get(path or "/"), scanner.head(path or "/")):
            assert answer.status_code in (200, 503), link  # 503: the front end is not built here
    assert every_table() == before
