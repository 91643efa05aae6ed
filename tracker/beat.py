"""Celery beat without Django: it only sends periodic tasks. `celery -A tracker.beat beat` runs it alone."""

from celery import Celery

from tracker import schedule
from tracker.environment import Environment
from tracker.servers import broker_url

app = Celery("beat", fixups=[])  # the fix-ups would load Django
app.conf.update(
    broker_url=broker_url(Environment()),
    broker_transport_options=schedule.TRANSPORT,
    broker_connection_retry_on_startup=True,
    visibility_timeout=schedule.VISIBILITY_TIMEOUT,
    task_ignore_result=True,
    task_queues=schedule.QUEUES,
    task_default_queue=schedule.DEFAULT_QUEUE,
    timezone="UTC",
    beat_schedule=schedule.SCHEDULE,
)
