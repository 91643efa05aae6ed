"""Fixtures every test may use: the cast, and clients signed in as one of them."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.cast import Cast, assemble


@pytest.fixture
def cast(db) -> Cast:
    return assemble()


@pytest.fixture
def client_of() -> Callable[[User | None], APIClient]:
    """`client_of(user)`: a client with that person's session; `client_of(None)`: nobody's."""

    def sign_in(user: User | None) -> APIClient:
        client = APIClient()
        if user is not None:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
