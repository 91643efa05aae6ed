"""A phone and a tablet of ana's, and how they talk to the server."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from tests.diary.telling import CHANGES, PHONE, TABLET, batch


@dataclass
class Device:
    """One signed-in device."""

    client: APIClient
    device_id: UUID

    def send(self, *changes: Any, epoch: str | None = None) -> dict[str, Any]:
        """Sends a batch and returns the answer."""
        body = batch(*changes, device=self.device_id, epoch=epoch)
        answer = self.client.post(CHANGES, body, format="json")
        assert answer.status_code == 200, answer.content
        return answer.json()

    def verdicts(self, *changes: Any) -> list[tuple[str, int | None]]:
        """Sends a batch and returns each verdict with its number."""
        return [(told["verdict"], told["seq"]) for told in self.send(*changes)["verdicts"]]

    def pull(self, **asked: Any) -> dict[str, Any]:
        """One page of what stands."""
        answer = self.client.get(CHANGES, asked)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def entries(self) -> list[dict[str, Any]]:
        """Everything that stands."""
        return self.pull()["entries"]


@pytest.fixture
def device_of(client_of) -> Callable[..., Device]:
    return lambda user, device_id=PHONE: Device(client_of(user), device_id)


@pytest.fixture
def phone(cast, device_of) -> Device:
    return device_of(cast.ana)


@pytest.fixture
def tablet(cast, device_of) -> Device:
    return device_of(cast.ana, TABLET)
