"""The `footing` command, and `manage.py`: every door for operators."""

import os
import sys


def main() -> None:
    """Run one management command, such as `footing serve`; what forbids the start is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from tracker.embedded.problems import EmbeddedServerError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EmbeddedServerError) as problem:
        sys.exit(f"footing: {problem}")
