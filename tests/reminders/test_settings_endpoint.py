"""How a person wants to be spoken to, over HTTP."""

from datetime import timedelta

import pytest

from accounts.models import User
from common import clock
from notifications.models import NotificationSettings
from notifications.services.stops import stop_stream
from tests.refusals import fields_at_fault
from tests.reminders.patients import tick

ENDPOINT = "/api/v1/notification-settings/"
DEFAULTS = {
    "quiet_from": "21:30",
    "quiet_to": "07:30",
    "push": True,
    "email": True,
    "weekly_on": True,
    "weekly_day": 1,
    "weekly_hour": 7,
    "paused_until": None,
    "stopped": [],
}


def in_days(days: int, zone: str = "Europe/Madrid") -> str:
    """The local date so many days from now."""
    return str(clock.local_date(clock.now(), zone) + timedelta(days=days))


def test_settings_endpoint_has_defaults_for_a_person_who_never_chose(cast, client_of):
    assert client_of(cast.ana).get(ENDPOINT).json() == DEFAULTS
    assert not NotificationSettings.objects.exists()


def test_settings_endpoint_stores_what_is_sent(cast, client_of):
    phone = client_of(cast.ana)
    told = {"quiet_from": "22:00", "weekly_hour": 18, "weekly_day": 7, "paused_until": in_days(34)}
    assert phone.patch(ENDPOINT, told).json() == {**DEFAULTS, **told}
    assert phone.get(ENDPOINT).json() == {**DEFAULTS, **told}
    assert phone.patch(ENDPOINT, {"paused_until": None}).json()["paused_until"] is None


@pytest.mark.parametrize("days", [1, 366])
def test_pauses_from_tomorrow_to_a_year(cast, client_of, days):
    assert client_of(cast.ana).patch(ENDPOINT, {"paused_until": in_days(days)}).status_code == 200


@pytest.mark.parametrize("days", [-400, -1, 0, 367, 100_000])
def test_settings_endpoint_refuses_a_pause_that_is_over_or_without_an_end_and_writes_nothing(
    cast, client_of, days
):
    told = {"paused_until": in_days(days), "push": False}
    answer = client_of(cast.ana).patch(ENDPOINT, told)
    assert fields_at_fault(answer) == ["paused_until"]
    assert answer.json()["errors"]["paused_until"] == ["Choose a day from tomorrow on, at most a year ahead."]
    assert not NotificationSettings.objects.exists()


def test_settings_endpoint_counts_the_days_of_a_pause_in_the_persons_zone(cast, client_of):
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart
        User.objects.filter(pk=cast.ana.pk).update(time_zone=zone)
        phone = client_of(cast.ana)
        assert fields_at_fault(phone.patch(ENDPOINT, {"paused_until": in_days(0, zone)})) == ["paused_until"]
        assert phone.patch(ENDPOINT, {"paused_until": in_days(1, zone)}).status_code == 200


def test_settings_endpoint_accepts_its_own_answer_though_the_pause_is_over(cast, client_of):
    phone = client_of(cast.ana)
    phone.patch(ENDPOINT, {"paused_until": in_days(1)})
    NotificationSettings.objects.update(paused_until=clock.now().date() - timedelta(days=30))
    told = {key: value for key, value in phone.get(ENDPOINT).json().items() if key != "stopped"}
    assert phone.patch(ENDPOINT, told).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quiet_from", "25:00"),
        ("quiet_from", "1\u0663:30"),
        ("quiet_to", None),
        ("push", "sometimes"),
        ("weekly_day", 0),
        ("weekly_hour", 24),
        ("paused_until", "soon"),
        ("zone", "Europe/Paris"),
    ],
)
def test_settings_endpoint_refuses_a_wrong_field_by_its_name(cast, client_of, field, value):
    assert fields_at_fault(client_of(cast.ana).patch(ENDPOINT, {field: value})) == [field]
    assert not NotificationSettings.objects.exists()


def test_settings_endpoint_says_which_emails_are_stopped_and_why(ana, client_of, mail_server):
    ana.wants("10:30")
    mail_server.answer_to_recipient = "550 5.1.1 no such user"
    tick(now=ana.at("10:30"))
    stop_stream(user_id=ana.user.pk, stream="summary", now=ana.at("10:30"))
    phone = client_of(ana.user)
    reminders = {"stream": "reminders", "reason": "bounced"}
    assert phone.get(ENDPOINT).json()["stopped"] == [
        reminders,
        {"stream": "summary", "reason": "unsubscribed"},
    ]
    assert phone.patch(ENDPOINT, {"weekly_on": True}).json()["stopped"] == [reminders]
    assert phone.patch(ENDPOINT, {"email": True}).json()["stopped"] == []


def test_settings_endpoint_does_not_mention_another_address_that_bounced(ana, client_of, mail_server):
    ana.wants("10:30")
    mail_server.answer_to_recipient = "550 5.1.1 no such user"
    tick(now=ana.at("10:30"))
    type(ana.user).objects.filter(pk=ana.user.pk).update(email="ana@example.net")
    assert client_of(ana.user).get(ENDPOINT).json()["stopped"] == []
