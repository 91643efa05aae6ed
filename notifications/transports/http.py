"""One HTTP request to a push service with libcurl, which trusts nothing about the address."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pycurl

from notifications.rules.push_answers import PushOutcome, outcome_of, retry_at
from notifications.rules.push_services import is_public

CONNECT_WITHIN = 5  # seconds
ANSWER_WITHIN = 15  # seconds, from the first attempt to connect to the end of the answer
MOST_OF_AN_ANSWER = 4_096  # bytes; the body of the answer is not needed

_FIXED: Sequence[tuple[int, Any]] = (
    (pycurl.POST, 1),
    (pycurl.FOLLOWLOCATION, 0),
    (pycurl.PROTOCOLS, pycurl.PROTO_HTTPS),
    (pycurl.PROXY, ""),  # through a proxy the address could not be checked
    (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
    (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
    (pycurl.CONNECTTIMEOUT, CONNECT_WITHIN),
    (pycurl.TIMEOUT, ANSWER_WITHIN),
    (pycurl.NOSIGNAL, 1),
    (pycurl.USERAGENT, "Footing"),
)
_HEADERS = ("Content-Type: application/octet-stream", "Content-Encoding: aes128gcm")
_TLS = {
    pycurl.E_SSL_CONNECT_ERROR,
    pycurl.E_PEER_FAILED_VERIFICATION,
    pycurl.E_SSL_CACERT,
    pycurl.E_SSL_CACERT_BADFILE,
    pycurl.E_SSL_CERTPROBLEM,
    pycurl.E_SSL_CIPHER,
}


@dataclass(frozen=True)
class HttpResult:
    """The result of a transfer. `status` is 0 without an answer; `code` is for the notification log."""

    outcome: PushOutcome
    code: str
    status: int = 0
    retry_at: datetime | None = None


class HttpTransfer:
    """A libcurl handle, reused for one message after the other.

    The address is checked when a socket is opened, after the name was resolved for this very connection. So a
    name that resolved to a public address a moment ago (DNS rebinding) leads nowhere private.
    """

    def __init__(self, ca_file: str) -> None:
        self.curl = pycurl.Curl()
        for option, value in _FIXED:
            self.curl.setopt(option, value)
        self.curl.setopt(pycurl.CAINFO, ca_file)
        self.curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open)
        self.curl.setopt(pycurl.HEADERFUNCTION, self._header)
        self.curl.setopt(pycurl.WRITEFUNCTION, self._body)

    def prepare(self, url: str, headers: Sequence[str], body: bytes, *, may_be_private: bool) -> None:
        """Prepares a POST of `body` to `url`; `may_be_private`: a private address is allowed."""
        self._may_be_private = may_be_private
        self._kept_off = False
        self._retry_after = ""
        self._read = 0
        self.curl.setopt(pycurl.URL, url)
        self.curl.setopt(pycurl.HTTPHEADER, [*_HEADERS, *headers])
        self.curl.setopt(pycurl.POSTFIELDS, body)

    @property
    def took(self) -> float:
        """Seconds between the end of connecting and the beginning of the answer."""
        started: float = self.curl.getinfo(pycurl.STARTTRANSFER_TIME)
        return started - float(self.curl.getinfo(pycurl.PRETRANSFER_TIME))

    def result(self, error: int, now: datetime) -> HttpResult:
        """The result of the finished transfer; `error` is libcurl's, 0 for none."""
        status = self.curl.getinfo(pycurl.RESPONSE_CODE)
        if status >= 200:  # an answer, even if the rest was interrupted
            at = retry_at(self._retry_after, now) if self._retry_after else None
            return HttpResult(outcome_of(status), f"push_{status}", status, at)
        if self._kept_off:
            return HttpResult(PushOutcome.REFUSED, "push_address")
        if error == pycurl.E_OPERATION_TIMEDOUT:
            return HttpResult(PushOutcome.RETRY, "push_timeout")
        if error == pycurl.E_COULDNT_RESOLVE_HOST:
            return HttpResult(PushOutcome.RETRY, "push_name")
        return HttpResult(PushOutcome.RETRY, "push_tls" if error in _TLS else "push_connection")

    def _open(self, _purpose: int, wanted: Any) -> Any:
        family, kind, protocol, address = wanted
        if not self._may_be_private and not _is_public(family, address):
            self._kept_off = True
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    def _header(self, line: bytes) -> None:
        name, _colon, value = line.partition(b":")
        if name.strip().lower() == b"retry-after":
            self._retry_after = value.decode("latin-1").strip()

    def _body(self, part: bytes) -> int:
        self._read += len(part)
        return len(part) if self._read <= MOST_OF_AN_ANSWER else 0


def _is_public(family: int, address: Any) -> bool:
    return family in (socket.AF_INET, socket.AF_INET6) and is_public(address[0])
