"""Done, later, not today: kept once, however often and however late an outbox sends it."""

from datetime import time, timedelta

import pytest

from notifications.models import Notification
from notifications.queries.notifications import again_at
from notifications.services.claiming import claim
from reminders.models import Reminder
from reminders.services.planning import plan
from tests.refusals import fields_at_fault, refusal
from tests.reminders.patients import tick
from tests.reminders.sending import send_notices

NOON, EVENING = "12:00", "18:00"


@pytest.fixture
def said(ana, mail_server) -> Notification:
    """A reminder that was said at noon; another of its kind waits for the evening."""
    ana.wants(NOON, EVENING)
    send_notices(now=ana.at(NOON))
    return Notification.objects.get(state="sent")


def today(ana) -> list[tuple[str, str]]:
    return ana.ledger()[:2]


def test_done_stops_the_other_reminders_of_the_day(ana, said, mail_server):
    ana.answers(said, "done", now=ana.at("12:05"))
    assert today(ana) == [("sent", ""), ("skipped", "done")]
    send_notices(now=ana.at(EVENING))
    send_notices(now=ana.at(NOON, day=1))
    assert len(mail_server.emails) == 2


def test_skip_stops_today_and_not_tomorrow(ana, said):
    ana.answers(said, "skip", now=ana.at("12:05"))
    tick(ana.at(NOON, day=1))
    assert ana.ledger()[:3] == [("sent", ""), ("skipped", "skipped_by_patient"), ("sent", "")]


def test_done_stops_a_new_rule_on_the_same_day(ana, said, mail_server):
    ana.answers(said, "done", now=ana.at("12:05"))
    ana.wants("17:00", now=ana.at("12:06"))
    send_notices(now=ana.at("17:00"))
    assert len(mail_server.emails) == 1


def test_done_leaves_other_kinds_of_the_day_alone(ana, said, mail_server):
    ana.wants("17:00", kind="pain")
    ana.answers(said, "done", now=ana.at("12:05"))
    send_notices(now=ana.at("17:00"))
    assert len(mail_server.emails) == 2


@pytest.mark.parametrize("minutes", [10, 60, 5 * 60])
def test_snoozed_reminder_is_sent_again_in_time(ana, said, mail_server, minutes):
    ana.answers(said, "snooze", now=ana.at("12:05"), minutes=minutes)
    send_notices(now=ana.at("12:04") + timedelta(minutes=minutes))
    assert len(mail_server.emails) == 1
    send_notices(now=ana.at("12:05") + timedelta(minutes=minutes))
    assert len(mail_server.emails) == 2
    assert mail_server.emails[0]["Message-ID"] != mail_server.emails[1]["Message-ID"]


def test_snoozed_reminder_is_sent_before_the_quiet_hours(ana, said):
    ana.answers(said, "snooze", now=ana.at("20:00"), minutes=120, at=ana.at("20:00"))
    assert Notification.objects.get(follows=said.pk).due_at == ana.at("21:15")


def test_snooze_plans_no_follow_up_on_another_day(ana, said):
    ana.answers(said, "snooze", now=ana.at("20:00"), minutes=720, at=ana.at("20:00"))
    assert not Notification.objects.filter(follows=said.pk).exists()


def test_snoozed_reminder_is_not_sent_when_done_in_the_meantime(ana, said, mail_server):
    ana.answers(said, "snooze", now=ana.at("12:05"), minutes=60)
    ana.answers(said, "done", now=ana.at("12:30"))
    send_notices(now=ana.at("13:05"))
    assert len(mail_server.emails) == 1


def test_snooze_postpones_a_reminder_that_is_still_ahead(ana, said, mail_server):
    ahead = Notification.objects.get(local_on=ana.today, state="waiting")
    ana.answers(ahead, "snooze", now=ana.at("12:05"), minutes=60)
    send_notices(now=ana.at(EVENING))
    assert len(mail_server.emails) == 1
    send_notices(now=ana.at("19:00"))
    assert len(mail_server.emails) == 2


def test_snoozed_reminder_is_sent_again_whatever_else_changes(ana, said, mail_server):
    ana.answers(said, "snooze", now=ana.at("12:05"), minutes=60)
    ana.sets(quiet_from=time(20, 0), now=ana.at("12:06"))
    ana.changes(Reminder.objects.get(), now=ana.at("12:07"), times=["10:00"])
    ana.flies_to("Europe/Lisbon", now=ana.at("12:08"))
    send_notices(now=said.due_at + timedelta(minutes=64))
    assert len(mail_server.emails) == 1
    send_notices(now=said.due_at + timedelta(minutes=65))
    assert len(mail_server.emails) == 2


@pytest.mark.parametrize("change", [{"enabled": False}, {"kind": "pain"}, None])
def test_snoozed_reminder_is_not_sent_once_its_rule_is_gone(ana, said, mail_server, change):
    ana.answers(said, "snooze", now=ana.at("12:05"), minutes=60)
    rule = Reminder.objects.get()
    if change:
        ana.changes(rule, now=ana.at("12:06"), times=["09:00"], **change)
    else:
        ana.deletes(rule, now=ana.at("12:06"))
    send_notices(now=ana.at("13:05"))
    assert len(mail_server.emails) == 1
    assert Notification.objects.get(follows=said.pk).state == "cancelled"


@pytest.mark.parametrize(("action", "reason"), [("done", "done"), ("snooze", "snoozed")])
def test_answered_reminder_is_not_sent_again_though_its_sender_died(ana, mail_server, action, reason):
    ana.wants(NOON)
    (shown,) = claim(now=ana.at(NOON), most=1)
    ana.answers(Notification.objects.get(pk=shown.id), action, now=ana.at("12:01"))
    send_notices(now=ana.at("12:05"))
    assert mail_server.emails == []
    assert ana.ledger()[0] == ("skipped", reason)


@pytest.mark.parametrize("action", ["done", "snooze", "skip"])
def test_answer_changes_nothing_when_it_is_sent_again(ana, said, action):
    ana.answers(said, action, now=ana.at("12:05"))
    before = list(Notification.objects.order_by("id").values())
    ana.answers(said, action, now=ana.at("12:45"))
    assert list(Notification.objects.order_by("id").values()) == before


@pytest.mark.parametrize("late", ["snooze", "skip"])
def test_done_stays_done_whatever_comes_after_it(ana, said, late):
    ana.answers(said, "done", now=ana.at("12:05"))
    assert ana.answers(said, late, now=ana.at("12:06")).action == "done"
    assert not Notification.objects.filter(follows=said.pk).exists()


def test_done_that_arrives_a_day_late_stops_only_its_own_day(ana, said, mail_server):
    plan(now=ana.at("11:00", day=1))
    ana.answers(said, "done", now=ana.at("11:00", day=1), at=ana.at("12:01"))
    send_notices(now=ana.at(NOON, day=1))
    assert len(mail_server.emails) == 2


def test_snooze_counts_from_the_tap_and_not_from_its_arrival(ana, said):
    ana.answers(said, "snooze", now=ana.at("12:50"), minutes=60, at=ana.at("12:05"))
    assert Notification.objects.get(follows=said.pk).due_at == ana.at("13:05")


def test_reminder_snoozed_too_long_ago_is_not_sent(ana, said):
    ana.answers(said, "snooze", now=ana.at("17:00"), minutes=10, at=ana.at("12:05"))
    assert not Notification.objects.filter(follows=said.pk).exists()


def test_answer_tells_when_a_snoozed_reminder_comes_again_and_that_a_done_one_does_not(ana, said):
    snoozed = ana.answers(said, "snooze", now=ana.at("12:05"), minutes=10)
    assert again_at(snoozed) == ana.at("12:15")
    assert again_at(ana.answers(said, "done", now=ana.at("12:06"))) is None


def test_answer_is_accepted_by_the_endpoint(ana, said, client_of):
    door = f"/api/v1/notices/{said.pk}/action/"
    phone = client_of(ana.user)
    answer = phone.post(door, {"action": "done"})
    assert answer.json() == {"id": str(said.pk), "action": "done", "again_at": None}
    assert fields_at_fault(phone.post(door, {"action": "later"})) == ["action"]
    assert fields_at_fault(phone.post(door, {"action": "snooze", "minutes": 721})) == ["minutes"]


def test_reminder_of_another_person_is_not_found(ana, said, cast, client_of):
    door = f"/api/v1/notices/{said.pk}/action/"
    assert refusal(client_of(cast.ben).post(door, {"action": "done"}))[0] == 404
    assert Notification.objects.get(pk=said.pk).action == ""


def test_notification_log_shows_every_attempt(ana, said, client_of, django_assert_max_num_queries):
    phone = client_of(ana.user)
    with django_assert_max_num_queries(4):
        got = phone.get("/api/v1/notices/?limit=2")
    page = got.json()
    assert page["next"]
    assert [each["state"] for each in page["results"]] == ["waiting", "waiting"]
    (first,) = [each for each in phone.get(page["next"]).json()["results"] if each["state"] == "sent"]
    assert first["kind"] == "exercise"
    (attempt,) = first["deliveries"]
    assert (attempt["channel"], attempt["outcome"]) == ("email", "sent")
