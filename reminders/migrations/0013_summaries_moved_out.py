"""The models of weekly summaries are those of `summaries` now; their tables went with them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0012_schedule_groups"),
        ("summaries", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("WeeklyRound"),
                migrations.DeleteModel("WeeklySummary"),
            ]
        )
    ]
