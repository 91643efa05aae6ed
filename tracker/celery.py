"""Celery: `celery -A tracker worker` and `celery -A tracker beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

app = Celery("footing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["progress", "reminders"])
