"""What is counted at the endpoints, and how they say that it was too often."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from allauth.core.internal.httpkit import get_client_ip
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework.throttling import BaseThrottle

from accounts.api.devices import known_device
from accounts.rules import limits
from accounts.rules.limits import Limit, Use
from accounts.services.limits import UsedUp, spend
from common import clock
from common.problems import too_often

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

IPV6_NETWORK = 64  # bits: what one household or one office is given


def network_of(request: HttpRequest) -> str:
    """Where `request` comes from: its IPv4 address, or the first half of its IPv6 address."""
    try:
        address = ip_address(get_client_ip(request) or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/{IPV6_NETWORK}", strict=False))
    return str(address)


def spend_letter(request: HttpRequest, address: str) -> None:
    """Count an e-mail with a code to `address` (in normal form), whether or not anybody has it.

    In a browser that `address` signed in with before, only that browser's own allowance counts.
    Raises UsedUp.
    """
    device = known_device(request, address)
    if device:
        uses = [Use(limits.EMAILS_TO_DEVICE, f"{device} {address}")]
    else:
        uses = [
            Use(limits.EMAILS_TO_ADDRESS, address),
            Use(limits.EMAILS_TO_NETWORK, network_of(request)),
            Use(limits.EMAILS_IN_ALL, ""),
        ]
    spend(uses=uses, now=clock.now())


def wait_words(wait: timedelta) -> str:
    """When to try again, for a person."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    words = ngettext("Try again in %(minutes)d minute.", "Try again in %(minutes)d minutes.", minutes)
    return words % {"minutes": minutes}


class Throttle(BaseThrottle):
    """Counts each use of the view's `limit`: of the person who asks, or of the network of who is nobody."""

    def allow_request(self, request: Request, view: Any) -> bool:
        limit: Limit = view.limit
        subject = str(request.user.pk) if request.user else network_of(request._request)
        try:
            spend(uses=[Use(limit, subject)], now=clock.now())
        except UsedUp as used:
            words = _("That was too often just now. Nothing was changed.")
            raise too_often(f"{words} {wait_words(used.wait)}", used.wait) from None
        return True
