"""Whether a due reminder is still said is judged at the moment of sending, with a reason that has a name."""

from datetime import time, timedelta

import pytest

from accounts.services.care import end_episode
from exercises.models import Assignment
from notifications.models import Notification, NotificationSettings
from notifications.queries.balance import balance
from notifications.services.claiming import claim
from reminders.models import Reminder
from tests.reminders.patients import Ana, tick
from tests.reminders.sending import send_notices
from tracker.notifying import send_claimed

EVENING = "18:00"


@pytest.fixture
def reminder(ana, mail_server) -> Reminder:
    return ana.wants(EVENING)


def test_reminder_is_sent_at_its_time_by_email(ana, reminder, mail_server):
    send_notices(now=ana.at("17:59"))
    assert mail_server.emails == []
    send_notices(now=ana.at(EVENING))
    (email,) = mail_server.emails
    assert mail_server.recipients == ["ana@example.org"]
    assert str(Notification.objects.earliest("due_at").pk) in email["Message-ID"]
    assert ana.ledger() == [("sent", ""), ("waiting", "")]


def test_reminder_has_another_text_the_next_day(ana, reminder, mail_server):
    for day in range(3):
        tick(ana.at(EVENING, day))
    assert len({email["Subject"] for email in mail_server.emails}) == 3


def test_reminder_is_not_sent_once_the_session_of_the_day_is_recorded(ana, reminder, mail_server):
    ana.weeks.tell(ana.weeks.session(0, toe_curls=2))
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("skipped", "done"), [])


def test_reminder_is_sent_though_yesterdays_session_was_recorded(ana, reminder, mail_server):
    ana.weeks.tell(ana.weeks.session(1, toe_curls=2))
    send_notices(now=ana.at(EVENING))
    assert len(mail_server.emails) == 1


def test_reminder_is_sent_for_the_second_session_of_a_day_with_two(ana, cast, mail_server):
    ana.weeks.prescribe(heel_raises=1)
    ana.wants("11:00", EVENING)
    ana.weeks.tell(ana.weeks.session(0, toe_curls=2))
    send_notices(now=ana.at("11:00"))
    send_notices(now=ana.at(EVENING))
    assert ana.ledger()[:2] == [("skipped", "done"), ("sent", "")]


@pytest.mark.parametrize("kind", ["pain", "foot_check"])
def test_reminder_is_not_sent_once_a_check_in_is_recorded(ana, mail_server, kind):
    ana.wants(EVENING, kind=kind)
    ana.weeks.tell(ana.weeks.pain(0, 3) if kind == "pain" else ana.weeks.foot_check(0))
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("skipped", "done"), [])


def test_reminder_is_not_sent_on_a_rest_day(cast, weeks, mail_server):
    weeks.prescribe(days=[1], heel_raises=1)
    ana = Ana(cast.ana, cast.ana_patient, weeks)
    ana.wants(EVENING)
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("skipped", "nothing_planned"), [])


def test_reminder_is_not_sent_on_a_held_day(ana, reminder, mail_server):
    ana.weeks.hold(Assignment.objects.get(), 0, 3)
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("skipped", "on_hold"), [])


def test_reminder_is_not_sent_when_it_is_too_late(ana, reminder, mail_server):
    send_notices(now=ana.at(EVENING) + timedelta(hours=3))
    assert (ana.ledger()[0], mail_server.emails) == (("skipped", "expired"), [])


def test_reminder_is_sent_a_little_late(ana, reminder, mail_server):
    send_notices(now=ana.at(EVENING) + timedelta(hours=2, minutes=59))
    assert ana.ledger()[0] == ("sent", "")


def test_reminder_is_not_sent_in_quiet_hours_that_began_since(ana, mail_server):
    ana.wants("21:00")
    send_notices(now=ana.at("21:31"))
    assert (ana.ledger()[0], mail_server.emails) == (("skipped", "quiet_hours"), [])


def test_reminder_waits_for_the_end_of_quiet_hours_where_that_is_soon_enough(ana, mail_server):
    ana.wants("12:00")
    NotificationSettings.objects.update(quiet_from=time(11), quiet_to=time(13))
    send_notices(now=ana.at("12:00"))
    assert mail_server.emails == []
    send_notices(now=ana.at("13:00"))
    assert ana.ledger()[0] == ("sent", "")


def test_reminder_is_not_sent_during_a_pause_and_is_sent_on_the_day_it_ends(ana, reminder, mail_server):
    ana.sets(paused_until=ana.at("00:00", day=1).date())
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("skipped", "paused"), [])
    send_notices(now=ana.at(EVENING, day=1))
    assert ana.ledger()[1] == ("sent", "")


def test_reminder_is_not_sent_when_its_rule_was_switched_off_at_the_same_moment(ana, reminder, mail_server):
    held = claim(now=ana.at(EVENING), most=1)
    ana.changes(reminder, now=ana.at(EVENING), enabled=False)
    send_claimed(notifications=held, now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("cancelled", "disabled"), [])


def test_reminder_is_not_sent_after_care_has_ended(ana, cast, reminder, mail_server):
    end_episode(patient=cast.ana_patient, by=cast.tess, ended_on=None, now=ana.at("17:00"))
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("cancelled", "care_ended"), [])


def test_reminder_is_not_sent_to_a_closed_account(ana, reminder, mail_server):
    ana.user.is_active = False
    ana.user.save(update_fields=["is_active"])
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("cancelled", "gone"), [])


def test_reminders_of_an_erased_person_are_deleted(ana, reminder, mail_server):
    ana.user.delete()
    send_notices(now=ana.at(EVENING))
    assert (balance().planned, mail_server.emails) == (0, [])


def test_reminder_is_not_sent_by_email_to_a_person_who_wants_none(ana, reminder, mail_server):
    ana.sets(email=False)
    send_notices(now=ana.at(EVENING))
    assert (ana.ledger()[0], mail_server.emails) == (("skipped", "unsubscribed"), [])


def test_patient_gets_two_reminders_a_day_at_most(ana, mail_server):
    for clock in ("11:00", "12:00", "13:00"):
        ana.wants(clock)
    for clock in ("11:00", "12:00", "13:00"):
        send_notices(now=ana.at(clock))
    assert ana.ledger()[:3] == [("sent", ""), ("sent", ""), ("skipped", "enough_today")]


def test_patient_gets_two_reminders_a_day_at_most_when_all_are_due_at_once(ana, mail_server):
    for kind in ("exercise", "pain", "foot_check"):
        ana.wants(EVENING, kind=kind)
    send_notices(now=ana.at(EVENING))
    assert sorted(ana.ledger()[:3]) == [("sent", ""), ("sent", ""), ("skipped", "enough_today")]


def test_patient_gets_one_reminder_after_an_outage(ana, mail_server):
    for clock, kind in (("11:00", "exercise"), ("11:30", "pain"), ("12:00", "foot_check")):
        ana.wants(clock, kind=kind)
    send_notices(now=ana.at("13:00"))
    assert ana.ledger()[:3] == [("skipped", "catch_up"), ("skipped", "catch_up"), ("sent", "")]


def test_patient_gets_one_reminder_after_an_outage_from_several_senders(ana, mail_server):
    for clock, kind in (("11:00", "exercise"), ("11:30", "pain"), ("12:00", "foot_check")):
        ana.wants(clock, kind=kind)
    now = ana.at("13:00")
    for held in [claim(now=now, most=1) for _ in range(3)]:
        send_claimed(notifications=held, now=now)
    assert ana.ledger()[:3] == [("skipped", "catch_up"), ("skipped", "catch_up"), ("sent", "")]


def test_patient_gets_two_reminders_a_day_at_most_from_several_senders(ana, mail_server):
    for kind in ("exercise", "pain", "foot_check"):
        ana.wants(EVENING, kind=kind)
    now = ana.at(EVENING)
    for held in [claim(now=now, most=1) for _ in range(3)]:
        send_claimed(notifications=held, now=now)
    assert sorted(ana.ledger()[:3]) == [("sent", ""), ("sent", ""), ("skipped", "enough_today")]


def test_sender_takes_as_many_statements_for_many_as_for_one(ana, mail_server, django_assert_max_num_queries):
    for kind in ("exercise", "pain", "foot_check"):
        for clock in (EVENING, "18:01", "18:02"):
            ana.wants(clock, kind=kind)
    ana.sets(email=False)
    with django_assert_max_num_queries(20):
        send_notices(now=ana.at("18:02"))
    assert {reason for _state, reason in ana.ledger()[:9]} == {"unsubscribed", "enough_today"}
