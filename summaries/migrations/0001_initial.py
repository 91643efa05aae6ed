"""The tables of weekly summaries come over from `reminders` with all their rows: they are renamed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.ids
import notifications.rules.notification

# Renamed at once, whatever they hold; indexes, constraints and how full the pages are stay as they are.
TABLES = {
    "reminders_weeklysummary": "summaries_weeklysummary",
    "reminders_weeklyround": "summaries_weeklyround",
}
RENAMES = [
    migrations.RunSQL(f"ALTER TABLE {old} RENAME TO {new}", f"ALTER TABLE {new} RENAME TO {old}")
    for old, new in TABLES.items()
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("reminders", "0012_schedule_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *RENAMES,
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="WeeklyRound",
                    fields=[
                        (
                            "id",
                            models.PositiveSmallIntegerField(
                                editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("next_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id__in", (1, 2))), name="weekly_round_of_a_half"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WeeklySummary",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=common.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("week", models.PositiveSmallIntegerField()),
                        ("made_at", models.DateTimeField()),
                        ("to_on", models.DateField()),
                        ("days_told", models.IntegerField(null=True)),
                        ("planned", models.IntegerField(null=True)),
                        ("done", models.IntegerField(null=True)),
                        ("extra", models.IntegerField(null=True)),
                        ("planned_days", models.IntegerField(null=True)),
                        ("done_days", models.IntegerField(null=True)),
                        ("held", models.BooleanField(null=True)),
                        ("series", models.IntegerField(null=True)),
                        ("scored_days", models.IntegerField(null=True)),
                        ("scored_days_before", models.IntegerField(null=True)),
                        ("mean", models.FloatField(null=True)),
                        ("mean_before", models.FloatField(null=True)),
                        ("next_on", models.DateField(null=True)),
                        ("next_sessions", models.IntegerField(null=True)),
                        ("digest", models.JSONField(null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "kind", "to_on"), name="weekly_summary_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("digest__isnull", True),
                                        ("kind", notifications.rules.notification.Kind["SUMMARY"]),
                                    ),
                                    models.Q(
                                        ("digest__isnull", False),
                                        ("kind", notifications.rules.notification.Kind["DIGEST"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="weekly_summary_of_its_kind",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
