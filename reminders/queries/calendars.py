"""Calendar links, and the calendar of one."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.queries.reach import reach_of
from accounts.rules.tokens import token_hash
from common.clock import local_date
from exercises.queries.days import planned_sessions
from notifications.queries.preferences import settings_of
from notifications.rules.notification import Kind
from reminders.models import CalendarLink, Reminder
from reminders.queries.quiet import quiet_of
from reminders.rules.feed import Words, calendar, planned_at

if TYPE_CHECKING:
    from accounts.models import Patient

AHEAD = timedelta(days=60)
BACK = timedelta(days=7)


class UnknownLink(Exception):
    """There is no such calendar link, it belongs to somebody else, or it was revoked."""


def links_of(patient: "Patient") -> QuerySet[CalendarLink]:
    """The patient's valid links, newest first."""
    return CalendarLink.objects.filter(patient=patient, revoked_at=None).order_by("-id")


def link_behind(token: str) -> CalendarLink:
    """The link of `token`, with its patient. Raises UnknownLink."""
    links = CalendarLink.objects.filter(
        token_hash=token_hash(token), revoked_at=None, patient__user__is_active=True
    )
    found = links.select_related("patient").first()
    if found is None:
        raise UnknownLink
    return found


def address_of(token: str) -> str:
    """The URL of the feed. It is a secret: its holder may read the calendar."""
    return f"{settings.PUBLIC_URL}/api/v1/calendar/{token}.ics"


def feed_of(link: CalendarLink, now: datetime) -> bytes:
    """The planned sessions from a week ago to sixty days ahead, as a calendar; four statements."""
    patient = link.patient
    person = reach_of([patient.user_id])[patient.user_id]
    today = local_date(now, person.time_zone)
    days = planned_sessions([patient.pk], today - BACK, today + AHEAD)
    sessions = {day.on: day.sessions for day in days if day.sessions}
    quiet = quiet_of(settings_of([patient.user_id])[patient.user_id])
    with translation.override(person.language):
        words = Words(_("Footing"), _("Planned session"))
    return calendar(
        planned_at(sessions, _times(patient.pk), person.time_zone, quiet),
        owner=str(patient.pk),
        domain=parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1].rpartition("@")[2] or "localhost",
        zone=person.time_zone,
        today=today,
        words=words,
    )


def tag_of(feed: bytes) -> str:
    """The ETag of a calendar file."""
    return f'"{sha256(feed).hexdigest()[:32]}"'


def _times(patient_id: UUID) -> dict[int, list[time]]:
    """The patient's times of session reminders by ISO weekday."""
    rules = Reminder.objects.filter(patient=patient_id, kind=Kind.EXERCISE, enabled=True)
    times: dict[int, set[time]] = defaultdict(set)
    for rule in rules:
        for day in rule.days:
            times[day] |= {time.fromisoformat(at) for at in rule.times}
    return {day: sorted(found) for day, found in times.items()}
