"""An invitation into care: its token, its lifetime and its state."""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from common.addresses import shown_address

LIFETIME = timedelta(days=7)


class InvitationState(StrEnum):
    """The state of an invitation; only an open one can be accepted. Only one to work can be declined."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DECLINED = "declined"


class Way(StrEnum):
    """How a link reaches the invited: by the e-mail, which only their mailbox shows, or from a screen, where
    others may see it. The words are part of the tokens.
    """

    EMAIL = "invitation"
    SCREEN = "shown invitation"


def invitation_token(key: str, invitation_id: UUID, attempt: int, way: Way = Way.EMAIL) -> str:
    """The token of one invitation's `attempt` (from 1) for one `way`, derived with the server's `key`.

    Because it is derived, it need not be stored for the e-mail that is written later.
    """
    message = f"{way}:{invitation_id}:{attempt}".encode()
    return urlsafe_b64encode(hmac.digest(key.encode(), message, "sha256")).decode().rstrip("=")


def invitation_state(
    accepted_at: datetime | None,
    revoked_at: datetime | None,
    expires_at: datetime,
    now: datetime,
    declined_at: datetime | None = None,
) -> InvitationState:
    """The state of an invitation with these instants at `now`."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if revoked_at is not None:
        return InvitationState.REVOKED
    if declined_at is not None:
        return InvitationState.DECLINED
    return InvitationState.OPEN if now < expires_at else InvitationState.EXPIRED


def masked(email: str) -> str:
    """Part of an address, enough for its owner to recognise it: `a…@example.org`."""
    name, _at, domain = shown_address(email).rpartition("@")
    return f"{name[:1]}…@{domain}"
