"""Celery: `celery -A tracker worker`. Beat is `tracker.beat`."""

import gc
import os
from typing import Any

from celery import Celery, bootsteps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")


class SharedProgram(bootsteps.Step):
    """What is loaded before the pool forks stays shared with its children: no collection writes to it."""

    def create(self, worker: Any) -> None:
        """Made before any step is started, and after every task is imported."""
        gc.collect()
        gc.freeze()


app = Celery("footing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["progress", "reminders", "summaries", "tracker"])
app.steps["worker"].add(SharedProgram)
