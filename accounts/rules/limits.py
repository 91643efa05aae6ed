"""Limits of endpoints: how often, and who is counted.

Decision 24 has the arithmetic of guessing. A limit allows `at_once` uses and one more `every` interval: in
any 24 hours at most `at_once` + 24 h / `every`.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """`at_once` uses, and one more each `every` (GCRA, the leaky bucket as a meter: ITU-T I.371)."""

    name: str
    at_once: int
    every: timedelta

    @property
    def span(self) -> timedelta:
        """The time without use after which the whole allowance is there again."""
        return self.at_once * self.every

    @property
    def most_a_day(self) -> float:
        """The most uses in any 24 hours."""
        return self.at_once + timedelta(days=1) / self.every


CODE_DIGITS = 8
CODE_LIFETIME = timedelta(minutes=10)
TRIES_OF_A_CODE = Limit("tries of one code", 3, timedelta(days=1))

# E-mails with a code. A browser in which the address signed in before has an allowance of its own, which
# nobody else can use up; all others share those of the address, of their network, and of the installation.
EMAILS_TO_ADDRESS = Limit("letters to one address", 6, timedelta(minutes=20))
EMAILS_TO_DEVICE = Limit("letters asked for by one known browser", 10, timedelta(minutes=10))
EMAILS_TO_NETWORK = Limit("letters asked for by one network", 200, timedelta(seconds=10))
EMAILS_IN_ALL = Limit("letters in all", 1000, timedelta(seconds=2))
EMAILS_TO_STRANGERS = Limit("letters to addresses without an account", 100, timedelta(minutes=1))
# Never used up: e-mails to people are counted only so that they take as long as those to strangers.
EMAILS_TO_PEOPLE = Limit("letters to people", 1_000_000, timedelta(milliseconds=1))

SECOND_STEPS = Limit("tries of one person's second step", 10, timedelta(minutes=5))

INVITATIONS = Limit("invitations of one therapist", 200, timedelta(seconds=18))
INVITATION_LINKS = Limit("looks at invitation links by one network", 600, timedelta(seconds=6))
DEMO_SIGN_INS = Limit("demo sign-ins by one network", 120, timedelta(milliseconds=500))


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a limited endpoint: `subject` is what the limit counts, such as an address or a network."""

    limit: Limit
    subject: str

    def key(self, secret: str) -> str:
        """The stored key: a hash made with the server's `secret`, from which nobody can read the subject."""
        words = f"{self.limit.name}:{self.subject}".encode()
        return hmac.digest(secret.encode(), words, "sha256").hex()
