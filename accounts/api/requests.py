"""What a view of ours is handed: `request.user` is a person and `request.auth` their grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.request import Request

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.rules.roles import Grant


class PersonRequest(Request):
    """A request that passed the permissions. Only for annotations: REST framework makes plain requests."""

    user: User
    auth: Grant
