"""Who flies is reminded by the wall of where they are: no local date twice, daily ones 18 hours apart."""

import itertools
from datetime import time, timedelta

import pytest

from accounts.services.people import change_profile
from common import clock
from notifications.models import Notification, NotificationSettings
from reminders import tasks
from reminders.services.settings import follow_travellers
from tests.factories import NOW
from tests.reminders.patients import tick
from tests.reminders.sending import send_notices


def test_planner_moves_waiting_notifications_to_the_new_zone(ana):
    ana.wants("18:00")
    ana.flies_to("America/New_York", NOW)
    assert [clock for _on, clock in ana.planned()] == ["18:00", "18:00"]


def test_traveller_west_is_reminded_once_for_each_local_date(ana, mail_server):
    ana.wants("11:00")
    send_notices(now=ana.at("11:00"))
    ana.flies_to("America/New_York", ana.at("12:00"))
    tick(ana.at("11:00"))
    assert len(mail_server.emails) == 1
    tick(ana.at("11:00", day=1))
    assert len(mail_server.emails) == 2


def test_traveller_east_has_eighteen_hours_between_reminders(ana, mail_server):
    ana.wants("11:00")
    send_notices(now=ana.at("11:00"))
    ana.flies_to("Asia/Tokyo", ana.at("12:00"))
    tick(ana.at("11:00", day=1))  # sixteen hours later
    assert len(mail_server.emails) == 1
    tick(ana.at("11:00", day=2))
    assert len(mail_server.emails) == 2


@pytest.mark.parametrize("changed_to", ["10:00", "10:30", "12:00"])
def test_traveller_is_reminded_once_for_each_local_date_though_the_rule_changed_before_the_flight(
    ana, mail_server, changed_to
):
    rule = ana.wants("11:00")
    send_notices(now=ana.at("11:00"))
    ana.changes(rule, now=ana.at("11:10"), times=[changed_to])
    ana.flies_to("Europe/London", ana.at("11:20"))
    for at in ("10:20", "10:30", "12:00"):
        tick(ana.at(at))
    assert len(mail_server.emails) == 1
    tick(ana.at(changed_to, day=1))
    assert len(mail_server.emails) == 2


@pytest.mark.parametrize("quiet_changed", [False, True])
def test_traveller_has_eighteen_hours_between_reminders_though_the_rule_changed_before_the_flight(
    ana, mail_server, quiet_changed
):
    rule = ana.wants("11:00")
    send_notices(now=ana.at("11:00"))
    ana.changes(rule, now=ana.at("11:10"), times=["10:00"])
    ana.flies_to("Asia/Tokyo", ana.at("12:00"))
    if quiet_changed:
        ana.sets(now=ana.at("20:30"), quiet_to=time(8))
    tick(ana.at("10:00", day=1))  # fifteen hours later
    assert len(mail_server.emails) == 1
    tick(ana.at("10:00", day=2))
    assert len(mail_server.emails) == 2


def test_traveller_gets_the_other_times_of_the_day_though_one_of_them_changed(ana, mail_server):
    ana.weeks.prescribe(heel_raises=1)
    rule = ana.wants("11:00", "17:00")
    send_notices(now=ana.at("11:00"))
    ana.changes(rule, now=ana.at("11:10"), times=["10:30", "17:00"])
    ana.flies_to("Europe/London", ana.at("11:20"))
    for at, day in (("10:30", 0), ("17:00", 0), ("10:30", 1), ("17:00", 1)):
        tick(ana.at(at, day))
    assert len(mail_server.emails) == 1 + 1 + 2


def test_rule_sends_nothing_for_a_time_before_it_was_made(ana, mail_server):
    ana.wants("10:00", now=ana.at("11:10"))
    ana.flies_to("Europe/London", ana.at("11:20"))
    tick(ana.at("10:20"))
    assert mail_server.emails == []
    tick(ana.at("10:00", day=1))
    assert len(mail_server.emails) == 1


def test_traveller_gets_what_was_due_there_within_three_hours(ana, mail_server):
    ana.wants("12:00")
    ana.flies_to("Europe/Athens", ana.at("11:30"))  # half past twelve there
    send_notices(now=ana.at("12:30"))
    assert len(mail_server.emails) == 1


def test_traveller_who_returns_at_once_gets_the_original_notifications(ana):
    ana.wants("18:00")
    before = ana.planned()
    ana.flies_to("Asia/Tokyo", NOW)
    ana.flies_to("Europe/Madrid", NOW + timedelta(minutes=5))
    assert ana.planned() == before


def test_sender_notices_at_the_moment_of_sending_that_somebody_has_moved(ana, mail_server):
    ana.wants("12:00")
    change_profile(user=ana.user, changes={"time_zone": "Europe/London"}, now=NOW)
    send_notices(now=ana.at("11:00"))  # noon in Madrid, and no planner has come by
    assert mail_server.emails == []
    send_notices(now=ana.at("12:00"))
    assert len(mail_server.emails) == 1


def test_planner_follows_a_traveller_at_the_next_run(ana):
    ana.wants("08:30")
    change_profile(user=ana.user, changes={"time_zone": "Asia/Tokyo"}, now=clock.now())
    tasks.plan()
    assert NotificationSettings.objects.get(user=ana.user).zone == "Asia/Tokyo"


def test_planner_reads_nobody_who_has_stayed(ana, django_assert_num_queries):
    ana.wants("18:00")
    with django_assert_num_queries(1):
        assert follow_travellers(now=NOW) == 0


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_notification_log_balances_wherever_a_person_travels(ana, mail_server, zone):
    ana.wants("08:30", "18:00")
    ana.flies_to(zone, ana.at("11:00"))
    for hours in range(0, 72, 3):
        tick(NOW + timedelta(hours=hours))
    said = [row.due_at for row in Notification.objects.filter(state="sent", slot=18 * 60).order_by("due_at")]
    assert all(after - before >= timedelta(hours=18) for before, after in itertools.pairwise(said))
    assert {state for state, _reason in ana.ledger()} <= {"sent", "waiting", "cancelled"}
