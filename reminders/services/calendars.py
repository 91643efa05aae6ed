"""Calendar links: create, read, revoke."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.rules.tokens import token_hash
from common.turns import take_turns
from reminders.models import CalendarLink
from reminders.queries.calendars import UnknownLink, address_of, links_of

if TYPE_CHECKING:
    from accounts.models import Patient

MOST_LINKS = 5
A_DAY = timedelta(days=1)


class TooManyLinks(Exception):
    """The patient has the maximum number of links."""


@dataclass(frozen=True)
class NewLink:
    """A link and its URL, which is known at this moment only."""

    link: CalendarLink
    url: str


def create_link(*, patient: "Patient", now: datetime) -> NewLink:
    """Create a secret URL of the patient's calendar: 256 random bits, of which only the hash is stored.

    Raises TooManyLinks beyond five valid ones.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        take_turns(f"calendar links of {patient.pk}")
        if links_of(patient).count() >= MOST_LINKS:
            raise TooManyLinks
        link = CalendarLink.objects.create(patient=patient, token_hash=token_hash(token), created_at=now)
    return NewLink(link, address_of(token))


def revoke_link(*, patient: "Patient", link_id: UUID, now: datetime) -> None:
    """Revoke a link: from now on it opens nothing. Raises UnknownLink."""
    if not links_of(patient).filter(pk=link_id).update(revoked_at=now):
        raise UnknownLink


def note_reading(*, link: CalendarLink, now: datetime) -> None:
    """Record that a calendar program reads this link, at most once a day."""
    stale = Q(last_read_at=None) | Q(last_read_at__lt=now - A_DAY)
    CalendarLink.objects.filter(stale, pk=link.pk).update(last_read_at=now)
