from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """Installed for its management commands only."""

    name = "tracker"
