"""The key that push messages are signed with: the operator's, or one of a local installation's own."""

import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from reminders.vapid import read_key
from tracker.environment import Environment
from tracker.places import made_once

# The order of P-256's base point (FIPS 186-4, D.1.2.3): a private key is a number from 1 to one less.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def vapid_private_key(env: Environment, home: Path, local: bool) -> str | None:
    """VAPID_PRIVATE_KEY, a P-256 key as PEM or base64url; a local installation makes its own under `home`.

    None elsewhere when there is none: no push then. Raises ImproperlyConfigured for what is no such key.
    """
    given = env.text("VAPID_PRIVATE_KEY") or (made_once(home / "vapid_private_key", _new) if local else None)
    try:
        if given:
            read_key(given)
    except ValueError as error:
        raise ImproperlyConfigured(
            "VAPID_PRIVATE_KEY must be a private key on P-256, as PEM or as base64url of its 32 bytes."
        ) from error
    return given


def _new() -> str:
    number = secrets.randbelow(_ORDER - 1) + 1
    return urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()
