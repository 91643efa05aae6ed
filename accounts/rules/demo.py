"""Where the demo may run: its people sign in with one click, so nobody else may reach it."""

from urllib.parse import urlsplit

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def is_local(url: str) -> bool:
    """Whether `url` names this machine itself (localhost, *.localhost or a loopback address)."""
    host = (urlsplit(url).hostname or "").lower()
    return host in LOCAL_NAMES or host.endswith(".localhost")


def is_allowed(demo: bool, public_url: str) -> bool:
    """Whether one-click sign-in may be offered: only if `demo` is set, and only on this machine."""
    return demo and is_local(public_url)
