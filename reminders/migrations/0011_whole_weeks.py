"""A weekly summary is told once for each last day (decision 27); rows of before stay as they were told."""

from django.db import migrations, models
from django.db.models import Q

FILL = """
UPDATE reminders_weeklysummary SET to_on = (digest->>'to_on')::date WHERE kind = 'digest'
"""
EMPTY = "UPDATE reminders_weeklysummary SET to_on = NULL WHERE kind = 'digest'"


class Migration(migrations.Migration):
    dependencies = [("reminders", "0010_notifications_moved_out")]

    operations = [
        migrations.RemoveConstraint("weeklysummary", "weekly_summary_of_its_kind"),
        migrations.RunSQL(FILL, EMPTY),
        migrations.AlterField("weeklysummary", "to_on", models.DateField()),
        migrations.AddConstraint(
            "weeklysummary",
            models.CheckConstraint(
                condition=Q(kind="summary", digest__isnull=True) | Q(kind="digest", digest__isnull=False),
                name="weekly_summary_of_its_kind",
            ),
        ),
        migrations.RemoveConstraint("weeklysummary", "weekly_summary_once"),
        migrations.AddConstraint(
            "weeklysummary",
            models.UniqueConstraint(fields=["user", "kind", "to_on"], name="weekly_summary_once"),
        ),
    ]
