"""E-mails about signing in: their states, and when a mail server is asked again."""

from datetime import timedelta
from enum import StrEnum
from typing import TypedDict

LEASE = timedelta(seconds=90)  # longer than the steps of one e-mail may take with a slow mail server
SWEPT_AFTER = timedelta(seconds=5)  # the process that took the request sends at once; others wait this long
KEPT_FOR = timedelta(days=1)
LIFETIME = timedelta(days=1)  # of e-mails without a code
_WAITS = (timedelta(seconds=5), timedelta(seconds=15), timedelta(seconds=60))


class MailState(StrEnum):
    """`sending`, and `delayed` once the mail server could not be reached, until it accepted the e-mail
    (`sent`), reported an unknown mailbox (`refused`), or it is too late (`failed`).
    """

    SENDING = "sending"
    DELAYED = "delayed"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"


WAITING = (MailState.SENDING, MailState.DELAYED)


class Message(TypedDict):
    """The content: the texts of one e-mail, in the language of its reader."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


def wait_after(attempts: int) -> timedelta:
    """The wait after that many failed attempts (1 or more): a person is waiting at the page."""
    return _WAITS[min(attempts, len(_WAITS)) - 1]
