"""A patient's rules over HTTP: made, changed, deleted, proposed; refused by the field's name."""

from uuid import uuid4

import pytest
from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH

from exercises.queries.plan import whole_plan
from notifications.models import Notification
from reminders.models import Reminder
from reminders.queries.plan import PLAN_PARTS
from tests.refusals import fields_at_fault, refusal

ENDPOINT = "/api/v1/reminders/"
RULE = {"kind": "exercise", "times": ["18:00", "08:30"], "days": [5, 1], "channels": ["push", "email"]}


@pytest.fixture
def phone(ana, client_of):
    return client_of(ana.user)


def test_rules_endpoint_makes_a_rule_and_shows_it(phone):
    days = [1, 2, 3, 4, 5, 6, 7]  # whatever day it is: one of the next two is among them
    made = phone.post(ENDPOINT, {**RULE, "days": days[::-1]})
    assert made.status_code == 201, made.content
    shown = {**RULE, "id": made.json()["id"], "times": ["08:30", "18:00"], "days": days, "enabled": True}
    assert made.json() == shown
    assert phone.get(ENDPOINT).json()["results"] == [shown]


def test_rules_endpoint_lists_rules_by_pages_as_every_list(phone):
    made = [phone.post(ENDPOINT, {**RULE, "times": [at]}).json()["id"] for at in ("07:00", "08:00", "09:00")]
    listed, address = [], f"{ENDPOINT}?limit=2"
    while address:
        page = phone.get(address).json()
        assert len(page["results"]) <= 2
        listed += [each["id"] for each in page["results"]]
        address = page["next"]
    assert listed == made
    assert page["previous"]
    assert page["proposed"] == []


def test_rules_endpoint_plans_what_a_rule_asks_for_at_once(phone):
    made = phone.post(ENDPOINT, {"kind": "pain", "times": ["20:00"]}).json()
    assert Notification.objects.filter(about=made["id"]).exists()


def test_rules_endpoint_accepts_every_day_and_both_channels_unless_told_otherwise(phone):
    made = phone.post(ENDPOINT, {"kind": "pain", "times": ["20:00"]}).json()
    assert (made["days"], made["channels"]) == ([1, 2, 3, 4, 5, 6, 7], ["push", "email"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "invitation"),
        ("times", []),
        ("times", ["08:30", "08:30"]),
        ("times", ["8:30"]),
        ("times", ["24:00"]),
        ("times", ["1\u0663:30"]),
        ("times", ["08:30:00"]),
        ("times", ["08:00", "09:00", "10:00", "11:00", "12:00"]),
        ("times", "08:30"),
        ("days", []),
        ("days", [0]),
        ("days", [8]),
        ("days", [1, 1]),
        ("channels", []),
        ("channels", ["sms"]),
        ("enabled", "perhaps"),
        ("snooze", 5),
    ],
)
def test_rules_endpoint_refuses_a_wrong_field_by_its_name(phone, field, value):
    answer = phone.post(ENDPOINT, {**RULE, field: value})
    assert {name.split(".")[0] for name in fields_at_fault(answer)} == {field}
    assert not Reminder.objects.exists()


def test_rules_endpoint_refuses_a_second_rule_of_a_kind_at_the_same_time(phone):
    phone.post(ENDPOINT, RULE)
    again = phone.post(ENDPOINT, {**RULE, "times": ["18:00"], "days": [1, 2]})
    assert fields_at_fault(again) == ["times"]
    assert Reminder.objects.count() == 1
    other_days = phone.post(ENDPOINT, {**RULE, "times": ["18:00"], "days": [2]})
    assert other_days.status_code == 201


def test_rules_endpoint_refuses_more_rules_than_anybody_can_keep_in_mind(phone):
    for hour in range(8, 20):
        assert phone.post(ENDPOINT, {**RULE, "times": [f"{hour:02}:00"]}).status_code == 201
    assert refusal(phone.post(ENDPOINT, {**RULE, "times": ["21:00"]})) == (409, "too_many_reminders")
    assert Reminder.objects.count() == 12


def test_rules_endpoint_changes_what_is_told_and_keeps_the_rest(phone):
    made = phone.post(ENDPOINT, RULE).json()
    changed = phone.patch(f"{ENDPOINT}{made['id']}/", {"times": ["19:00"]})
    assert changed.json() == {**made, "times": ["19:00"]}
    assert phone.patch(f"{ENDPOINT}{made['id']}/", {"enabled": False}).json()["enabled"] is False
    assert not Notification.objects.filter(state="waiting").exists()


def test_rules_endpoint_deletes_a_rule_once(phone):
    made = phone.post(ENDPOINT, RULE).json()
    assert phone.delete(f"{ENDPOINT}{made['id']}/").status_code == 204
    assert phone.delete(f"{ENDPOINT}{made['id']}/").status_code == 404
    assert phone.get(ENDPOINT).json()["results"] == []


def test_rules_endpoint_hides_a_rule_from_everybody_else(phone, cast, client_of):
    made = phone.post(ENDPOINT, RULE).json()
    ben = client_of(cast.ben)
    assert ben.patch(f"{ENDPOINT}{made['id']}/", {"enabled": False}).status_code == 404
    assert ben.delete(f"{ENDPOINT}{made['id']}/").status_code == 404
    assert ben.patch(f"{ENDPOINT}{uuid4()}/", {"enabled": False}).status_code == 404
    assert Reminder.objects.get().enabled


def test_rules_endpoint_proposes_rules_to_a_person_who_has_a_plan_and_none(phone):
    proposed = phone.get(ENDPOINT).json()["proposed"]
    assert [(each["kind"], each["times"]) for each in proposed] == [
        ("exercise", ["08:30"]),
        ("pain", ["20:00"]),
    ]
    made = phone.post(f"{ENDPOINT}propose/")
    assert made.status_code == 201
    got = phone.get(ENDPOINT).json()
    assert [each["kind"] for each in got["results"]] == ["exercise", "pain"]
    assert got["proposed"] == []


def test_rules_endpoint_makes_what_is_proposed_once(phone):
    phone.post(f"{ENDPOINT}propose/")
    assert phone.post(f"{ENDPOINT}propose/").json() == []
    assert Reminder.objects.count() == 2


def test_rules_endpoint_proposes_nothing_to_a_person_who_has_no_plan(cast, client_of):
    assert client_of(cast.ben).get(ENDPOINT).json() == {
        "results": [],
        "next": None,
        "previous": None,
        "proposed": [],
    }


def test_rules_endpoint_reads_the_rules_in_few_statements(phone, django_assert_max_num_queries):
    phone.post(ENDPOINT, RULE)
    with django_assert_max_num_queries(6):  # two of them begin and end the record's transaction
        phone.get(ENDPOINT)


def test_rules_endpoint_shows_the_rules_in_the_plan_that_a_phone_keeps(phone):
    made = phone.post(ENDPOINT, RULE).json()
    plan = phone.get("/api/v1/plan/")
    assert plan.json()["reminders"] == [made]


def test_rules_endpoint_keeps_the_plan_s_statement_short_enough_for_the_driver_to_remember():
    assert len(whole_plan(PLAN_PARTS)) < MAX_CACHED_STATEMENT_LENGTH


@pytest.mark.parametrize("change", ["post", "patch", "delete", "propose"])
def test_rules_endpoint_makes_another_plan_of_every_change_of_the_rules(phone, change):
    made = {} if change == "propose" else phone.post(ENDPOINT, {**RULE, "times": ["10:00"]}).json()
    tag = phone.get("/api/v1/plan/")["ETag"]
    assert phone.get("/api/v1/plan/", headers={"If-None-Match": tag}).status_code == 304
    if change == "post":
        phone.post(ENDPOINT, RULE)
    elif change == "patch":
        phone.patch(f"{ENDPOINT}{made['id']}/", {"channels": ["push"]})
    elif change == "delete":
        phone.delete(f"{ENDPOINT}{made['id']}/")
    else:
        phone.post(f"{ENDPOINT}propose/")
    assert phone.get("/api/v1/plan/", headers={"If-None-Match": tag}).status_code == 200
