"""A person's quiet hours."""

from notifications.models import NotificationSettings
from reminders.rules.recurrence import QuietHours


def quiet_of(settings: NotificationSettings) -> QuietHours:
    """The quiet hours of these settings."""
    return QuietHours(settings.quiet_from, settings.quiet_to)
