from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0006_weekly_rounds_by_halves"),
    ]

    operations = [
        migrations.AddField(
            model_name="notificationsettings",
            name="weekly_changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="notificationsettings",
            index=models.Index(
                condition=models.Q(("weekly_changed_at__isnull", False)),
                fields=["weekly_changed_at"],
                name="settings_by_weekly_change",
            ),
        ),
    ]
