"""Rules become notifications 48 hours ahead: once, however often and by however many they are planned."""

from datetime import date, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from notifications.models import Notification
from notifications.rules.notification import notification_id
from reminders.models import ScheduledTime, ScheduleGroup
from reminders.services.planning import HORIZON, plan
from tests.factories import NOW

FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)


def test_planner_plans_the_times_of_48_hours_that_lie_ahead(ana):
    ana.wants("08:30", "18:00")
    assert ana.planned() == [(FRIDAY, "18:00"), (SATURDAY, "08:30"), (SATURDAY, "18:00"), (SUNDAY, "08:30")]


def test_planner_plans_the_rules_weekdays_only(ana):
    ana.wants("18:00", days=[6])
    assert ana.planned() == [(SATURDAY, "18:00")]


def test_planner_plans_each_date_once_however_often_it_runs(ana):
    ana.wants("18:00")
    for minute in range(0, 60, 20):
        plan(now=NOW + timedelta(minutes=minute))
    assert ana.planned() == [(FRIDAY, "18:00"), (SATURDAY, "18:00")]
    plan(now=ana.at("18:00"))
    assert ana.planned() == [(FRIDAY, "18:00"), (SATURDAY, "18:00"), (SUNDAY, "18:00")]


def test_planner_names_a_notification_after_its_rule_date_and_time(ana):
    reminder = ana.wants("18:00", days=[5])
    assert Notification.objects.get().pk == notification_id(f"reminder:{reminder.pk}:2026-11-20:{18 * 60}")


def test_planner_skips_a_schedule_group_before_its_next_date_is_due(ana, django_assert_num_queries):
    ana.wants("18:00")
    group = ScheduleGroup.objects.get()
    assert group.next_plan_at == ana.at("18:00", day=2) - HORIZON
    with django_assert_num_queries(3):  # savepoint, one empty look, release
        assert plan(now=group.next_plan_at - timedelta(seconds=1)) == 0


def test_planner_plans_many_patients_of_a_schedule_group_with_the_statements_of_one(
    ana, cast, django_assert_num_queries
):
    ana.wants("18:00")
    slot = ScheduledTime.objects.get()
    for number in range(30):
        ScheduledTime.objects.create(
            group=slot.group, reminder=slot.reminder, slot=number, weekdays=127, user=cast.ana,
            patient_id=slot.patient_id, kind=slot.kind,
        )  # fmt: skip
    with django_assert_num_queries(9):
        assert plan(now=ana.at("18:01")) == 31


def test_planner_plans_nothing_in_the_quiet_hours(ana):
    ana.wants("06:00", "23:00")
    assert ana.planned() == [(FRIDAY, "21:15"), (SATURDAY, "07:30"), (SATURDAY, "21:15"), (SUNDAY, "07:30")]


def test_planner_moves_what_waits_when_the_quiet_hours_change(ana):
    ana.wants("06:00")
    ana.sets(quiet_from=time(22), quiet_to=time(5))
    assert ana.planned() == [(SATURDAY, "06:00"), (SUNDAY, "06:00")]


def test_planner_moves_what_waits_when_a_rule_changes_and_cancels_what_it_no_longer_asks_for(ana):
    reminder = ana.wants("18:00")
    ana.changes(reminder, times=["19:00"])
    assert ana.planned() == [(FRIDAY, "19:00"), (SATURDAY, "19:00")]
    assert ana.planned("cancelled") == [(FRIDAY, "18:00"), (SATURDAY, "18:00")]


def test_planner_restores_a_cancelled_notification_when_the_rule_asks_for_it_again(ana):
    reminder = ana.wants("18:00")
    ana.changes(reminder, enabled=False)
    assert ana.ledger() == [("cancelled", "disabled")] * 2
    ana.changes(reminder, enabled=True)
    assert ana.ledger() == [("waiting", "")] * 2


def test_planner_cancels_what_waits_for_a_deleted_rule_and_plans_no_more(ana):
    ana.deletes(ana.wants("18:00"))
    assert ana.ledger() == [("cancelled", "gone")] * 2
    plan(now=NOW + timedelta(days=3))
    assert Notification.objects.count() == 2


def test_planner_joins_a_schedule_group_that_was_planned_before(ana, cast):
    ana.wants("18:00")
    ana.wants("18:00", kind="pain")
    assert ScheduleGroup.objects.count() == 1
    assert ana.planned() == [(FRIDAY, "18:00")] * 2 + [(SATURDAY, "18:00")] * 2


def test_planner_records_what_was_not_planned_in_an_outage(ana):
    ana.wants("18:00", now=NOW)
    plan(now=NOW + timedelta(days=5))
    assert [on.day for on, _at in ana.planned()] == [20, 21, 22, 23, 24, 25, 26]


@pytest.mark.django_db(transaction=True)
def test_planner_plans_once_with_two_planners_at_once(ana):
    for minute in range(10):
        ana.wants(f"18:{minute:02}", kind="pain")
    Notification.objects.all().delete()
    ScheduleGroup.objects.update(planned_to=FRIDAY - timedelta(days=1), next_plan_at=NOW)
    start = Barrier(2)

    def work() -> None:
        start.wait()
        plan(now=NOW)
        connection.close()

    planners = [Thread(target=work) for _ in range(2)]
    for planner in planners:
        planner.start()
    for planner in planners:
        planner.join()
    assert len(ana.planned()) == 20
