"""A passkey in software: what a phone's authenticator does, by the WebAuthn standard (level 2, section 6)."""

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData

PRESENT_AND_VERIFIED = 0x01 | 0x04
ATTESTED = 0x40


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


class Passkey:
    """One key pair, bound to the site that made it."""

    def __init__(self, origin: str = "http://localhost:8000", site: str = "localhost") -> None:
        self.origin, self.site = origin, site
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.user_handle = b""

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`."""
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid(bytes(16)), self.id, public)
        proof = {"fmt": "none", "attStmt": {}, "authData": self._seen(ATTESTED) + credential}
        return self._credential(
            clientDataJSON=self._client("webauthn.create", asked["challenge"]),
            attestationObject=cbor.encode(proof),
        )

    def shown(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        seen = self._seen()
        signature = self.key.sign(seen + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = self._credential(clientDataJSON=client, authenticatorData=seen, signature=signature)
        answer["response"]["userHandle"] = self.user_handle
        return answer

    def _seen(self, more: int = 0) -> bytes:
        flags = bytes([PRESENT_AND_VERIFIED | more])
        return hashlib.sha256(self.site.encode()).digest() + flags + bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _credential(self, **proofs: bytes) -> dict[str, Any]:
        return {
            "type": "public-key",
            "id": text(self.id),
            "rawId": text(self.id),
            "response": {name: text(proof) for name, proof in proofs.items()},
            "clientExtensionResults": {"credProps": {"rk": True}},
        }
