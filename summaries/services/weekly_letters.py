"""What the weekly e-mails say, read at the moment of sending: a patient's summary, a therapist's digest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings as django_settings
from django.db import transaction
from django.db.models import F
from django.utils import translation

from accounts.queries.reach import Contacts, reach_of
from common.zones import ZoneInfo
from notifications.models import Delivery, Notification, NotificationSettings, StreamStop
from notifications.queries.preferences import BOUNCED, settings_of, stops_of
from notifications.queries.stopping import stop_link
from notifications.rules.decision import SendDecision
from notifications.rules.messages import Email
from notifications.rules.notification import Channel, Claimed, Kind, Outcome, Reason, State
from notifications.services.rendering import RenderedNotification
from summaries.models import WeeklySummary
from summaries.queries.summaries import days_of, kept, words_of
from summaries.services.digests import digest_again
from summaries.services.summaries import read_again


@dataclass(frozen=True)
class _Known:
    """What was read for a batch: people, their settings, their stops of this stream, the summaries."""

    people: Mapping[UUID, Contacts]
    settings: Mapping[UUID, NotificationSettings]
    stops: Mapping[UUID, StreamStop]
    summaries: Mapping[UUID, WeeklySummary]


def summary_sayings(notices: list[Claimed], now: datetime) -> list[RenderedNotification]:
    """What to say for each of these summaries, every week read again: a few statements for any number."""
    return _sayings(notices, Kind.SUMMARY, now)


def digest_sayings(notices: list[Claimed], now: datetime) -> list[RenderedNotification]:
    """What to say for each of these digests, every caseload read again."""
    return _sayings(notices, Kind.DIGEST, now)


@transaction.atomic
def count_as_sent(*, sent_at: Collection[datetime]) -> None:
    """The weekly e-mails of synthetic people that fell due at these instants count as sent by e-mail then."""
    letters = Notification.objects.filter(
        kind__in=(Kind.SUMMARY, Kind.DIGEST),
        due_at__in=sent_at,
        state=State.WAITING,
        user__synthetic=True,
    )
    Delivery.objects.bulk_create(
        Delivery(notification=letter, channel=Channel.EMAIL, at=letter.due_at, outcome=Outcome.SENT)
        for letter in letters
    )
    letters.update(state=State.SENT, settled_at=F("due_at"))


def _sayings(notices: list[Claimed], kind: Kind, now: datetime) -> list[RenderedNotification]:
    users = [notice.user_id for notice in notices if notice.user_id]
    known = _Known(
        reach_of(users),
        settings_of(users),
        stops_of(users, kind),
        kept([notice.about for notice in notices]),
    )
    verdicts = {notice.id: _verdict(notice, known, now) for notice in notices}
    _read_again([notice for notice in notices if not verdicts[notice.id]], known, now)
    return [
        RenderedNotification(notice, verdict) if (verdict := verdicts[notice.id]) else _said(notice, known)
        for notice in notices
    ]


def _read_again(notices: list[Claimed], known: _Known, now: datetime) -> None:
    summaries = [known.summaries[notice.about] for notice in notices]
    if not summaries:
        return
    if notices[0].kind == Kind.DIGEST:
        digest_again(digests=summaries, now=now)
    else:
        patients = {notice.about: notice.patient_id for notice in notices if notice.patient_id}
        read_again(summaries=summaries, patients=patients)


def _verdict(notice: Claimed, known: _Known, now: datetime) -> SendDecision | None:
    """Why a week is not sent by e-mail; its page in the app stays."""
    assert notice.user_id  # noqa: S101 - a week is somebody's
    person, settings = known.people.get(notice.user_id), known.settings[notice.user_id]
    if person is None or not person.is_active or notice.about not in known.summaries:
        return SendDecision(State.CANCELLED, Reason.GONE)
    if notice.kind == Kind.SUMMARY and not person.in_care:
        return SendDecision(State.CANCELLED, Reason.CARE_ENDED)
    if notice.expires_at and now >= notice.expires_at:
        return SendDecision(State.SKIPPED, Reason.EXPIRED)
    return _unwished(person, settings, known.stops.get(notice.user_id), now)


def _unwished(
    person: Contacts, settings: NotificationSettings, stop: StreamStop | None, now: datetime
) -> SendDecision | None:
    today = now.astimezone(ZoneInfo(person.time_zone)).date()
    if not settings.weekly_on:
        return SendDecision(State.SKIPPED, Reason.DISABLED)
    if settings.paused_until is not None and today < settings.paused_until:
        return SendDecision(State.SKIPPED, Reason.PAUSED)
    if settings.email and stop is not None and stop.reason == BOUNCED:
        return SendDecision(State.FAILED, Reason.NO_WAY)
    if stop is not None or not settings.email:
        return SendDecision(State.SKIPPED, Reason.UNSUBSCRIBED)
    return None


def _said(notice: Claimed, known: _Known) -> RenderedNotification:
    assert notice.user_id  # noqa: S101 - as above
    person, summary = known.people[notice.user_id], known.summaries[notice.about]
    stop_at = stop_link(person.user_id, notice.kind)
    page = f"/summaries/{summary.year}-W{summary.week:02}"
    if notice.kind == Kind.DIGEST:  # who treats may be treated too, and have a week of their own
        page += f"?kind={Kind.DIGEST}"
    with translation.override(person.language):
        words, days = words_of(summary.kind, summary.content), days_of(summary.content)
    letter = Email(
        notice.id,
        person.email,
        person.language,
        notice.kind,
        words={"sentences": words, **days},
        own={
            "name": person.name,
            "link": f"{django_settings.PUBLIC_URL}{page}",
            "stop_link": stop_at,
        },
        stop_link=stop_at,
    )
    return RenderedNotification(notice, email=letter)
