"""Stopping a stream of mail with one click (RFC 8058), and what a bounce does."""

import re
from datetime import timedelta

import pytest
from django.core.signing import Signer
from rest_framework.test import APIClient

from notifications.models import Notification, StreamStop
from notifications.queries.stopping import STREAMS, Stream, UnknownStopLink, stop_link, stream_behind
from tests.refusals import refusal
from tests.reminders.patients import tick


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


@pytest.fixture
def link(cast) -> str:
    return path_of(stop_link(cast.ana.pk, "reminders"))


@pytest.fixture
def stranger(db) -> APIClient:
    """Nobody, with CSRF checks on, as a mail provider's server is."""
    return APIClient(enforce_csrf_checks=True)


def one_click(client: APIClient, link: str):
    body = "List-Unsubscribe=One-Click"
    return client.post(link, body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("accepted", ["text/html", "application/xhtml+xml", "image/*", ""])
def test_unsubscribe_page_ignores_the_accept_header(stranger, link, accepted):
    assert stranger.get(link, HTTP_ACCEPT=accepted).status_code == 200
    assert stranger.post(link, "", content_type="text/plain", HTTP_ACCEPT=accepted).status_code == 200
    assert StreamStop.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_unsubscribing_changes_nothing_when_it_is_only_opened(stranger, link, method):
    assert getattr(stranger, method)(link).status_code == 200
    assert not StreamStop.objects.exists()


def test_unsubscribing_stops_the_stream_with_one_click_and_without_signing_in(stranger, link, cast):
    assert one_click(stranger, link).status_code == 200
    stop = StreamStop.objects.get()
    assert (stop.user_id, stop.stream, stop.reason) == (cast.ana.pk, "reminders", "unsubscribed")


def test_unsubscribing_stops_it_from_the_page_s_own_form(stranger, link):
    assert stranger.post(link, "", content_type="application/x-www-form-urlencoded").status_code == 200
    assert StreamStop.objects.count() == 1


def test_second_unsubscribe_click_changes_nothing(stranger, link):
    one_click(stranger, link)
    first = StreamStop.objects.get()
    assert one_click(stranger, link).status_code == 200
    assert StreamStop.objects.get().stopped_at == first.stopped_at


def test_unsubscribing_stops_no_other_stream(stranger, link, cast):
    one_click(stranger, link)
    assert set(StreamStop.objects.values_list("user", "stream")) == {(cast.ana.pk, "reminders")}


@pytest.mark.parametrize("place", [0, 10, 33, -2])
def test_unsubscribing_refuses_a_link_with_a_letter_changed(stranger, link, place):
    head, token = link.rstrip("/").rsplit("/", 1)
    wrong = token[:place] + ("a" if token[place] != "a" else "b") + token[place:][1:]
    for answer in (stranger.get(f"{head}/{wrong}"), one_click(stranger, f"{head}/{wrong}")):
        assert refusal(answer) == (404, "not_found")
        assert "Nothing was changed" in answer.json()["detail"]
    assert not StreamStop.objects.exists()


def test_unsubscribing_stops_the_stream_with_one_click_on_a_link_that_lost_its_slash(stranger, link):
    assert one_click(stranger, link.rstrip("/")).status_code == 200
    assert StreamStop.objects.count() == 1


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_unsubscribing_tells_what_to_do_with_a_link_that_was_cut(stranger, link):
    for cut, status in ((link.rstrip("/"), 200), (link[:-9], 404)):
        answer = stranger.get(cut, follow=True, HTTP_ACCEPT=BROWSER)
        assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")


def test_unsubscribing_an_erased_person_is_no_error(stranger, cast):
    link = path_of(stop_link(cast.theo.pk, "digest"))
    cast.theo.delete()
    assert one_click(stranger, link).status_code == 200
    assert not StreamStop.objects.exists()


def test_unsubscribing_shows_a_page_without_script_or_style_of_its_own(stranger, link):
    answer = stranger.get(link)
    page = answer.content.decode()
    assert '<html lang="en" dir="ltr">' in page
    assert page.count("<h1") == 1
    assert '<form method="post"><button type="submit">' in page
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_unsubscribing_finds_the_style_sheet_of_the_page(stranger, link):
    (sheet,) = re.findall(r'href="(/static/[^"]+)"', stranger.get(link).content.decode())
    assert stranger.get(sheet).status_code == 200


def test_unsubscribing_sends_no_more_reminders_and_again_once_it_is_taken_back(stranger, ana, mail_server):
    ana.wants("10:30")
    tick(now=ana.at("10:30"))
    (email,) = mail_server.emails
    link = email["List-Unsubscribe"].strip(" <>")
    assert email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert one_click(stranger, path_of(link)).status_code == 200
    tick(now=ana.at("10:30", day=1))
    assert len(mail_server.emails) == 1
    assert ana.ledger()[1] == ("skipped", "unsubscribed")
    ana.sets(email=True)
    tick(now=ana.at("10:30", day=2))
    assert len(mail_server.emails) == 2


def test_unsubscribing_stops_the_stream_to_an_address_that_does_not_exist(ana, mail_server):
    ana.wants("10:30")
    mail_server.answer_to_recipient = "550 5.1.1 no such user ana@example.org"
    tick(now=ana.at("10:30"))
    stop = StreamStop.objects.get()
    assert (stop.stream, stop.reason) == ("reminders", "bounced")
    assert "ana@example.org" not in str(vars(stop))
    assert ana.ledger()[0] == ("failed", "smtp_recipient_550")
    mail_server.answer_to_recipient = "250 OK"
    tick(now=ana.at("10:30", day=1))
    assert (mail_server.emails, ana.ledger()[1]) == ([], ("failed", "no_way"))


def test_unsubscribing_writes_to_a_new_address_after_a_bounce(ana, mail_server):
    ana.wants("10:30")
    mail_server.answer_to_recipient = "550 5.1.1 no such user"
    tick(now=ana.at("10:30"))
    mail_server.answer_to_recipient = "250 OK"
    type(ana.user).objects.filter(pk=ana.user.pk).update(email="ana@example.net")
    tick(now=ana.at("10:30", day=1))
    assert mail_server.recipients == ["ana@example.net"]


def test_unsubscribing_tries_an_address_once_more_when_its_owner_switches_emails_on_again(ana, mail_server):
    ana.wants("10:30")
    mail_server.answer_to_recipient = "552 5.2.2 mailbox full"
    tick(now=ana.at("10:30"))
    mail_server.answer_to_recipient = "250 OK"
    ana.sets(email=True)
    tick(now=ana.at("10:30", day=1))
    assert mail_server.recipients == ["ana@example.org"]


def test_unsubscribing_stops_nothing_for_a_refusal_that_passes(ana, mail_server):
    ana.wants("10:30")
    mail_server.answer_to_recipient = "450 try later"
    tick(now=ana.at("10:30"))
    assert not StreamStop.objects.exists()
    mail_server.answer_to_recipient = "250 OK"
    tick(now=ana.at("10:30") + timedelta(minutes=2))
    assert Notification.objects.get(due_at=ana.at("10:30")).state == "sent"


def test_address_in_the_header_is_short_enough_to_be_left_alone_by_relays(settings, cast):
    settings.PUBLIC_URL = "https://footing.example.org"
    for stream in STREAMS:
        assert len(f"<{stop_link(cast.ana.pk, stream)}>") <= 75


def test_link_of_the_longer_form_still_stops(cast):
    token = Signer(salt="reminders.stop").sign(f"{cast.ana.pk.hex}.summary").replace(":", ".")
    assert stream_behind(token) == Stream(cast.ana.pk, "summary")


def test_link_that_was_changed_by_one_letter_stops_nothing(cast):
    token = stop_link(cast.ana.pk, "summary").rpartition("/")[2]
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(UnknownStopLink):
            stream_behind(token[:place] + other + token[place + 1 :])
