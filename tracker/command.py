"""The `footing` command, and `manage.py`: every command for operators."""

import os
import sys


def main() -> None:
    """Run one management command, such as `footing serve`; what forbids the start is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from django.core.exceptions import ImproperlyConfigured

    from tracker.embedded.problems import EmbeddedServerError

    try:
        _run(sys.argv)
    except (ImproperlyConfigured, EmbeddedServerError) as problem:
        sys.exit(f"footing: {problem}")


def _run(order: list[str]) -> None:
    if order[1:] == ["serve"]:
        # The supervisor needs the settings only: without the rest it is up sooner and half as large.
        from tracker.supervision.serving import serve

        serve()
    else:
        from django.core.management import execute_from_command_line

        execute_from_command_line(order)
