"""Health checks: `/healthz` says that the server is alive, `/readyz` that everything behind it works."""

import logging
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from kombu import Connection
from kombu.exceptions import OperationalError

from common import clock
from common.problems import MEDIA_TYPE, problem
from common.zones import zone_data
from notifications.queries.balance import oldest_due_at
from notifications.queries.subscriptions import devices_refusing_our_key
from progress.queries.reviews import diaries_that_fail
from tracker.pages import only_read
from tracker.postgres.base import within
from tracker.preparing import is_preparing
from tracker.time_zones import stale_zones
from tracker.unavailable import retry_soon

LATE_AFTER = timedelta(minutes=10)  # the sender runs every few seconds; this long means that it does not
DATABASE_WITHIN = 2.0  # seconds
BROKER_WITHIN = {"socket_connect_timeout": 1, "socket_timeout": 1}  # seconds
GOOD_FOR = 1.0  # seconds

log = logging.getLogger("footing.health")


@only_read
def alive(request: HttpRequest) -> JsonResponse:
    """200 whenever this process answers; it checks nothing else, not the database."""
    return JsonResponse({"status": "alive"})


@only_read
def ready(request: HttpRequest) -> HttpResponse:
    """200 if database and broker answer and no notification is long overdue; else 503 with the reasons.

    `alarms` lists what the operator must fix although everything runs. It is checked once a second at most,
    however many ask; nobody waits longer than the limits below.
    """
    return looked_into.answer()


class _Look:
    """The last result, valid for a moment. Threads that ask in the meantime wait for the one that checks."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._answer: tuple[int, dict[str, Any]] = (0, {})
        self._good_until = 0.0

    def answer(self) -> HttpResponse:
        with self._turn:
            if monotonic() >= self._good_until:
                self._answer = _look(clock.now())
                self._good_until = monotonic() + GOOD_FOR
            status, body = self._answer
        if status == HTTPStatus.OK:
            return JsonResponse(body)
        return retry_soon(JsonResponse(body, status=status, content_type=MEDIA_TYPE))

    def forget(self) -> None:
        self._good_until = 0.0


looked_into = _Look()


def _look(now: datetime) -> tuple[int, dict[str, Any]]:
    reasons = list[str]()
    if is_preparing():
        reasons.append(_("Footing is still bringing its database up to date."))
    overdue, alarms = _ask_the_database(now, reasons)
    _ask_the_broker(reasons)
    if reasons:
        return 503, problem(503, _("Not ready"), " ".join(reasons), code="not_ready", reasons=reasons)
    return 200, {
        "status": "ready",
        "database": "answers",
        "broker": "answers",
        "oldest_due_notice_seconds": round(overdue.total_seconds()),
        "time_zones": {"release": zone_data().release, "dated": zone_data().dated.isoformat()},
        "alarms": alarms,
    }


def _ask_the_database(now: datetime, reasons: list[str]) -> tuple[timedelta, list[str]]:
    """How long the oldest due notification has waited, and the alarms."""
    try:
        with within(DATABASE_WITHIN):
            return _overdue(now, reasons), _alarms(now)
    except DatabaseError as error:
        log.warning("the database does not answer: %s", type(error).__name__)
        reasons.append(_("The database does not answer."))
        return timedelta(), []


def _overdue(now: datetime, reasons: list[str]) -> timedelta:
    """How long the oldest due notification has waited."""
    due_at = oldest_due_at(now)
    waiting = now - due_at if due_at else timedelta()
    if waiting > LATE_AFTER:
        minutes = int(waiting.total_seconds() // 60)
        reasons.append(
            _("The oldest due notice has been waiting for %(minutes)s minutes.") % {"minutes": minutes}
        )
    return waiting


def _alarms(now: datetime) -> list[str]:
    stale = stale_zones(now.date())
    return [*_refused_keys(now), *([stale] if stale else []), *_unjudged_diaries()]


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


def _unjudged_diaries() -> list[str]:
    diaries = diaries_that_fail()
    if not diaries:
        return []
    words = ngettext(
        "%(diaries)s diary cannot be judged to the end, so a warning may be missing. It is tried again; the "
        "log of the worker says why.",
        "%(diaries)s diaries cannot be judged to the end, so warnings may be missing. They are tried again; "
        "the log of the worker says why.",
        diaries,
    )
    return [words % {"diaries": diaries}]


def _ask_the_broker(reasons: list[str]) -> None:
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=BROKER_WITHIN) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except OperationalError as error:
        log.warning("the broker does not answer: %s", type(error).__name__)
        reasons.append(_("The broker does not answer."))
