"""The endpoints to push: subscribing a device, healing it, and an honest test."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from accounts.models import User
from common import clock
from common.outside import PUSH_SERVICE
from notifications.models import PushSubscription
from notifications.rules.encryption import base64
from notifications.rules.push_answers import PushOutcome
from notifications.rules.vapid import public_key, read_key
from notifications.services.subscriptions import MOST_DEVICES, Subscribing, note_answers, subscribe
from notifications.transports.webpush import Answer
from tests.factories import user
from tests.push_service.browser import Browser, Reply
from tests.refusals import fields_at_fault, refusal

SUBSCRIPTIONS = "/api/v1/push-subscriptions/"


@pytest.fixture
def ana(cast, client_of, push_service):
    return client_of(cast.ana)


def subscribed(client, browser: Browser, **more: str) -> str:
    response = client.post(SUBSCRIPTIONS, {**browser.subscription, **more})
    assert response.status_code in (200, 201), response.content
    return response.json()["id"]


def tried(client, subscription_id: object) -> dict[str, object]:
    response = client.post(f"{SUBSCRIPTIONS}{subscription_id}/test/")
    assert response.status_code == 200, response.content
    return response.json()


def listed(client) -> list[dict[str, object]]:
    return client.get(SUBSCRIPTIONS).json()["results"]


def test_push_endpoint_gives_the_key_to_subscribe_with(ana, settings):
    key = ana.get("/api/v1/push-key/").json()["public_key"]
    assert key == public_key(read_key(settings.VAPID_PRIVATE_KEY))


def test_push_endpoint_offers_no_key_where_push_is_not_set_up(ana, push_service, settings):
    kept = subscribed(ana, push_service.browser())
    settings.VAPID_PRIVATE_KEY = None
    assert ana.get("/api/v1/push-key/").json() == {"public_key": None}
    assert refusal(ana.post(f"{SUBSCRIPTIONS}{kept}/test/")) == (409, "push_not_set_up")


def test_push_endpoint_subscribes_several_devices(ana, push_service):
    phone, tablet = push_service.browser(), push_service.browser()
    first = ana.post(SUBSCRIPTIONS, {**phone.subscription, "device": "My phone"})
    assert first.status_code == 201
    subscribed(ana, tablet)
    assert [each["endpoint"] for each in listed(ana)] == [tablet.endpoint, phone.endpoint]
    assert [each["device"] for each in listed(ana)] == ["", "My phone"]


def test_push_endpoint_keeps_a_device_once_however_often_it_is_told(ana, push_service):
    browser = push_service.browser()
    first = subscribed(ana, browser, device="My phone")
    again = ana.post(SUBSCRIPTIONS, browser.subscription)
    assert (again.status_code, again.json()["id"]) == (200, first)
    assert [each["device"] for each in listed(ana)] == ["My phone"]


def test_push_endpoint_accepts_new_keys_for_a_known_endpoint(ana, push_service):
    browser = push_service.browser()
    kept = subscribed(ana, browser)
    browser.auth = b"another secret!!"
    assert subscribed(ana, browser) == kept
    assert tried(ana, kept)["outcome"] == "delivered"
    assert browser.problems == []


def test_push_endpoint_moves_a_device_to_whoever_is_signed_in_there_now(cast, client_of, ana, push_service):
    browser, ben = push_service.browser(), client_of(cast.ben)
    before = subscribed(ana, browser)
    after = subscribed(ben, browser)
    assert listed(ana) == []
    assert [each["id"] for each in listed(ben)] == [after]
    assert after != before


@pytest.mark.django_db(transaction=True)
def test_push_endpoint_belongs_to_one_person_when_several_subscribe_at_once():
    people = [user(name) for name in ("Ana", "Ben", "Cleo", "Dan")]
    told = Browser("https://fcm.googleapis.com", "/fcm/send/one").subscription
    wanted = Subscribing(told["endpoint"], **told["keys"])

    def sign_in_and_subscribe(person: User) -> None:
        for _ in range(10):
            subscribe(user=person, wanted=wanted, now=clock.now())
        connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(sign_in_and_subscribe, people))
    assert PushSubscription.objects.count() == 1


def test_push_test_sends_a_real_push_and_reports_that_it_was_accepted(ana, push_service):
    browser = push_service.browser()
    answer = tried(ana, subscribed(ana, browser))
    assert (answer["outcome"], answer["status"]) == ("delivered", 201)
    message = browser.received[0]
    assert message.payload["kind"] == "test"
    assert message.payload["notification"]["title"] == "It works"
    assert message.ttl == 300
    assert listed(ana)[0]["last_ok_at"]


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (410, "gone", "no longer knows this device"),
        (403, "alarm", "does not accept our key"),
        (413, "too_large", "too large"),
        (429, "retry", "busy"),
        (500, "retry", "busy"),
        (400, "refused", "refused the message"),
        (307, "refused", "refused the message"),
    ],
)
def test_push_test_reports_what_the_push_service_answered(ana, push_service, status, outcome, words):
    answer = tried(ana, subscribed(ana, push_service.browser(Reply(status))))
    assert (answer["outcome"], answer["status"]) == (outcome, status)
    assert words in str(answer["detail"])
    assert listed(ana)[0]["last_problem"] == f"push_{status}"


def test_push_test_reports_that_nobody_answered(ana, push_service, settings):
    kept = subscribed(ana, push_service.browser())
    settings.PUSH_CA_FILE = None  # whoever answers there now is not whom we trust
    answer = tried(ana, kept)
    assert (answer["outcome"], answer["status"]) == ("retry", None)
    assert "did not answer" in str(answer["detail"])


def test_push_endpoint_shows_a_closed_device_with_the_reason_and_opens_it_again(ana, push_service):
    browser = push_service.browser(Reply(410), Reply(201))
    kept = subscribed(ana, browser)
    tried(ana, kept)
    assert listed(ana)[0]["close_reason"] == "gone"
    assert listed(ana)[0]["closed_at"]
    assert refusal(ana.post(f"{SUBSCRIPTIONS}{kept}/test/")) == (409, "subscription_closed")
    assert browser.asked == 1
    assert subscribed(ana, browser) == kept
    assert listed(ana)[0]["closed_at"] is None
    assert tried(ana, kept)["outcome"] == "delivered"
    assert listed(ana)[0]["last_problem"] == ""


def test_push_endpoint_forgets_a_device(ana, push_service):
    kept = subscribed(ana, push_service.browser())
    assert ana.delete(f"{SUBSCRIPTIONS}{kept}/").status_code == 204
    assert listed(ana) == []
    assert refusal(ana.delete(f"{SUBSCRIPTIONS}{kept}/")) == (404, "not_found")


def test_push_endpoint_forgets_a_device_by_what_its_browser_knows(cast, client_of, ana, push_service):
    browser, other = push_service.browser(), push_service.browser()
    subscribed(ana, browser)
    kept = subscribed(ana, other)
    assert client_of(cast.ben).delete(SUBSCRIPTIONS, browser.subscription).status_code == 404
    assert ana.delete(SUBSCRIPTIONS, browser.subscription).status_code == 204
    assert [each["id"] for each in listed(ana)] == [kept]
    assert ana.delete(SUBSCRIPTIONS, {"endpoint": other.endpoint}).status_code == 204
    assert listed(ana) == []
    assert refusal(ana.delete(SUBSCRIPTIONS, {"endpoint": other.endpoint})) == (404, "not_found")
    assert fields_at_fault(ana.delete(SUBSCRIPTIONS)) == ["endpoint"]


def test_push_endpoint_touches_nobody_elses_device(cast, client_of, ana, push_service):
    browser, ben = push_service.browser(), client_of(cast.ben)
    kept = subscribed(ana, browser)
    assert ben.delete(f"{SUBSCRIPTIONS}{kept}/").status_code == 404
    assert ben.post(f"{SUBSCRIPTIONS}{kept}/test/").status_code == 404
    assert browser.asked == 0
    assert len(listed(ana)) == 1


@pytest.mark.parametrize(
    ("keys", "at_fault"),
    [
        ({"p256dh": "AAAA"}, ["keys.p256dh"]),
        ({"p256dh": base64(b"\x04" + bytes(64))}, ["keys.p256dh"]),
        ({"p256dh": "ü"}, ["keys.p256dh"]),
        ({"p256dh": None}, ["keys.p256dh"]),
        ({"auth": base64(bytes(15))}, ["keys.auth"]),
        ({"auth": "not base64!"}, ["keys.auth"]),
        ({"auth": 5}, ["keys.auth"]),
        ({"more": "x"}, ["keys.more"]),
    ],
)
def test_push_endpoint_refuses_keys_that_are_none_by_their_name(ana, push_service, keys, at_fault):
    told = push_service.browser().subscription
    response = ana.post(SUBSCRIPTIONS, {**told, "keys": {**told["keys"], **keys}})
    assert fields_at_fault(response) == at_fault
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    ("more", "at_fault"),
    [
        ({"device": "x" * 121}, ["device"]),
        ({"device": "a\x00b"}, ["device"]),
        ({"endpoint": None}, ["endpoint"]),
        ({"keys": None}, ["keys"]),
        ({"keys": []}, ["keys.non_field_errors"]),
        ({"expirationTime": "soon"}, ["expirationTime"]),
        ({"user": "somebody"}, ["user"]),
    ],
)
def test_push_endpoint_refuses_what_it_cannot_keep_by_its_field(ana, push_service, more, at_fault):
    response = ana.post(SUBSCRIPTIONS, {**push_service.browser().subscription, **more})
    assert fields_at_fault(response) == at_fault
    assert not PushSubscription.objects.exists()


def test_push_endpoint_closes_the_oldest_of_too_many_devices(ana, push_service):
    browsers = [push_service.browser() for _ in range(MOST_DEVICES + 1)]
    first = subscribed(ana, browsers[0])
    for browser in browsers[1:]:
        subscribed(ana, browser)
    closed = [each for each in listed(ana) if each["closed_at"]]
    assert [(each["id"], each["close_reason"]) for each in closed] == [(first, "replaced")]


def test_push_endpoint_limits_how_often_a_test_is_pushed(ana, push_service):
    browser = push_service.browser()
    kept = subscribed(ana, browser)
    for _ in range(20):
        tried(ana, kept)
    assert ana.post(f"{SUBSCRIPTIONS}{kept}/test/").status_code == 429
    assert browser.asked == 20


def test_results_for_many_devices_are_stored_at_once(cast, ana, push_service):
    kept = [subscribed(ana, push_service.browser()) for _ in range(4)]
    now = clock.now()
    later = now + timedelta(minutes=7)
    outcomes = [
        (PushOutcome.DELIVERED, "push_201", None),
        (PushOutcome.GONE, "push_410", None),
        (PushOutcome.RETRY, "push_429", later),
    ]
    said = [
        Answer(uuid4(), UUID(key), outcome, code, retry_at=at)
        for key, (outcome, code, at) in zip(kept, outcomes, strict=False)
    ]
    note_answers(answers=[*said, Answer(uuid4(), uuid4(), PushOutcome.GONE, "push_404")], now=now)
    rows = [PushSubscription.objects.get(pk=key) for key in kept]
    assert [row.last_ok_at for row in rows] == [now, None, None, None]
    assert [row.closed_at for row in rows] == [None, now, None, None]
    assert [row.rest_until for row in rows] == [None, None, later, None]
    assert [row.last_problem for row in rows] == ["", "push_410", "push_429", ""]


def test_push_endpoint_alarms_the_operator_when_our_key_is_refused(ana, push_service, client):
    tried(ana, subscribed(ana, push_service.browser(Reply(403))))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["alarms"] == [
        "A push service refuses our key for 1 device: was VAPID_PRIVATE_KEY changed?"
    ]


def test_push_endpoint_waits_in_no_more_threads_than_may_for_a_push_service_that_is_slow(ana, push_service):
    kept = subscribed(ana, push_service.browser())
    ana.raise_request_exception = False
    with PUSH_SERVICE.waited_for(), PUSH_SERVICE.waited_for():
        answer = ana.post(f"{SUBSCRIPTIONS}{kept}/test/")
        assert refusal(answer) == (503, "unavailable")
        assert answer["Retry-After"] == "2"
    assert tried(ana, kept)["outcome"] == "delivered"
