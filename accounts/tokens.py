"""Secrets that are handed out once and kept only as hashes: access tokens and invitation links."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from uuid import UUID

PREFIX = "footing_"


def new_access_token() -> str:
    """A fresh access token: 256 random bits behind a prefix that secret scanners can know."""
    return PREFIX + secrets.token_urlsafe(32)


def invitation_token(key: str, invitation_id: UUID, attempt: int) -> str:
    """The token of one invitation's `attempt`, derived with the server's `key`, so that the letter can be
    written later without the token ever being stored."""
    message = f"invitation:{invitation_id}:{attempt}".encode()
    return urlsafe_b64encode(hmac.digest(key.encode(), message, "sha256")).decode().rstrip("=")


def token_hash(token: str) -> str:
    """What is kept of a token. It holds 256 bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
