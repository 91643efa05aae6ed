"""Which push services are talked to, and at which addresses: a subscription's endpoint is a stranger's word.

An endpoint is an address that somebody else chose and that this server will call. So it is called only at
known push services, only over TLS, never inside a private network (OWASP: server-side request forgery).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

KNOWN = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)
LONGEST_ENDPOINT = 1000
_ENDPOINT = re.compile(
    r"https://(?P<host>[a-z0-9.-]+)(?::(?P<port>\d{1,5}))?/[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*"
)
_TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 behind an IPv6-only network (RFC 6052)


class NotAPushService(ValueError):
    """The endpoint is not an address of a push service that may be called."""


@dataclass(frozen=True)
class PushServer:
    """Where an endpoint leads. `private`: the operator named this very server and port, so it may be near."""

    host: str
    port: int
    private: bool

    @property
    def origin(self) -> str:
        """As RFC 6454 writes it: the default port is left out."""
        return f"https://{self.host}" if self.port == 443 else f"https://{self.host}:{self.port}"


class PushServices:
    """The push services that are talked to.

    `names`: a host (`fcm.googleapis.com`), all hosts below one (`*.push.apple.com`), or one server with its
    port (`push.clinic.lan:8443`), which alone may have a private address.
    """

    def __init__(self, names: Iterable[str] = KNOWN) -> None:
        given = [name.strip().lower() for name in names]
        self._servers = {name for name in given if ":" in name}
        self._hosts = {name for name in given if ":" not in name and not name.startswith("*")}
        self._domains = tuple(name.removeprefix("*") for name in given if name.startswith("*."))

    def server_of(self, endpoint: str) -> PushServer:
        """Where `endpoint` leads. Raises NotAPushService."""
        found = _ENDPOINT.fullmatch(endpoint) if len(endpoint) <= LONGEST_ENDPOINT else None
        if not found:
            raise NotAPushService("This is not the https address of a push service.")
        host, port = found["host"], int(found["port"] or 443)
        named = f"{host}:{port}" in self._servers
        known = port == 443 and (host in self._hosts or host.endswith(self._domains))
        if not named and not known:
            raise NotAPushService("This push service is not one that Footing talks to.")
        return PushServer(host, port, private=named)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, and any IPv4 address that it carries inside too."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(
        each.is_global and not each.is_multicast and not each.is_reserved for each in _all_that_it_means(ip)
    )


def _all_that_it_means(ip: IPv4Address | IPv6Address) -> Sequence[IPv4Address | IPv6Address]:
    if isinstance(ip, IPv4Address):
        return [ip]
    if ip in _TRANSLATED:
        return [IPv4Address(int(ip) & 0xFFFFFFFF)]
    return [ip, ip.sixtofour] if ip.sixtofour else [ip]
