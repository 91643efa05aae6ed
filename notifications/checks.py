"""What `manage.py check --deploy` says about push."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def can_push(app_configs: Any, **options: Any) -> list[Warning]:
    """A public installation has a VAPID key of its own, the same on every machine."""
    if settings.VAPID_PRIVATE_KEY:
        return []
    return [
        Warning(
            "VAPID_PRIVATE_KEY is not set: nobody is reminded by push, only by e-mail.",
            hint="Make one with notifications.rules.vapid.new_key and keep it: devices are bound to it.",
            id="reminders.W001",
        )
    ]
