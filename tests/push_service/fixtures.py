"""`push_service`: the settings point at it, with a key of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notifications.rules.vapid import new_key, public_key, read_key
from tests.push_service.service import PushService, running


@pytest.fixture
def push_service(settings, tmp_path: Path) -> Iterator[PushService]:
    key = new_key()
    with running(PushService(public_key(read_key(key)), tmp_path)) as service:
        settings.VAPID_PRIVATE_KEY = key
        settings.PUSH_SERVICES = [service.name]
        settings.PUSH_CA_FILE = service.ca_file
        yield service
