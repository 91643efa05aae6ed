"""Buckets are called schedule groups, and slots scheduled times; tables and columns are renamed with their rows."""

import django.db.models.deletion
from django.db import migrations, models

CONSTRAINTS = {
    ("schedulegroup", "bucket_once"): models.UniqueConstraint(
        fields=["zone", "at", "quiet_from", "quiet_to"], name="schedule_group_once"
    ),
    ("scheduledtime", "reminder_slot_once"): models.UniqueConstraint(
        fields=["reminder", "slot"], name="scheduled_time_once"
    ),
}


def _rename(model: str, old: str, new: str) -> migrations.RunSQL:
    statement = "ALTER TABLE reminders_{} RENAME CONSTRAINT {} TO {}"
    return migrations.RunSQL(statement.format(model, old, new), statement.format(model, new, old))


class Migration(migrations.Migration):
    dependencies = [("reminders", "0011_whole_weeks")]

    operations = [
        migrations.RenameModel("Bucket", "ScheduleGroup"),
        migrations.RenameModel("ReminderSlot", "ScheduledTime"),
        migrations.RenameField("scheduledtime", "bucket", "group"),
        migrations.AlterField(
            "scheduledtime",
            "group",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scheduled_times",
                to="reminders.schedulegroup",
            ),
        ),
        migrations.AlterField(
            "scheduledtime",
            "reminder",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scheduled_times",
                to="reminders.reminder",
            ),
        ),
        migrations.RenameIndex("schedulegroup", new_name="schedule_group_to_plan", old_name="bucket_to_plan"),
        migrations.SeparateDatabaseAndState(
            database_operations=[_rename(model, old, new.name) for (model, old), new in CONSTRAINTS.items()],
            state_operations=[
                *[migrations.RemoveConstraint(model, old) for model, old in CONSTRAINTS],
                *[migrations.AddConstraint(model, new) for (model, _old), new in CONSTRAINTS.items()],
            ],
        ),
    ]
