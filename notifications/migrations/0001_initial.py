"""The tables of reaching a person come over from `reminders` with all their rows: they are renamed."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.ids
import notifications.rules.notification

# Renamed at once, whatever they hold; indexes, constraints and how full the pages are stay as they are.
TABLES = {
    "reminders_notice": "notifications_notification",
    "reminders_delivery": "notifications_delivery",
    "reminders_pushsubscription": "notifications_pushsubscription",
    "reminders_notificationsettings": "notifications_notificationsettings",
    "reminders_streamstop": "notifications_streamstop",
}
RENAMES = [
    migrations.RunSQL(f"ALTER TABLE {old} RENAME TO {new}", f"ALTER TABLE {new} RENAME TO {old}")
    for old, new in TABLES.items()
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("reminders", "0009_membership_letters"),
        ("accounts", "0011_links_for_screens_and_normal_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *RENAMES,
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Notification",
                    fields=[
                        ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                        ("patient_id", models.UUIDField(null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        notifications.rules.notification.Kind["INVITATION"],
                                        notifications.rules.notification.Kind["INVITATION"],
                                    ),
                                    (
                                        notifications.rules.notification.Kind["MEMBERSHIP"],
                                        notifications.rules.notification.Kind["MEMBERSHIP"],
                                    ),
                                    (
                                        notifications.rules.notification.Kind["EXERCISE"],
                                        notifications.rules.notification.Kind["EXERCISE"],
                                    ),
                                    (
                                        notifications.rules.notification.Kind["PAIN"],
                                        notifications.rules.notification.Kind["PAIN"],
                                    ),
                                    (
                                        notifications.rules.notification.Kind["FOOT_CHECK"],
                                        notifications.rules.notification.Kind["FOOT_CHECK"],
                                    ),
                                    (
                                        notifications.rules.notification.Kind["SUMMARY"],
                                        notifications.rules.notification.Kind["SUMMARY"],
                                    ),
                                    (
                                        notifications.rules.notification.Kind["DIGEST"],
                                        notifications.rules.notification.Kind["DIGEST"],
                                    ),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("about", models.UUIDField()),
                        ("local_on", models.DateField(null=True)),
                        ("slot", models.PositiveSmallIntegerField(default=0)),
                        ("follows", models.UUIDField(null=True)),
                        ("due_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField(null=True)),
                        ("next_try_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        notifications.rules.notification.State["WAITING"],
                                        notifications.rules.notification.State["WAITING"],
                                    ),
                                    (
                                        notifications.rules.notification.State["LEASED"],
                                        notifications.rules.notification.State["LEASED"],
                                    ),
                                    (
                                        notifications.rules.notification.State["SENT"],
                                        notifications.rules.notification.State["SENT"],
                                    ),
                                    (
                                        notifications.rules.notification.State["FAILED"],
                                        notifications.rules.notification.State["FAILED"],
                                    ),
                                    (
                                        notifications.rules.notification.State["CANCELLED"],
                                        notifications.rules.notification.State["CANCELLED"],
                                    ),
                                    (
                                        notifications.rules.notification.State["SKIPPED"],
                                        notifications.rules.notification.State["SKIPPED"],
                                    ),
                                ],
                                default=notifications.rules.notification.State["WAITING"],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=40)),
                        ("lease_token", models.UUIDField(null=True)),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("planned_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "action",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        notifications.rules.notification.Action["DONE"],
                                        notifications.rules.notification.Action["DONE"],
                                    ),
                                    (
                                        notifications.rules.notification.Action["SNOOZE"],
                                        notifications.rules.notification.Action["SNOOZE"],
                                    ),
                                    (
                                        notifications.rules.notification.Action["SKIP"],
                                        notifications.rules.notification.Action["SKIP"],
                                    ),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("acted_at", models.DateTimeField(null=True)),
                        (
                            "clinic",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.clinic",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NotificationSettings",
                    fields=[
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("zone", models.CharField(max_length=64)),
                        ("quiet_from", models.TimeField(default=datetime.time(21, 30))),
                        ("quiet_to", models.TimeField(default=datetime.time(7, 30))),
                        ("push", models.BooleanField(default=True)),
                        ("email", models.BooleanField(default=True)),
                        ("weekly_on", models.BooleanField(default=True)),
                        ("weekly_day", models.PositiveSmallIntegerField(default=1)),
                        ("weekly_hour", models.PositiveSmallIntegerField(default=7)),
                        ("weekly_changed_at", models.DateTimeField(null=True)),
                        ("paused_until", models.DateField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("weekly_on", True)),
                                fields=["zone", "weekly_day", "weekly_hour"],
                                name="settings_by_weekly_time",
                            ),
                            models.Index(
                                condition=models.Q(("weekly_changed_at__isnull", False)),
                                fields=["weekly_changed_at"],
                                name="settings_by_weekly_change",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weekly_day__gte", 1), ("weekly_day__lte", 7), ("weekly_hour__lte", 23)
                                ),
                                name="settings_weekly_in_range",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PushSubscription",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=common.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("endpoint", models.CharField(max_length=1000, unique=True)),
                        ("p256dh", models.CharField(max_length=120)),
                        ("auth", models.CharField(max_length=40)),
                        ("device", models.CharField(blank=True, max_length=120)),
                        ("created_at", models.DateTimeField()),
                        ("last_ok_at", models.DateTimeField(null=True)),
                        ("rest_until", models.DateTimeField(null=True)),
                        ("last_problem", models.CharField(blank=True, max_length=40)),
                        ("last_problem_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("close_reason", models.CharField(blank=True, max_length=40)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    (
                                        notifications.rules.notification.Channel["EMAIL"],
                                        notifications.rules.notification.Channel["EMAIL"],
                                    ),
                                    (
                                        notifications.rules.notification.Channel["PUSH"],
                                        notifications.rules.notification.Channel["PUSH"],
                                    ),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    (
                                        notifications.rules.notification.Outcome["SENT"],
                                        notifications.rules.notification.Outcome["SENT"],
                                    ),
                                    (
                                        notifications.rules.notification.Outcome["TRY_AGAIN"],
                                        notifications.rules.notification.Outcome["TRY_AGAIN"],
                                    ),
                                    (
                                        notifications.rules.notification.Outcome["GIVEN_UP"],
                                        notifications.rules.notification.Outcome["GIVEN_UP"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("detail", models.CharField(blank=True, max_length=80)),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="notifications.notification",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="notifications.pushsubscription",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="StreamStop",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("stream", models.CharField(max_length=12)),
                        ("reason", models.CharField(max_length=12)),
                        ("address_hash", models.CharField(blank=True, max_length=64)),
                        ("stopped_at", models.DateTimeField()),
                        (
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="notification",
                    index=models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["next_try_at"],
                        name="notice_unsettled",
                    ),
                ),
                migrations.AddIndex(
                    model_name="notification",
                    index=models.Index(fields=["user", "-due_at", "-id"], name="notice_by_person"),
                ),
                migrations.AddConstraint(
                    model_name="notification",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease_token__isnull", False),
                                ("leased_until__isnull", False),
                                ("state", notifications.rules.notification.State["LEASED"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", notifications.rules.notification.State["LEASED"]), _negated=True
                                ),
                                ("lease_token", None),
                                ("leased_until", None),
                            ),
                            _connector="OR",
                        ),
                        name="notice_lease_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notification",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at", None),
                                (
                                    "state__in",
                                    [
                                        notifications.rules.notification.State["WAITING"],
                                        notifications.rules.notification.State["LEASED"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            notifications.rules.notification.State["WAITING"],
                                            notifications.rules.notification.State["LEASED"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="notice_final_says_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="streamstop",
                    constraint=models.UniqueConstraint(fields=("user", "stream"), name="stream_stopped_once"),
                ),
            ]
        ),
    ]
