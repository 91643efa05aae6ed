"""Web push: messages to push services over kept-open HTTP/2 connections. Never inside a transaction."""

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr
from select import select
from threading import local
from time import monotonic
from typing import NamedTuple
from uuid import UUID

import certifi
import pycurl
from django.conf import settings

from notifications.rules.encryption import encrypt
from notifications.rules.messages import Device
from notifications.rules.push_answers import PushOutcome
from notifications.rules.push_services import NotAPushService, PushServices
from notifications.rules.vapid import Vapid, read_key
from notifications.transports.circuit_breaker import CircuitBreaker
from notifications.transports.http import HttpTransfer
from notifications.transports.rate_controller import RateController

AT_ONCE = 100  # messages in flight; a hanging one keeps its own place and delays nobody
_CONNECTIONS = 16  # to one host; with a single one all others would wait behind its first message
_LOOK_AGAIN = 0.02  # seconds, while libcurl has no socket to wait for

log = logging.getLogger("footing.push")


@dataclass(frozen=True)
class Push:
    """One message to one device. `payload`: at most 3,500 bytes; `short`: sent once instead if the push
    service finds that too large. `ttl`: seconds that it may be kept for a device that is offline. `urgency`:
    very-low, low, normal, high (RFC 8030 section 5.3).
    """

    notification_id: UUID
    device: Device
    payload: bytes
    ttl: int
    topic: str
    short: bytes = b""
    urgency: str = "normal"


@dataclass(frozen=True)
class Answer:
    """The result of a push. `code` is for the notification log, such as push_410 or push_timeout; `status` is
    missing without an answer; `retry_at`: the push service asked us to wait until then.
    """

    notification_id: UUID
    subscription_id: UUID
    outcome: PushOutcome
    code: str
    status: int | None = None
    retry_at: datetime | None = None


class _Begun(NamedTuple):
    """A push in flight to the push service `origin`, since `at` (of the monotonic clock)."""

    transfer: HttpTransfer
    push: Push
    origin: str
    at: float


class WebPush:
    """Sends many pushes at once, on connections that stay open from one call to the next.

    For one thread. `ca_file`: the certificate authorities to trust.
    """

    def __init__(self, vapid: Vapid, services: PushServices, ca_file: str) -> None:
        self._vapid = vapid
        self._services = services
        self._ca_file = ca_file
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, _CONNECTIONS)
        self._free: list[HttpTransfer] = []
        self._busy: dict[pycurl.Curl, _Begun] = {}
        self._breaker = CircuitBreaker()
        self._rate = RateController()
        self._alarmed: set[str] = set()

    def send(self, pushes: Iterable[Push], now: datetime) -> Iterator[Answer]:
        """Sends `pushes` and yields each answer as it arrives, in any order.

        It takes the next push only when there is a place for it, so `pushes` may be produced while it runs. A
        push without an answer is given up after 15 s; the others do not wait for it.
        """
        waiting = iter(pushes)
        try:
            while True:
                while self.places and (push := next(waiting, None)):
                    if unsent := self.begin(push, now):
                        yield unsent
                if not self.on_their_way:
                    return
                yield from self.hear(now, 1.0)
        finally:
            self.start_over()

    @property
    def on_their_way(self) -> int:
        """How many messages have no answer yet."""
        return len(self._busy)

    @property
    def places(self) -> int:
        """How many more messages may be in flight."""
        return max(AT_ONCE - len(self._busy), 0)

    def unheard(self, within: float) -> int:
        """The number of unanswered messages that were begun `within` so many seconds."""
        since = monotonic() - within
        return sum(begun.at > since for begun in self._busy.values())

    def window(self, pace: float) -> int:
        """The number of messages in flight for `pace` answers a second, as push services answer now."""
        return self._rate.window(pace)

    def begin(self, push: Push, now: datetime) -> Answer | None:
        """Begins a push; returns an answer if it cannot."""
        try:
            server = self._services.server_of(push.device.endpoint)
        except NotAPushService:
            return _unsent(push, PushOutcome.REFUSED, "push_endpoint")
        if self._breaker.is_open(server.origin):
            return _unsent(push, PushOutcome.RETRY, "push_silent")
        try:
            body = encrypt(push.payload, push.device.p256dh, push.device.auth)
        except ValueError:
            return _unsent(push, PushOutcome.REFUSED, "push_keys")
        headers = (
            f"Authorization: {self._vapid.authorization(server.origin, now)}",
            f"TTL: {max(push.ttl, 0)}",
            f"Topic: {push.topic}",
            f"Urgency: {push.urgency}",
        )
        transfer = self._free.pop() if self._free else self.transfer()
        transfer.prepare(push.device.endpoint, headers, body, may_be_private=server.private)
        self._busy[transfer.curl] = _Begun(transfer, push, server.origin, monotonic())
        self._multi.add_handle(transfer.curl)
        return None

    def hear(self, now: datetime, within: float) -> list[Answer]:
        """The available answers; if there are none, the first that arrive `within` so many seconds."""
        until = monotonic() + within
        while True:
            finished = self._finished()
            left = until - monotonic()
            if finished or left <= 0:
                return [answer for curl, error in finished if (answer := self._answered(curl, error, now))]
            if self._multi.select(left) < 0:
                select([], [], [], min(left, _LOOK_AGAIN))

    def start_over(self) -> None:
        """Cancels everything without an answer."""
        self._alarmed.clear()
        for curl in list(self._busy):
            self._take_back(curl)

    def close(self) -> None:
        """Closes the connections."""
        for transfer in self._free:
            transfer.curl.close()
        self._free.clear()
        self._multi.close()

    def transfer(self) -> HttpTransfer:
        """A new transfer for one message."""
        return HttpTransfer(self._ca_file)

    def _finished(self) -> list[tuple[pycurl.Curl, int]]:
        """The finished handles, each with libcurl's error or 0."""
        self._multi.perform()
        found: list[tuple[pycurl.Curl, int]] = []
        left = 1
        while left:
            left, done, failed = self._multi.info_read()
            found += [(curl, 0) for curl in done]
            found += [(curl, error) for curl, error, _words in failed]
        return found

    def _answered(self, curl: pycurl.Curl, error: int, now: datetime) -> Answer | None:
        """The answer to a finished push; None: a shorter one is in flight instead."""
        transfer, push, origin, _at = self._busy[curl]
        result = transfer.result(error, now)
        self._take_back(curl)
        if result.status:
            self._breaker.record_answer(origin)
            self._rate.note(origin, transfer.took)
        else:
            self._breaker.record_failure(origin)
        if result.outcome is PushOutcome.TOO_LARGE and push.short:
            return self.begin(replace(push, payload=push.short, short=b""), now)
        if result.outcome is PushOutcome.ALARM and origin not in self._alarmed:
            self._alarmed.add(origin)  # logged once a run, however many devices there are
            log.error("%s refuses our VAPID key: it answered %s", origin, result.status)
        return Answer(
            push.notification_id,
            push.device.id,
            result.outcome,
            result.code,
            result.status or None,
            result.retry_at,
        )

    def _take_back(self, curl: pycurl.Curl) -> None:
        begun = self._busy.pop(curl)
        self._multi.remove_handle(curl)
        self._free.append(begun.transfer)


def _unsent(push: Push, outcome: PushOutcome, code: str) -> Answer:
    return Answer(push.notification_id, push.device.id, outcome, code)


_kept = local()


def sender() -> WebPush | None:
    """This thread's sender with its open connections; None without a VAPID key."""
    wanted = (os.getpid(), settings.VAPID_PRIVATE_KEY, tuple(settings.PUSH_SERVICES), settings.PUSH_CA_FILE)
    if getattr(_kept, "wanted", None) != wanted:
        _kept.sender = open_sender()
        _kept.wanted = wanted
    found: WebPush | None = _kept.sender
    return found


def open_sender() -> WebPush | None:
    """A new sender, which the caller closes; None without a VAPID key."""
    if not settings.VAPID_PRIVATE_KEY:
        return None
    vapid = Vapid(read_key(settings.VAPID_PRIVATE_KEY), _subject())
    return WebPush(vapid, PushServices(settings.PUSH_SERVICES), settings.PUSH_CA_FILE or certifi.where())


def _subject() -> str:
    """The operator's contact (RFC 8292 section 2.1): the public URL, else the sender address."""
    if settings.PUBLIC_URL.startswith("https://"):
        return str(settings.PUBLIC_URL)
    return f"mailto:{parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]}"
