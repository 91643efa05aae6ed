"""A push never goes where a stranger's endpoint would like to lead it."""

import socket
from threading import Thread

import pycurl
import pytest

from notifications.rules.encryption import base64
from notifications.rules.push_services import KNOWN, PushServices
from notifications.rules.vapid import Vapid, read_key
from notifications.transports.http import HttpTransfer
from notifications.transports.webpush import WebPush
from tests.push_service.browser import Browser, Reply
from tests.reminders.pushes import push_to, send

MOZILLA = "updates.push.services.mozilla.com"


class Misled(WebPush):
    """A sender whose resolver answers with `address` for Mozilla's push service, as in DNS rebinding."""

    def __init__(self, address: str, ca_file: str) -> None:
        super().__init__(Vapid(read_key(base64(b"k" * 32)), "mailto:a@example.org"), PushServices(), ca_file)
        self._address = address

    def transfer(self) -> HttpTransfer:
        transfer = super().transfer()
        transfer.curl.setopt(pycurl.RESOLVE, [f"{MOZILLA}:443:{self._address}"])
        return transfer


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_push_sender_opens_no_connection_to_a_private_address_whatever_the_resolver_says(
    push_service, address
):
    sender = Misled(address, push_service.ca_file)
    answer = send([push_to(Browser(f"https://{MOZILLA}", "/wpush/v2/one"))], sender)[0]
    assert (answer.outcome, answer.status, answer.code) == ("refused", None, "push_address")


def test_push_sender_opens_no_connection_to_a_name_that_means_this_machine(push_service, settings):
    settings.PUSH_SERVICES = ["localhost"]
    answer = send([push_to(Browser("https://localhost", "/one"))])[0]
    assert (answer.outcome, answer.code) == ("refused", "push_address")


def test_push_sender_judges_the_address_again_at_every_connection(push_service, settings):
    """The name that led to a known server before leads nowhere once it means a private one."""
    settings.PUSH_SERVICES = [push_service.name]
    assert send([push_to(push_service.browser())])[0].outcome == "delivered"
    settings.PUSH_SERVICES = ["127.0.0.1"]  # without its port: only public addresses, on port 443
    browser = Browser("https://127.0.0.1", "/one")
    assert send([push_to(browser)])[0].code == "push_address"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/one",
        "https://fcm.googleapis.com:8443/fcm/send/one",
        "https://fcm.googleapis.com:443@127.0.0.1/fcm/send/one",
        "https://someone@fcm.googleapis.com/fcm/send/one",
        "https://127.0.0.1/one",
        "https://[::1]/one",
        "https://[::ffff:127.0.0.1]/one",
        "https://2130706433/one",
        "https://localhost/one",
        "https://example.org/one",
        "https://fcm.googleapis.com.example.org/one",
        "https://notfcm.googleapis.com/one",
        "https://push.apple.com/one",
        "https://evilpush.apple.com/one",
        "https://fcm.googleapis.com\\@127.0.0.1/one",
        "https://fcm.googleapis.com#@127.0.0.1/one",
        "https://fcm.googleapis.com /one",
        "https://fcm.googleapis.com/one two",
        "https://fcm.googleapis.com/one\r\nX: y",
        "https://FCM.googleapis.com/one\n",
        "file:///etc/passwd",
        "gopher://fcm.googleapis.com/one",
        "https://fcm.googleapis.com/" + "x" * 1000,
        "",
    ],
)
def test_push_sender_keeps_and_calls_no_endpoint_but_https_at_a_known_push_service(
    cast, client_of, push_service, settings, endpoint
):
    settings.PUSH_SERVICES = KNOWN
    body = {**push_service.browser().subscription, "endpoint": endpoint}
    client = client_of(cast.ana)
    response = client.post("/api/v1/push-subscriptions/", body)
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["endpoint"]
    assert client.get("/api/v1/push-subscriptions/").json()["results"] == []
    kept_before = Browser(endpoint, "")
    answer = send([push_to(kept_before)])[0]
    assert (answer.outcome, answer.code) == ("refused", "push_endpoint")


def test_push_sender_follows_no_redirect_into_the_private_network(push_service, settings):
    """The other server is one that may be called, but nobody asked for it to be."""
    inside = socket.create_server(("127.0.0.1", 0))
    knocks: list[object] = []
    Thread(target=lambda: knocks.append(inside.accept()), daemon=True).start()
    port = inside.getsockname()[1]
    for status in (301, 302, 303, 307, 308):
        for where in (f"https://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/", "file:///etc/passwd"):
            browser = push_service.browser(Reply(status, {"Location": where}))
            answer = send([push_to(browser)])[0]
            assert (answer.outcome, answer.status) == ("refused", status)
    assert knocks == []
    inside.close()
