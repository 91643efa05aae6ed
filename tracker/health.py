"""Probes: `/healthz` says the server is alive, `/readyz` that everything behind it can do its work."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from kombu import Connection
from kombu.exceptions import OperationalError

from common import clock
from common.problems import MEDIA_TYPE, problem
from common.zones import zone_data
from reminders.queries.ledger import oldest_due_at
from reminders.queries.subscriptions import devices_refusing_our_key
from tracker.pages import only_read
from tracker.time_zones import stale_zones

LATE_AFTER = timedelta(minutes=10)  # the sender looks every 20 seconds; this long means that it is not there
BROKER_WITHIN = 2  # seconds

log = logging.getLogger("footing.health")


@only_read
def alive(request: HttpRequest) -> JsonResponse:
    """200 whenever this process answers; it asks nothing else, so a lost database restarts no web server."""
    return JsonResponse({"status": "alive"})


@only_read
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database and broker answer and no notice is long overdue; else 503 with the reasons.

    What the operator has to mend although everything runs is among the `alarms`.
    """
    now, reasons = clock.now(), list[str]()
    overdue = _overdue(now, reasons)
    _ask_the_broker(reasons)
    if reasons:
        body = problem(503, _("Not ready"), " ".join(reasons), reasons=reasons)
        return JsonResponse(body, status=503, content_type=MEDIA_TYPE)
    seconds = round(overdue.total_seconds())
    answered = {"status": "ready", "database": "answers", "broker": "answers"}
    zones = {"release": zone_data().release, "dated": zone_data().dated.isoformat()}
    return JsonResponse(
        {**answered, "oldest_due_notice_seconds": seconds, "time_zones": zones, "alarms": _alarms(now)}
    )


def _overdue(now: datetime, reasons: list[str]) -> timedelta:
    """For how long the oldest due notice has been waiting."""
    try:
        due_at = oldest_due_at(now)
    except DatabaseError as error:
        log.warning("the database does not answer: %s", type(error).__name__)
        reasons.append(_("The database does not answer."))
        return timedelta()
    waiting = now - due_at if due_at else timedelta()
    if waiting > LATE_AFTER:
        minutes = int(waiting.total_seconds() // 60)
        reasons.append(
            _("The oldest due notice has been waiting for %(minutes)s minutes.") % {"minutes": minutes}
        )
    return waiting


def _alarms(now: datetime) -> list[str]:
    stale = stale_zones(now.date())
    return [*_refused_keys(now), *([stale] if stale else [])]


def _refused_keys(now: datetime) -> list[str]:
    devices = devices_refusing_our_key(now)
    if not devices:
        return []
    words = ngettext(
        "A push service refuses our key for %(devices)s device: was VAPID_PRIVATE_KEY changed?",
        "Push services refuse our key for %(devices)s devices: was VAPID_PRIVATE_KEY changed?",
        devices,
    )
    return [words % {"devices": devices}]


def _ask_the_broker(reasons: list[str]) -> None:
    try:
        with Connection(settings.CELERY_BROKER_URL, connect_timeout=BROKER_WITHIN) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_WITHIN)
    except OperationalError as error:
        log.warning("the broker does not answer: %s", type(error).__name__)
        reasons.append(_("The broker does not answer."))
