"""Web push without a network: encryption, signatures, answers, addresses, payloads."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from notifications.rules import encryption, push_payload, vapid
from notifications.rules.push_answers import outcome_of, retry_at
from notifications.rules.push_services import NotAPushService, PushServices, is_public

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
KEY = ec.generate_private_key(ec.SECP256R1())
AUTH = bytes(range(16))


def test_encryption_equals_the_example_of_rfc_8291_appendix_a():
    sender = ec.derive_private_key(
        int.from_bytes(encryption.unbase64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"),
        encryption.CURVE,
    )
    body = encryption.seal(
        b"When I grow up, I want to be a watermelon\x02",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        sender,
        encryption.unbase64("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert encryption.base64(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w"
        "EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@given(st.binary(max_size=encryption.LONGEST_PAYLOAD))
def test_encrypted_push_is_read_by_another_implementation_and_fits_every_push_service(payload):
    body = encryption.encrypt(payload, vapid.public_key(KEY), encryption.base64(AUTH))
    assert len(body) <= 4_096
    assert http_ece.decrypt(body, private_key=KEY, auth_secret=AUTH, version="aes128gcm") == payload


def test_encryption_uses_a_new_key_and_salt_for_every_message():
    bodies = {encryption.encrypt(b"x", vapid.public_key(KEY), encryption.base64(AUTH)) for _ in range(20)}
    assert len({body[:16] for body in bodies}) == 20
    assert len({body[21:86] for body in bodies}) == 20


@pytest.mark.parametrize(
    "point",
    [
        "",
        "AAAA",
        "é",
        "A" * 5,
        encryption.base64(b"\x04" + bytes(64)),
        encryption.base64(b"\x04" + b"\xff" * 64),
        encryption.base64(b"\x02" + bytes(32)),
        pytest.param(vapid.public_key(KEY) + "AA", id="too long"),
        pytest.param(vapid.public_key(KEY) + "!!", id="letters that are none of base64"),
    ],
)
def test_device_key_off_the_curve_is_refused(point):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever
        encryption.device_key(point)


@pytest.mark.parametrize("secret", ["", "AAAA", encryption.base64(bytes(15)), encryption.base64(bytes(17))])
def test_auth_secret_must_have_sixteen_bytes(secret):
    with pytest.raises(ValueError, match="16 bytes"):
        encryption.auth_secret(secret)


@pytest.mark.parametrize("text", ["AA!AA", "AA AA", "AAAA\n", "A=AA", "AAAAA"])
def test_base64_decoder_refuses_other_text(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever
        encryption.unbase64(text)


@pytest.mark.parametrize("text", ["-_8", "+/8", "-_8=", "+/8="])
def test_base64_decoder_reads_both_alphabets_padded_or_not(text):
    assert encryption.unbase64(text) == b"\xfb\xff"


def test_payload_that_no_push_service_must_accept_is_refused():
    with pytest.raises(ValueError, match="too long"):
        encryption.encrypt(b"x" * 3_994, vapid.public_key(KEY), encryption.base64(AUTH))


def test_vapid_key_is_read_as_pem_and_as_base64url():
    raw = KEY.private_numbers().private_value.to_bytes(32, "big")
    pems = [
        KEY.private_bytes(Encoding.PEM, form, NoEncryption()).decode()
        for form in (PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL)
    ]
    for text in (*pems, encryption.base64(raw), f" {encryption.base64(raw)}=\n"):
        assert vapid.public_key(vapid.read_key(text)) == vapid.public_key(KEY)


def test_other_vapid_key_is_refused():
    other = ec.generate_private_key(ec.SECP384R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for text in ("secret", "", pem, encryption.base64(bytes(32)), "-----BEGIN nonsense", "é"):
        with pytest.raises(ValueError):  # noqa: PT011 - whichever
            vapid.read_key(text)


def test_vapid_token_is_signed_once_for_an_origin_and_renewed_half_way():
    signer = vapid.Vapid(KEY, "mailto:a@example.org")
    first = signer.authorization("https://fcm.googleapis.com", NOW)
    assert signer.authorization("https://fcm.googleapis.com", NOW + timedelta(hours=5)) == first
    assert signer.authorization("https://web.push.apple.com", NOW) != first
    later = signer.authorization("https://fcm.googleapis.com", NOW + timedelta(hours=6))
    assert later != first
    claims = json.loads(encryption.unbase64(later.split("t=")[1].split(",")[0].split(".")[1]))
    assert claims["exp"] == (NOW + timedelta(hours=18)).timestamp()
    assert (claims["aud"], claims["sub"]) == ("https://fcm.googleapis.com", "mailto:a@example.org")


@given(st.integers(100, 599))
def test_every_push_status_has_an_outcome(status):
    outcome = outcome_of(status)
    assert (outcome == "delivered") == (200 <= status <= 299)
    assert (outcome == "gone") == (status in (404, 410))
    assert (outcome == "alarm") == (status in (401, 403))
    assert (outcome == "retry") == (status in (408, 425, 429) or status >= 500)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 0 ", timedelta(0)),
        ("9" * 400, timedelta(days=1)),
        (format_datetime(NOW + timedelta(hours=2), usegmt=True), timedelta(hours=2)),
        (format_datetime(NOW - timedelta(hours=2), usegmt=True), timedelta(0)),
        (format_datetime(NOW + timedelta(days=90), usegmt=True), timedelta(days=1)),
        ("Fri, 20 Nov 2026 10:00:00 -0000", timedelta(hours=1)),
    ],
)
def test_retry_after_is_followed_for_a_day_at_most(header, wait):
    assert retry_at(header, NOW) == NOW + wait


@given(st.text(max_size=40))
def test_any_retry_after_header_is_survived(header):
    found = retry_at(header, NOW)
    assert found is None or NOW <= found <= NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc:def", "https://fcm.googleapis.com"),
        ("https://fcm.googleapis.com:443/fcm/send/abc", "https://fcm.googleapis.com"),
        ("https://web.push.apple.com/QGuk_-x", "https://web.push.apple.com"),
        ("https://wns2-par02p.notify.windows.com/w/?token=BQ%3d", "https://wns2-par02p.notify.windows.com"),
        ("https://updates.push.services.mozilla.com/wpush/v2/g", "https://updates.push.services.mozilla.com"),
    ],
)
def test_push_services_of_the_browsers_are_known(endpoint, origin):
    assert PushServices().server_of(endpoint).origin == origin


def test_only_a_push_server_named_with_its_port_may_be_private():
    services = PushServices(["push.clinic.lan:8443", "push.example.org"])
    assert services.server_of("https://push.clinic.lan:8443/one").private
    assert not services.server_of("https://push.example.org/one").private
    for endpoint in ("https://push.clinic.lan/one", "https://push.example.org:8443/one"):
        with pytest.raises(NotAPushService):
            services.server_of(endpoint)


@pytest.mark.parametrize("address", ["142.250.184.10", "2a00:1450:4003:80f::200a", "64:ff9b::8efa:b80a"])
def test_public_address_is_recognised(address):
    assert is_public(address)


@given(st.ip_addresses().filter(lambda ip: not ip.is_global))
def test_other_address_is_not_public(ip):
    assert not is_public(str(ip))


def message(**words: Any) -> push_payload.PushMessage:
    told: dict[str, Any] = {
        "kind": "pain",
        "title": "How is today?",
        "body": "One tap.",
        "tag": "t",
        "language": "en",
    }
    return push_payload.PushMessage(uuid4(), navigate="https://a.example/", **{**told, **words})


def test_push_payload_is_the_same_for_the_worker_and_declarative_web_push():
    told = message(actions=(("done", "Done"),), expires_at=NOW, badge=1, more={"x": 1})
    payload = json.loads(push_payload.payload_of(told))
    assert payload == {
        "web_push": 8030,
        "notification": {
            "title": "How is today?",
            "body": "One tap.",
            "tag": "t",
            "navigate": "https://a.example/",
            "lang": "en",
            "silent": False,
            "data": {"x": 1},
        },
        "notice": str(told.notification_id),
        "kind": "pain",
        "actions": [{"action": "done", "title": "Done"}],
        "expires_at": "2026-11-20T09:00:00+00:00",
        "badge": 1,
    }


@given(st.text(max_size=4_000))
def test_push_payload_is_never_too_long(body):
    assert len(push_payload.payload_of(message(body=body))) <= push_payload.MOST_BYTES


def test_push_topic_is_accepted_by_every_push_service():
    topics = {push_payload.topic_of(str(number)) for number in range(100)}
    assert len(topics) == 100
    assert {len(topic) for topic in topics} == {32}
