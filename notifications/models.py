"""Notifications, their deliveries, devices, settings and stopped streams.

Every read is in `queries`, every write in `services`; an app above adds a notification in the transaction
that it reports.
"""

from datetime import time
from typing import Final

from django.db import models
from django.db.models import Q

from common.ids import new_id
from common.personal import Personal
from notifications.rules.notification import Action, Channel, Kind, Outcome, State

EXPORTED: Final = "with the account"
ERASED: Final = "deleted with the person"


class Notification(models.Model):
    """One message to send once. The id is derived from its subject (`notification_id`), so that planning it
    twice plans it once. Address and text are read when it is sent.

    `user` has no foreign key in the database (see `lock_against_erasure`); the row is deleted with its user
    all the same. `patient_id`: the patient record of `user`, for the diary. `about`: a reminder, an
    invitation or a summary. `slot`: the local time in minutes after midnight. `follows`: the notification
    that was snoozed into this one. `next_try_at`: when a sender looks at it next, at first `due_at`.
    `action`: the patient's answer. A lease writes no indexed column, and the pages of the table are half
    full: claiming then writes to no index, which makes it four times as fast.
    """

    PERSONAL = Personal("what a person was reminded of, and their answer", EXPORTED, ERASED)

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(
        "accounts.User", models.CASCADE, null=True, related_name="+", db_index=False, db_constraint=False
    )  # null: an invited address without an account
    patient_id = models.UUIDField(null=True)
    clinic = models.ForeignKey("accounts.Clinic", models.CASCADE, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=[(word, word) for word in Kind])
    about = models.UUIDField()
    local_on = models.DateField(null=True)
    slot = models.PositiveSmallIntegerField(default=0)
    follows = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(word, word) for word in State], default=State.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    lease_token = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    action = models.CharField(max_length=6, choices=[(word, word) for word in Action], blank=True)
    acted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.LEASED, lease_token__isnull=False, leased_until__isnull=False)
                | Q(~Q(state=State.LEASED), lease_token=None, leased_until=None),
                name="notification_lease_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.WAITING, State.LEASED], settled_at=None)
                | Q(~Q(state__in=[State.WAITING, State.LEASED]), settled_at__isnull=False),
                name="notification_final_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(settled_at=None), name="notification_unsettled"),
            models.Index(fields=["user", "-due_at", "-id"], name="notification_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class PushSubscription(models.Model):
    """A browser's push subscription (W3C Push API); a closed one is never used again.

    `device`: the person's or the browser's name for it. `rest_until`: the push service asked us to wait until
    then. `last_problem`: the code of the last refusal, empty after a success.
    """

    PERSONAL = Personal("where a person's devices are pushed to", "never: a secret", ERASED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    device = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    last_ok_at = models.DateTimeField(null=True)
    rest_until = models.DateTimeField(null=True)
    last_problem = models.CharField(max_length=40, blank=True)
    last_problem_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"Push subscription {self.pk}"


class Delivery(models.Model):
    """One attempt to send a notification; `detail` is a code, never an address or text of the message.

    `status`: the answer of the push service or mail server, if there was one.
    """

    PERSONAL = Personal("how a person was reached", EXPORTED, ERASED)

    id = models.BigAutoField(primary_key=True)
    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=[(word, word) for word in Channel])
    subscription = models.ForeignKey(
        PushSubscription, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=[(word, word) for word in Outcome])
    status = models.PositiveSmallIntegerField(null=True)
    detail = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.outcome}"


class NotificationSettings(models.Model):
    """A person's preferences for reminders and e-mails; a person without a row has the defaults.

    `zone`: the zone in which reminders are planned. `paused_until`: the local date on which reminders start
    again. `weekly_day`: ISO weekday; `weekly_hour`: local hour of the weekly summary; `weekly_changed_at`:
    when the weekly time or its zone last changed (null: never).
    """

    PERSONAL = Personal("how a person wants to be spoken to", EXPORTED, ERASED)

    user = models.OneToOneField("accounts.User", models.CASCADE, primary_key=True, related_name="+")
    zone = models.CharField(max_length=64)
    quiet_from = models.TimeField(default=time(21, 30))
    quiet_to = models.TimeField(default=time(7, 30))
    push = models.BooleanField(default=True)
    email = models.BooleanField(default=True)
    weekly_on = models.BooleanField(default=True)
    weekly_day = models.PositiveSmallIntegerField(default=1)
    weekly_hour = models.PositiveSmallIntegerField(default=7)
    weekly_changed_at = models.DateTimeField(null=True)
    paused_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekly_day__gte=1, weekly_day__lte=7, weekly_hour__lte=23),
                name="settings_weekly_in_range",
            )
        ]
        indexes = [
            models.Index(
                fields=["zone", "weekly_day", "weekly_hour"],
                condition=Q(weekly_on=True),
                name="settings_by_weekly_time",
            ),
            models.Index(
                fields=["weekly_changed_at"],
                condition=Q(weekly_changed_at__isnull=False),
                name="settings_by_weekly_change",
            ),
        ]

    def __str__(self) -> str:
        return f"Settings {self.pk}"


class StreamStop(models.Model):
    """A stream of e-mails that a person has stopped, or whose address bounced permanently.

    `stream`: reminders, summary, digest. `address_hash`: the address that bounced; a new address is not
    stopped.
    """

    PERSONAL = Personal("which mails a person does not want", EXPORTED, ERASED)

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", db_index=False)
    stream = models.CharField(max_length=12)
    reason = models.CharField(max_length=12)  # unsubscribed or bounced
    address_hash = models.CharField(max_length=64, blank=True)
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "stream"], name="stream_stopped_once")]

    def __str__(self) -> str:
        return f"{self.stream} {self.reason}"
