"""Secrets that are shown once and stored only as hashes."""

import hashlib
import secrets
from datetime import timedelta

PREFIX = "footing_"
USE_NOTED_EVERY = timedelta(minutes=1)


def new_access_token() -> str:
    """A new access token: 256 random bits after a prefix that secret scanners can recognise."""
    return PREFIX + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """The stored hash of a token. It holds 256 bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
