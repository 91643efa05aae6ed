"""Checks of push settings for `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def can_push(app_configs: Any, **options: Any) -> list[Warning]:
    """A public installation must have its own VAPID key, the same on every machine."""
    if settings.VAPID_PRIVATE_KEY:
        return []
    return [
        Warning(
            "VAPID_PRIVATE_KEY is not set: nobody is reminded by push, only by e-mail.",
            hint="Make one with notifications.rules.vapid.new_key and keep it: devices are bound to it.",
            id="reminders.W001",
        )
    ]
