"""The `footing` command of an installed server: the same doors as `manage.py`."""

import os
import sys


def main() -> None:
    """Runs one management command, such as `footing serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
