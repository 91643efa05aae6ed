"""What `manage.py check --deploy` refuses of who may sign in."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from accounts.rules.demo import is_local


@register(Tags.security, deploy=True)
def demo_is_local(app_configs: Any, **options: Any) -> list[Error]:
    """The demo lets everybody in without proof, so it must not have a public address."""
    if not settings.DEMO or is_local(settings.PUBLIC_URL):
        return []
    return [
        Error(
            "DEMO is on, but PUBLIC_URL is not on this machine: everybody could sign in as anybody.",
            hint="Unset DEMO, or set PUBLIC_URL to an address of localhost.",
            id="accounts.E001",
        )
    ]
