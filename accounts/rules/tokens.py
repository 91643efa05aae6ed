"""Secrets that are handed out once and kept only as hashes."""

import hashlib
import secrets
from datetime import timedelta

PREFIX = "footing_"
USE_NOTED_EVERY = timedelta(minutes=1)


def new_access_token() -> str:
    """A fresh access token: 256 random bits behind a prefix that secret scanners can know."""
    return PREFIX + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token. It holds 256 bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
