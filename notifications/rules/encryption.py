"""Message encryption for Web Push: RFC 8291 with the content coding aes128gcm of RFC 8188.

Only the browser that made the subscription can read a message; the push service carries it unread.
"""

import os
from base64 import urlsafe_b64encode
from binascii import a2b_base64
from hmac import digest

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
LONGEST_PAYLOAD = (
    3_993  # with header, delimiter and tag: the 4,096 bytes every push service takes (RFC 8030 7.2)
)
_RECORD = (4_096).to_bytes(4, "big") + b"\x41"  # the record size, and 65 bytes of key to follow
_BLOCK = 128  # lengths are rounded up to this, so that they tell little
_POINT = 65
_AUTH = 16


def unbase64(text: str) -> bytes:
    """The bytes of base64url or base64 text, padded or not. Raises ValueError, also for any other letter."""
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    return a2b_base64(plain.encode("ascii") + b"=" * (-len(plain) % 4), strict_mode=True)


def base64(raw: bytes) -> str:
    """Bytes as unpadded base64url."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def device_key(p256dh: str) -> ec.EllipticCurvePublicKey:
    """A subscription's public key: an uncompressed point on P-256. Raises ValueError."""
    point = unbase64(p256dh)
    if len(point) != _POINT or point[0] != 4:
        raise ValueError("not an uncompressed P-256 point")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)


def auth_secret(auth: str) -> bytes:
    """A subscription's authentication secret: 16 bytes. Raises ValueError."""
    secret = unbase64(auth)
    if len(secret) != _AUTH:
        raise ValueError("not 16 bytes")
    return secret


def encrypt(payload: bytes, p256dh: str, auth: str) -> bytes:
    """The body of a push message with `payload` (at most 3,993 bytes), for the subscription with these keys.

    A fresh key pair and salt each time, as RFC 8291 section 3.1 asks. Raises ValueError.
    """
    padding = max(0, min(-len(payload) % _BLOCK, LONGEST_PAYLOAD - len(payload)))
    padded = payload + b"\x02" + bytes(padding)
    return seal(padded, p256dh, auth, ec.generate_private_key(CURVE), os.urandom(16))


def seal(padded: bytes, p256dh: str, auth: str, sender: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """One aes128gcm record of `padded` (the delimiter 2 included), with the sender's key pair and salt."""
    if len(padded) > LONGEST_PAYLOAD + 1:
        raise ValueError("too long for one push message")
    receiver = device_key(p256dh)
    receiver_point = unbase64(p256dh)
    sender_point = sender.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = sender.exchange(ec.ECDH(), receiver)
    # HKDF (RFC 5869), each time one block long: extract is one HMAC, expand another.
    first = digest(auth_secret(auth), shared, "sha256")
    key = digest(first, b"WebPush: info\x00" + receiver_point + sender_point + b"\x01", "sha256")
    second = digest(salt, key, "sha256")
    content_key = digest(second, b"Content-Encoding: aes128gcm\x00\x01", "sha256")[:16]
    nonce = digest(second, b"Content-Encoding: nonce\x00\x01", "sha256")[:12]
    return salt + _RECORD + sender_point + AESGCM(content_key).encrypt(nonce, padded, None)
