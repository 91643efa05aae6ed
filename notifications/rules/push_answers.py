"""What a push service's answer means for a message and for the subscription (RFC 8030 sections 5 to 8)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

LONGEST_REST = timedelta(days=1)


class PushOutcome(StrEnum):
    """The result of one push message.

    Delivered: the push service took it. Gone: the browser has left, close the subscription. Alarm: our own
    key is refused, which the operator has to mend; the subscription is kept. Retry: try again within the
    message's life. Too large: a shorter one may pass. Refused: it will not pass, however often it is tried.
    """

    DELIVERED = "delivered"
    GONE = "gone"
    ALARM = "alarm"
    RETRY = "retry"
    TOO_LARGE = "too_large"
    REFUSED = "refused"


_BY_STATUS = {
    401: PushOutcome.ALARM,
    403: PushOutcome.ALARM,
    404: PushOutcome.GONE,
    408: PushOutcome.RETRY,
    410: PushOutcome.GONE,
    413: PushOutcome.TOO_LARGE,
    425: PushOutcome.RETRY,
    429: PushOutcome.RETRY,
}


def outcome_of(status: int) -> PushOutcome:
    """What an HTTP status (100-599) means. A redirect is refused: it would lead where nobody has looked."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if 200 <= status <= 299:
        return PushOutcome.DELIVERED
    return PushOutcome.RETRY if status >= 500 else PushOutcome.REFUSED


def retry_at(header: str, now: datetime) -> datetime | None:
    """When a `Retry-After` header (seconds or an HTTP date, RFC 9110 section 10.2.3) allows the next attempt.

    From `now` to a day later, whatever the header says; None when it says nothing that can be read.
    """
    asked = _seconds(header.strip(), now)
    return asked and min(max(asked, now), now + LONGEST_REST)


def _seconds(header: str, now: datetime) -> datetime | None:
    if header.isascii() and header.isdigit():
        return now + timedelta(seconds=min(int(header[:9]), LONGEST_REST.total_seconds()))
    try:
        named = parsedate_to_datetime(header)
    except ValueError:
        return None
    return named if named.tzinfo else named.replace(tzinfo=UTC)
