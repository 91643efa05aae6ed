"""The key that signs push messages: the operator's, or one that a local installation creates."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from notifications.rules.vapid import new_key, read_key
from tracker.environment import Environment
from tracker.paths import made_once


def vapid_private_key(env: Environment, home: Path, local: bool) -> str | None:
    """VAPID_PRIVATE_KEY, a P-256 key as PEM or base64url; a local installation creates one under `home`.

    None elsewhere without a key: no push then. Raises ImproperlyConfigured for an invalid key.
    """
    given = env.text("VAPID_PRIVATE_KEY") or (
        made_once(home / "vapid_private_key", new_key) if local else None
    )
    try:
        if given:
            read_key(given)
    except ValueError as error:
        raise ImproperlyConfigured(
            "VAPID_PRIVATE_KEY must be a private key on P-256, as PEM or as base64url of its 32 bytes."
        ) from error
    return given
