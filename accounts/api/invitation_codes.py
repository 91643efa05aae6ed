"""The code that proves the invited mailbox, where a link came from a screen instead of the e-mail.

It is kept in the session of the browser that asked, as a keyed hash, and is tried three times at most.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.api.beginning import begin
from accounts.api.limiting import spend_letter, wait_words
from accounts.rules.limits import CODE_LIFETIME, TRIES_OF_A_CODE, Use
from accounts.services.limits import UsedUp, spend
from common import clock
from common.digits import plain_digits
from common.problems import too_often

if TYPE_CHECKING:
    from django.http import HttpRequest

_KEY = "invitation_code"
_LETTER = "account/email/invitation_code"


def send_code(request: HttpRequest, invitation: Any) -> None:
    """Mail a code to the invited address; the one before is worthless. Raises Refused (429)."""
    try:
        spend_letter(request, invitation.email)
    except UsedUp as used:
        words = _("Too many codes were asked for. The newest one that you got still works.")
        raise too_often(f"{words} {wait_words(used.wait)}", used.wait) from None
    begin(request)
    code: str = get_adapter().generate_login_code()
    get_adapter().send_mail(_LETTER, invitation.email, {"request": request, "code": code})
    at = clock.now().timestamp()
    request.session[_KEY] = {"of": str(invitation.pk), "mark": _mark(invitation, code), "at": at}


def is_code(request: HttpRequest, invitation: Any, typed: str) -> bool:
    """Whether `typed` is the code of `invitation` that this browser asked for within ten minutes."""
    kept = request.session.get(_KEY)
    if not kept or kept["of"] != str(invitation.pk):
        return False
    if clock.now().timestamp() - kept["at"] > CODE_LIFETIME.total_seconds():
        return False
    try:
        spend(uses=[Use(TRIES_OF_A_CODE, f"{request.session.session_key} {kept['mark']}")], now=clock.now())
    except UsedUp:
        return False
    digits = "".join(sign for sign in plain_digits(typed) if sign.isdecimal())
    return hmac.compare_digest(_mark(invitation, digits), kept["mark"])


def _mark(invitation: Any, code: str) -> str:
    words = f"invitation code:{invitation.pk}:{invitation.attempt}:{code}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), words, "sha256").hex()
