"""A limit on how many there can be holds when several are asked for at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from accounts.models import AccessToken
from accounts.rules.roles import Scope
from accounts.services import tokens
from common import clock
from notifications.models import PushSubscription
from notifications.services import subscriptions
from reminders.models import CalendarLink, Reminder
from reminders.rules.proposing import ReminderRequest
from reminders.services import calendars, rules
from tests.refusals import refusal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(make: Callable[[int], Any], refused: type[Exception], times: int = 6) -> int:
    """How many of so many that are asked for at the same moment are made."""

    def one(number: int) -> bool:
        try:
            make(number)
        except refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(times) as pool:
        return sum(pool.map(one, range(times)))


def test_account_has_at_most_five_calendar_links(cast):
    def make(_number: int) -> None:
        calendars.create_link(patient=cast.ana_patient, now=clock.now())

    for number in range(4):
        make(number)
    assert at_once(make, calendars.TooManyLinks) == 1
    assert CalendarLink.objects.filter(patient=cast.ana_patient).count() == calendars.MOST_LINKS


def test_account_has_a_limit_of_tokens_and_names_it(cast, client_of):
    def make(number: int) -> None:
        tokens.create_token(user=cast.ana, name=f"t{number}", scope=Scope.READ, now=clock.now())

    for number in range(tokens.MOST_TOKENS - 1):
        make(number)
    assert at_once(make, tokens.TooManyTokens) == 1
    answer = client_of(cast.ana).post("/api/v1/tokens/", {"name": "one more"})
    assert refusal(answer) == (409, "too_many_tokens")
    assert "20 tokens" in answer.json()["detail"]
    assert AccessToken.objects.count() == tokens.MOST_TOKENS
    client_of(cast.ana).delete(f"/api/v1/tokens/{AccessToken.objects.earliest('pk').pk}/")
    assert client_of(cast.ana).post("/api/v1/tokens/", {"name": "one more"}).status_code == 201


def test_account_has_a_limit_of_devices(cast):
    def make(number: int) -> None:
        wanted = subscriptions.Subscribing(f"https://fcm.googleapis.com/fcm/send/{number}", "key", "auth")
        subscriptions.subscribe(user=cast.ana, wanted=wanted, now=clock.now())

    for number in range(subscriptions.MOST_DEVICES):
        make(number + 100)
    assert at_once(make, ValueError) == 6
    open_ones = PushSubscription.objects.filter(user=cast.ana, closed_at=None)
    assert open_ones.count() == subscriptions.MOST_DEVICES


def test_account_has_a_limit_of_reminder_rules(cast):
    def make(number: int) -> None:
        wanted = ReminderRequest("pain", [f"{8 + number // 60:02}:{number % 60:02}"], [1])
        rules.create_reminder(user=cast.ana, patient=cast.ana_patient, wanted=wanted, now=clock.now())

    for number in range(rules.MOST_RULES - 1):
        make(number + 20)
    assert at_once(make, rules.TooManyReminders) == 1
    assert Reminder.objects.filter(patient=cast.ana_patient).count() == rules.MOST_RULES
