"""VAPID (RFC 8292): the signature by which a push service knows whose messages these are."""

import json
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from notifications.rules.encryption import CURVE, base64, unbase64

LIFE = timedelta(hours=12)  # RFC 8292 section 2 allows 24
RENEWED_AFTER = timedelta(hours=6)
_HEADER = base64(b'{"typ":"JWT","alg":"ES256"}')


def read_key(text: str) -> ec.EllipticCurvePrivateKey:
    """A private key on P-256: PEM, or the base64url of its 32 bytes. Raises ValueError."""
    if text.lstrip().startswith("-----BEGIN"):
        key = load_pem_private_key(text.encode(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != CURVE.name:
            raise ValueError("not a key on P-256")
        return key
    raw = unbase64(text.strip())
    if len(raw) != 32:
        raise ValueError("not 32 bytes")
    return ec.derive_private_key(int.from_bytes(raw, "big"), CURVE)


def new_key() -> str:
    """A new private key as base64url."""
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return base64(number.to_bytes(32, "big"))


def public_key(key: ec.EllipticCurvePrivateKey) -> str:
    """What a browser subscribes with (`applicationServerKey`): the public point as base64url."""
    return base64(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


class Vapid:
    """Signs for one key. `subject`: a mailto: or https: address at which the operator is found.

    A token is good for every message to an origin, so it is kept and renewed half-way through its life.
    """

    def __init__(self, key: ec.EllipticCurvePrivateKey, subject: str) -> None:
        self._key = key
        self._public = public_key(key)
        self._subject = subject
        self._kept: dict[str, tuple[datetime, str]] = {}

    def authorization(self, origin: str, now: datetime) -> str:
        """The `Authorization` header for a push service, such as `https://fcm.googleapis.com`."""
        signed_at, header = self._kept.get(origin, (None, ""))
        if signed_at is None or not signed_at <= now < signed_at + RENEWED_AFTER:
            header = f"vapid t={self._token(origin, now)},k={self._public}"
            self._kept[origin] = (now, header)
        return header

    def _token(self, origin: str, now: datetime) -> str:
        claims = {"aud": origin, "exp": int((now + LIFE).timestamp()), "sub": self._subject}
        signed = f"{_HEADER}.{base64(json.dumps(claims).encode())}"
        r, s = decode_dss_signature(self._key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{signed}.{base64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
