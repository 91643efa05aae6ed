"""`push_service`: the settings point at it, with a key of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from reminders.encryption import base64
from reminders.vapid import public_key
from tests.push_service.service import PushService, running


@pytest.fixture
def push_service(settings, tmp_path: Path) -> Iterator[PushService]:
    key = ec.generate_private_key(ec.SECP256R1())
    with running(PushService(public_key(key), tmp_path)) as service:
        settings.VAPID_PRIVATE_KEY = base64(key.private_numbers().private_value.to_bytes(32, "big"))
        settings.PUSH_SERVICES = [service.name]
        settings.PUSH_CA_FILE = service.ca_file
        yield service
