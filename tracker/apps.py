from django.apps import AppConfig
from django.conf import settings

from tracker.embedded import server_lock


class TrackerConfig(AppConfig):
    """Installed for its management commands, and to hold the embedded servers that the settings point at."""

    name = "tracker"

    def ready(self) -> None:
        server_lock.hold(*settings.EMBEDDED_SERVERS)
