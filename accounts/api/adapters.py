"""What Footing changes in allauth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import get_language

from common import clock

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in and sign-up as the operator allows them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN

    def new_user(self, request: HttpRequest) -> User:
        user = super().new_user(request)
        user.created_at = clock.now()
        user.language = get_language() or settings.LANGUAGE_CODE
        return user
