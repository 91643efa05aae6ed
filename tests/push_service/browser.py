"""A browser that subscribed: it has the private keys, and reads what the push service hands on.

Decryption is http_ece's, the signature is checked here: neither shares a line with the program under test.
"""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DAY = 24 * 60 * 60
LONGEST_BODY = 4_096


@dataclass(frozen=True)
class Reply:
    """What the push service answers."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


CREATED = Reply(201)
HANG = Reply(0)
"""No answer until the push service is shut down."""


@dataclass(frozen=True)
class Message:
    """One message as the browser got it."""

    payload: dict[str, Any]
    ttl: int
    topic: str
    urgency: str
    token: dict[str, Any]


@dataclass
class Browser:
    """`answers` are given one after the other, the last one without end.

    `received`: every message that was taken; `asked`: how many requests there were; `problems`: what was
    wrong with them.
    """

    origin: str
    path: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))
    answers: list[Reply] = field(default_factory=lambda: [CREATED])
    received: list[Message] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    asked: int = 0

    @property
    def endpoint(self) -> str:
        return self.origin + self.path

    @property
    def subscription(self) -> dict[str, Any]:
        """As PushSubscription.toJSON() has it."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _text(point), "auth": _text(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    @property
    def shown(self) -> list[dict[str, Any]]:
        """What lies on the lock screen: a later notification takes the place of one with the same tag."""
        return list({each.payload["notification"]["tag"]: each.payload for each in self.received}.values())

    def next_answer(self) -> Reply:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def take(self, headers: Mapping[str, str], body: bytes, now: float, application_key: str) -> Message:
        """Reads a message as RFC 8291 and 8292 say. Raises AssertionError where it breaks a rule."""
        assert headers["Content-Encoding"] == "aes128gcm"
        assert len(body) <= LONGEST_BODY, len(body)
        topic = headers["Topic"]
        assert 0 < len(topic) <= 32, topic
        assert set(topic) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), topic
        assert headers["Urgency"] in {"very-low", "low", "normal", "high"}
        token = self._token(headers["Authorization"], now, application_key)
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return Message(json.loads(plain), int(headers["TTL"]), topic, headers["Urgency"], token)

    def _token(self, authorization: str, now: float, application_key: str) -> dict[str, Any]:
        scheme, _space, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert scheme == "vapid"
        assert parts["k"] == application_key, "signed with another key"
        header, claims, signature = parts["t"].split(".")
        raw = _bytes(signature)
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(parts["k"]))
        r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        public.verify(encode_dss_signature(r, s), f"{header}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        assert json.loads(_bytes(header))["alg"] == "ES256"
        token = json.loads(_bytes(claims))
        assert token["aud"] == self.origin, token["aud"]
        assert now < token["exp"] <= now + DAY, token["exp"]
        assert token["sub"].startswith(("mailto:", "https://")), token["sub"]
        return token


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
