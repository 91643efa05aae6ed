"""The content of a due reminder, and the decision whether it is sent: read at the moment of sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.conf import settings as django_settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.queries.reach import Contacts
from notifications.models import NotificationSettings, PushSubscription, StreamStop
from notifications.queries.preferences import BOUNCED, REMINDER_STREAM, open_subscriptions, stops_of
from notifications.queries.stopping import stop_link
from notifications.rules.decision import SendDecision
from notifications.rules.messages import Device, Email
from notifications.rules.notification import Action, Channel, Claimed, Reason, State, notification_id
from notifications.rules.wording import Text
from notifications.services.rendering import PushContent, RenderedNotification
from reminders.models import Reminder
from reminders.queries.facts import Known, facts_of, known_of
from reminders.rules.judging import judge_together
from reminders.rules.wording import SCREENS, path_of, text_for


@dataclass(frozen=True)
class Ways:
    """The open and wanted channels of one person: push subscriptions, and whether e-mail."""

    subscriptions: list[PushSubscription]
    by_email: bool

    def rest_until(self, now: datetime) -> datetime | None:
        """Until when the push services have asked us not to use any of the subscriptions."""
        rests = [each.rest_until for each in self.subscriptions if each.rest_until and each.rest_until > now]
        return min(rests) if rests and len(rests) == len(self.subscriptions) else None


def render(notifications: list[Claimed], now: datetime) -> list[RenderedNotification]:
    """Render these reminders: as many statements for fifty as for one."""
    known = known_of(notifications, now)
    users = list(known.people)
    subscriptions, stops = open_subscriptions(users), stops_of(users, REMINDER_STREAM)
    decisions = judge_together([facts_of(notification, known) for notification in notifications], now)
    return [
        RenderedNotification(notification, decision)
        if decision
        else _rendered(notification, known, subscriptions, stops, now)
        for notification, decision in zip(notifications, decisions, strict=True)
    ]


def _rendered(
    notification: Claimed,
    known: Known,
    subscriptions: Mapping[UUID, list[PushSubscription]],
    stops: Mapping[UUID, StreamStop],
    now: datetime,
) -> RenderedNotification:
    assert notification.user_id  # noqa: S101 - a reminder is somebody's
    rule, settings = known.rules[notification.about], known.settings[notification.user_id]
    stop = stops.get(notification.user_id)
    ways = _ways(rule, settings, subscriptions.get(notification.user_id, []), stop)
    if not ways.subscriptions and not ways.by_email:
        return RenderedNotification(notification, _no_way(settings, stop))
    rest_until = ways.rest_until(now)
    if rest_until and notification.expires_at and rest_until < notification.expires_at:
        return RenderedNotification(notification, SendDecision(later=rest_until))
    return _worded(notification, known.people[notification.user_id], ways, now)


def _ways(
    rule: Reminder,
    settings: NotificationSettings,
    subscriptions: list[PushSubscription],
    stop: StreamStop | None,
) -> Ways:
    """The channels of the rule that the settings allow; e-mail replaces an impossible push."""
    by_push = Channel.PUSH in rule.channels and settings.push
    return Ways(subscriptions if by_push else [], settings.email and stop is None)


def _no_way(settings: NotificationSettings, stop: StreamStop | None) -> SendDecision:
    """Nothing reaches the person: by their own choice, or not."""
    if settings.email and stop is not None and stop.reason == BOUNCED:
        return SendDecision(State.FAILED, Reason.NO_WAY)
    return SendDecision(State.SKIPPED, Reason.UNSUBSCRIBED)


def _worded(notification: Claimed, person: Contacts, ways: Ways, now: datetime) -> RenderedNotification:
    devices = [
        Device(each.id, each.endpoint, each.p256dh, each.auth)
        for each in ways.subscriptions
        if not each.rest_until or each.rest_until <= now
    ]
    assert notification.local_on  # noqa: S101 - every reminder falls on a date
    title, body, actions = _words(
        person.language, text_for(notification.kind, notification.local_on, notification.slot)
    )
    push = PushContent(
        language=person.language,
        title=title,
        body=body,
        path=path_of(notification.kind, notification.id),
        tag=tag_of(notification),
        actions=actions,
        devices=devices,
    )
    stop_at = stop_link(person.user_id, REMINDER_STREAM)
    own = {
        "name": person.name,
        "link": f"{django_settings.PUBLIC_URL}{SCREENS[notification.kind]}",
        "settings_link": f"{django_settings.PUBLIC_URL}/settings/reminders",
        "stop_link": stop_at,
    }
    words = {"title": title, "body": body}
    email = Email(notification.id, person.email, person.language, "reminder", words, own, stop_at)
    return RenderedNotification(
        notification, push=push if devices else None, email=email if ways.by_email else None
    )


class _Words(NamedTuple):
    """A reminder's text in one language."""

    title: str
    body: str
    actions: tuple[tuple[str, str], ...]


@cache
def _words(language: str, text: Text) -> _Words:
    """Cached: there are a dozen texts, and at one minute thousands of people get the same one."""
    with translation.override(language):
        actions = ((Action.DONE, _("Done")), (Action.SNOOZE, _("In an hour")))
        return _Words(_(text.title), _(text.body), actions)


def tag_of(notification: Claimed) -> str:
    """One tag for a kind on a date: a repeated, snoozed or doubled one replaces the one before."""
    return notification_id(f"tag:{notification.patient_id}:{notification.kind}:{notification.local_on}").hex
